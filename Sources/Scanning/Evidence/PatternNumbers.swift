internal import Rules

/// The numbers of patterns, by which all but the rules know them.
struct PatternNumbers: Sendable {
  private let numbers: [String: Int]

  /// Numbers patterns by their place in a list.
  init(_ patterns: [EvidencePattern]) {
    numbers = Dictionary(
      zip(patterns.map(\.id), patterns.indices), uniquingKeysWith: { first, _ in first })
  }

  /// The number of a pattern; nil where there is none of that name.
  subscript(name: String) -> Int? { numbers[name] }

  /// The numbers of those that there are of some patterns.
  func of(_ names: [String]) -> [Int] {
    // Thousands of names are looked up at a start: growing the lists would take longer.
    var found: [Int] = []
    found.reserveCapacity(names.count)
    for name in names {
      if let number = numbers[name] { found.append(number) }
    }
    return found
  }
}
