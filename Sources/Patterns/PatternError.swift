/// Why an expression could not be compiled, or gave up.
public enum PatternError: Error, Hashable, Sendable {
  /// The expression is not valid: PCRE2's message, and the byte of the expression that it is about.
  case invalid(message: String, offset: Int)
  /// The expression starts with a verb such as `(*LIMIT_MATCH=…)`, which could undo our limits.
  case forbiddenVerb
  /// A match reached a limit on work or memory; neither a match nor "no match". PCRE2's code.
  case gaveUp(code: Int)
  /// There was no memory for the match.
  case outOfMemory
}

extension PatternError: CustomStringConvertible {
  /// A sentence that says what is wrong.
  public var description: String {
    switch self {
    case .invalid(let message, let offset): "\(message), at byte \(offset) of the pattern."
    case .forbiddenVerb: "A pattern cannot start with a verb such as (*UTF); leave it out."
    case .gaveUp(let code): "The pattern reached a limit on its work (PCRE2 error \(code))."
    case .outOfMemory: "There was no memory for the pattern."
    }
  }
}
