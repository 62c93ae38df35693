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

  /// The number in some bytes, the highest first.
  func number(at place: Int, width: Int = 4) -> Int {
    var number = 0
    for index in place..<place + width { number = number << 8 | Int(self[index]) }
    return number
  }
}

extension Range<Int> {
  /// The first number that does not come before something, of numbers in its order; the end where all do.
  func first(notBefore comesBefore: (Int) -> Bool) -> Int {
    var range = self
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range =
        comesBefore(middle) ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }
}

extension ArraySlice<UInt8> {
  /// Takes what stands before a byte from the front, and the byte; nil where there is none.
  mutating func take(upTo byte: UInt8) -> ArraySlice<UInt8>? {
    guard let end = firstIndex(of: byte) else { return nil }
    defer { self = self[(end + 1)...] }
    return self[..<end]
  }
}
