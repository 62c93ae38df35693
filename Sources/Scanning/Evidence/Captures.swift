internal import Patterns

/// The ranges of the named groups that took part in a match.
///
/// The names stay with the pattern, so that a match keeps its ranges alone; most have one, which needs no
/// list.
struct Captures: Sendable {
  /// Those of a match without groups.
  static let none = Captures([]) { _ in nil }

  private let groups: [Pattern.Group]
  /// The ranges of the groups, in their order.
  private let first: TextRange?
  private let others: [TextRange?]

  /// Takes the range of each group by its number.
  init(_ groups: [Pattern.Group], range: (Int) -> Range<Int>?) {
    self.groups = groups
    let packed = { (group: Pattern.Group) in range(group.number).map(TextRange.init) }
    first = groups.first.flatMap(packed)
    others = groups.count > 1 ? groups.dropFirst().map(packed) : []
  }

  private func range(at index: Int) -> Range<Int>? {
    (index == 0 ? first : others[index - 1])?.range
  }

  /// The range of a group, or nil where it took no part.
  subscript(name: String) -> Range<Int>? {
    guard let index = groups.firstIndex(where: { $0.name == name }) else { return nil }
    return range(at: index)
  }

  /// What is made of the ranges, by the names of their groups.
  func mapValues<Value>(_ transform: (Range<Int>) -> Value) -> [String: Value] {
    var values: [String: Value] = [:]
    for (index, group) in groups.enumerated() {
      if let range = range(at: index) { values[group.name] = transform(range) }
    }
    return values
  }
}
