extension [Range<Int>] {
  /// Those that overlap a range, where they are in order of their starts and of their ends.
  ///
  /// - Complexity: O(log *n*), and what there is to return.
  func overlapping(_ range: Range<Int>) -> ArraySlice<Range<Int>> {
    let first = firstIndexAfter { $0.upperBound <= range.lowerBound }
    return self[first...].prefix { $0.lowerBound < range.upperBound }
  }

  /// These in order of their starts.
  func inOrder() -> [Range<Int>] { sorted { $0.lowerBound < $1.lowerBound } }

  /// Puts one in its place.
  mutating func insertInOrder(_ range: Range<Int>) {
    insert(range, at: firstIndexAfter { $0.lowerBound <= range.lowerBound })
  }
}
