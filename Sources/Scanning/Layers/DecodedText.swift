/// A text that was decoded from another, and knows where each of its bytes came from.
///
/// It is put together from the front. Both texts go forward together, so that a range of the one is
/// a range of the other.
struct DecodedText: Sendable {
  /// The decoded text.
  private(set) var bytes: [UInt8] = []
  // In order; together they cover all bytes.
  private var pieces: [Piece] = []

  /// Bytes in a row that were decoded in the same way.
  private struct Piece {
    /// Where they start in the text; negative where the first of them were cut off.
    let at: Int
    let count: Int
    /// Where they stood in the original.
    let origin: Range<Int>
    let writing: Writing

    var end: Int { at + count }
  }

  /// How bytes stood in the original.
  private enum Writing: Hashable {
    case copied
    /// A digit for every so many bits: 6 in base64, 4 in hex.
    case digits(bits: Int)
    /// All together.
    case together
  }

  /// Adds bytes of the original as they are.
  mutating func copy(_ range: Range<Int>, of source: Span<UInt8>) {
    guard !range.isEmpty else { return }
    if let last = pieces.last, last.writing == .copied, last.origin.upperBound == range.lowerBound {
      pieces[pieces.count - 1] = Piece(
        at: last.at, count: last.count + range.count,
        origin: last.origin.lowerBound..<range.upperBound, writing: .copied)
    } else {
      pieces.append(Piece(at: bytes.count, count: range.count, origin: range, writing: .copied))
    }
    for offset in range { bytes.append(source[offset]) }
  }

  /// Adds bytes that a range of the original stands for as a whole.
  mutating func append(_ decoded: some Collection<UInt8>, for origin: Range<Int>) {
    guard !decoded.isEmpty else { return }
    pieces.append(
      Piece(at: bytes.count, count: decoded.count, origin: origin, writing: .together))
    bytes += decoded
  }

  /// Adds bytes that digits of the original stand for.
  ///
  /// - Parameters:
  ///   - decoded: The bytes; the first starts with the first digit.
  ///   - bits: How many bits a digit holds, 4 or 6.
  ///   - origin: The digits, with the padding after them.
  mutating func append(_ decoded: [UInt8], digits bits: Int, _ origin: Range<Int>) {
    guard !decoded.isEmpty else { return }
    pieces.append(
      Piece(
        at: bytes.count, count: decoded.count, origin: origin, writing: .digits(bits: bits)))
    bytes += decoded
  }

  /// The part of the text in a range, which still knows where it came from.
  func part(_ range: Range<Int>) -> DecodedText {
    var part = DecodedText()
    part.bytes = Array(bytes[range])
    let overlapping = pieces.filter { $0.at < range.upperBound && range.lowerBound < $0.end }
    part.pieces = overlapping.map {
      Piece(
        at: $0.at - range.lowerBound, count: $0.count, origin: $0.origin, writing: $0.writing)
    }
    return part
  }

  /// True where the original says a range in other bytes.
  ///
  /// - Parameters:
  ///   - range: A part of the text.
  ///   - length: The fewest bytes of an escape that counts.
  /// - Returns: Whether an escape of that length, or a run, lies in the range.
  /// - Complexity: O(log *n*) in the number of escapes.
  func isDecoded(_ range: Range<Int>, byAtLeast length: Int = 1) -> Bool {
    var index = pieces.firstIndexAfter { $0.end <= range.lowerBound }
    let first = index
    while index < pieces.count, pieces[index].at < range.upperBound {
      if pieces[index].writing != .copied, pieces[index].origin.count >= length { return true }
      // What stands for nothing is in no piece.
      if index > first, isBroken(before: index) { return true }
      index += 1
    }
    return false
  }

  private func isBroken(before index: Int) -> Bool {
    let pair = pieces[index - 1...index]
    return pair.allSatisfy { $0.writing == .copied }
      && pieces[index - 1].origin.upperBound < pieces[index].origin.lowerBound
  }

  /// True where any of it stands in other bytes in the original.
  var isDecoded: Bool { isDecoded(0..<bytes.count) }

  /// What of the original stands for a range: for an empty one, where it is.
  func origin(of range: Range<Int>) -> Range<Int> {
    let first = origin(ofByte: range.lowerBound)
    guard !range.isEmpty else { return first.lowerBound..<first.lowerBound }
    return first
      .lowerBound..<max(
        first.lowerBound, origin(ofByte: range.upperBound - 1).upperBound)
  }

  /// The byte that starts with, or holds, the byte of the original at an offset.
  func place(ofOrigin offset: Int) -> Int {
    let index = pieces.firstIndexAfter { $0.origin.upperBound <= offset }
    guard index < pieces.count else { return bytes.count }
    let piece = pieces[index]
    let distance = max(0, offset - piece.origin.lowerBound)
    switch piece.writing {
    case .copied: return piece.at + distance
    case .together: return piece.at
    case .digits(let bits): return piece.at + min(distance * bits / 8, piece.count - 1)
    }
  }

  /// The bytes of the original that a byte came from; at the end of the text, where that was.
  private func origin(ofByte offset: Int) -> Range<Int> {
    let index = pieces.firstIndexAfter { $0.end <= offset }
    guard index < pieces.count else {
      let end = pieces.last?.origin.upperBound ?? 0
      return end..<end
    }
    let piece = pieces[index]
    let place = offset - piece.at
    let start = piece.origin.lowerBound
    switch piece.writing {
    case .copied: return start + place..<start + place + 1
    case .together: return piece.origin
    case .digits(let bits):
      let isLast = place == piece.count - 1
      let end = isLast ? piece.origin.upperBound : start + (8 * (place + 1) + bits - 1) / bits
      return start + 8 * place / bits..<end
    }
  }
}
