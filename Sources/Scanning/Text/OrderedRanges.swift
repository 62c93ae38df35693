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

  /// These in order of their starts, with one for all that touch or overlap.
  func merged() -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in inOrder() {
      if let last = merged.last, last.upperBound >= range.lowerBound {
        merged[merged.count - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  /// Puts one in its place.
  mutating func insertInOrder(_ range: Range<Int>) {
    insert(range, at: firstIndexAfter { $0.lowerBound <= range.lowerBound })
  }
}
