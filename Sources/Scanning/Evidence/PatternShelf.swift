internal import Patterns

/// The compiled expressions of one worker, each compiled when it is first needed.
///
/// Most inputs need none of them, and compiling all would be most of the time of a small scan.
struct PatternShelf {
  private var compiled: [Source: Pattern] = [:]

  /// An expression, which is several kilobytes long and looked up for each keyword that is hit.
  ///
  /// Hashing all of it would cost more than the match. Its length tells most expressions apart, and
  /// comparing a string with itself compares an address.
  private struct Source: Hashable {
    let text: String

    func hash(into hasher: inout Hasher) { hasher.combine(text.utf8.count) }
  }

  /// The compiled form of an expression.
  mutating func pattern(_ source: String) throws(PatternError) -> Pattern {
    let key = Source(text: source)
    if let pattern = compiled[key] { return pattern }
    let pattern = try Pattern(source)
    compiled[key] = pattern
    return pattern
  }
}
