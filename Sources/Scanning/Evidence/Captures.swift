internal import Patterns

/// The ranges of the named groups that took part in a match.
///
/// The names stay with the pattern, so that a match keeps its ranges alone.
struct Captures: Sendable {
  /// Those of a match without groups.
  static let none = Captures([]) { _ in nil }

  private let groups: [Pattern.Group]
  /// The ranges of the groups, in their order.
  private let ranges: [TextRange?]

  /// Takes the range of each group by its number.
  init(_ groups: [Pattern.Group], range: (Int) -> Range<Int>?) {
    self.groups = groups
    ranges = groups.map { range($0.number).map(TextRange.init) }
  }

  /// The range of a group, or nil where it took no part.
  subscript(name: String) -> Range<Int>? {
    guard let index = groups.firstIndex(where: { $0.name == name }) else { return nil }
    return ranges[index]?.range
  }

  /// What is made of the ranges, by the names of their groups.
  func mapValues<Value>(_ transform: (Range<Int>) -> Value) -> [String: Value] {
    var values: [String: Value] = [:]
    for (group, range) in zip(groups, ranges) {
      if let range { values[group.name] = transform(range.range) }
    }
    return values
  }
}
