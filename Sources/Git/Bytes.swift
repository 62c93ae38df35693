extension Span<UInt8> {
  /// The first place of a byte in a range; nil where it holds none.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    for index in range where self[index] == byte { return index }
    return nil
  }
}

extension [UInt8] {
  /// Copies a range to the front, where it may stand in part already.
  mutating func moveToFront(_ range: Range<Int>) {
    if range.lowerBound == 0 { return }
    for (place, index) in range.enumerated() { self[place] = self[index] }
  }
}
