/// Lists, each once, and their numbers in the order in which they came.
struct ListNumbers<Element: Hashable & Sendable>: Sendable {
  private(set) var all: [[Element]] = []
  /// The numbers of the lists by the first element of each; the runtime would look longer for how to hash a
  /// list than a small scan takes for all of them.
  private var byFirst: [Element: [Int]] = [:]
  /// The number of the list without elements.
  private var empty: Int?

  /// The number of a list; nil where it was not added.
  func number(of list: [Element]) -> Int? {
    guard let first = list.first else { return empty }
    return byFirst[first]?.first { all[$0] == list }
  }

  /// Adds a list that is not there, and returns its number.
  mutating func add(_ list: [Element]) -> Int {
    let number = all.count
    all.append(list)
    if let first = list.first { byFirst[first, default: []].append(number) } else { empty = number }
    return number
  }
}
