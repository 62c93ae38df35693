/// An expression of PCRE2 as a tree, as far as it tells what stands in its matches (`pcre2pattern(3)`).
///
/// What is known is true of all matches; what is not understood is ``Part/other``, which may be anything,
/// or makes the whole unreadable.
struct Expression {
  /// The alternatives.
  let branches: [[Item]]
  /// True where a match starts where its first part does, and a branch that fails says nothing of others:
  /// there is no `\K` and no verb.
  let isPlain: Bool

  /// A part, and how often it comes.
  struct Item {
    let part: Part
    /// How often it comes at least; nil where it comes once.
    let least: Int?
  }

  /// A part of an expression.
  enum Part {
    /// A character that stands for itself, and in the other case where case does not matter.
    case character(UInt8, isCaseless: Bool)
    /// One of a few characters, each of which stands for itself.
    case oneOf([UInt8])
    /// Anything.
    case other
    /// It takes no bytes, so that what is beside it stands side by side.
    case place
    case group([[Item]])
    /// What stands ahead, and takes no bytes.
    case sight([[Item]])
    /// What fails, and the branch that it stands in with it.
    case failure
  }

  /// Reads an expression; nil where it has a part that is not understood.
  init?(_ source: String) {
    var parser = ExpressionParser(source)
    guard let branches = try? parser.expression() else { return nil }
    (self.branches, isPlain) = (branches, parser.isPlain)
  }
}
