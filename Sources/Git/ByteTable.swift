/// Byte strings, each once, with the number that it was given: 0 for the first.
///
/// It is what keeps histories of millions of objects small: a string costs its own bytes, 8 more unless
/// all are as long, and about 6 for being found again.
struct ByteTable: Sendable {
  private let width: Int?
  private var bytes: [UInt8] = []
  /// Where each string ends; empty where all are as long.
  private var ends: [Int] = []
  /// The number of a string and 1, at or after the place that its hash says; 0 for a free place.
  private var slots = [UInt32](repeating: 0, count: 1 << 10)
  /// Drawn anew for each table: what a repository holds cannot be made to fall on the same places.
  private let seed = UInt64.random(in: .min ... .max)
  /// How many strings there are.
  private(set) var count = 0

  /// Creates a table.
  ///
  /// - Parameter width: How long all strings are, or nil where they differ.
  init(width: Int? = nil) { self.width = width }

  /// The string of a number.
  subscript(number: Int) -> ArraySlice<UInt8> { bytes[range(of: number)] }

  /// The number of a string; nil where it is not in the table.
  func number(of text: borrowing Span<UInt8>) -> Int? {
    let slot = slots[place(of: text)]
    return slot == 0 ? nil : Int(slot) - 1
  }

  /// The number of a string, which is added if it is new.
  mutating func insert(_ text: borrowing Span<UInt8>) -> (number: Int, isNew: Bool) {
    let place = place(of: text)
    if slots[place] != 0 { return (Int(slots[place]) - 1, false) }
    for index in text.indices { bytes.append(text[index]) }
    if width == nil { ends.append(bytes.count) }
    count += 1
    slots[place] = UInt32(count)
    if count * 4 > slots.count * 3 { grow() }
    return (count - 1, true)
  }

  private func range(of number: Int) -> Range<Int> {
    if let width { return number * width..<(number + 1) * width }
    return (number == 0 ? 0 : ends[number - 1])..<ends[number]
  }

  /// Where a string is, or where it would be put.
  private func place(of text: borrowing Span<UInt8>) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash(text)) & mask
    while slots[place] != 0, !isEqual(Int(slots[place]) - 1, text) { place = (place + 1) & mask }
    return place
  }

  private func isEqual(_ number: Int, _ text: borrowing Span<UInt8>) -> Bool {
    let range = range(of: number)
    guard range.count == text.count else { return false }
    for index in text.indices where bytes[range.lowerBound + index] != text[index] { return false }
    return true
  }

  private func hash(_ text: borrowing Span<UInt8>) -> UInt64 {
    var hash = seed
    // Names of objects are hashes already: their first bytes will do, mixed with the seed.
    for index in 0..<(width == nil ? text.count : min(text.count, 8)) {
      hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01b3
    }
    hash = (hash ^ (hash >> 32)) &* 0x9e37_79b9_7f4a_7c15
    return hash ^ (hash >> 29)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for number in 0..<count {
      var place = Int(truncatingIfNeeded: hash(bytes.span.extracting(range(of: number)))) & mask
      while slots[place] != 0 { place = (place + 1) & mask }
      slots[place] = UInt32(number + 1)
    }
  }
}
