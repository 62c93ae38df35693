internal import Patterns

/// The compiled expressions of one worker, each compiled when it is first needed.
///
/// Most inputs need none of them, and compiling all would be most of the time of a small scan.
struct PatternShelf {
  private var compiled: [String: Pattern] = [:]

  /// The compiled form of an expression.
  mutating func pattern(_ source: String) throws(PatternError) -> Pattern {
    if let pattern = compiled[source] { return pattern }
    let pattern = try Pattern(source)
    compiled[source] = pattern
    return pattern
  }
}
