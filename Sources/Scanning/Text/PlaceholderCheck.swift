internal import Findings
internal import Rules

/// Tells documented and obvious placeholders from values that may be real.
struct PlaceholderCheck: Sendable {
  private let values: Set<[UInt8]>
  private let words: WordList

  init(_ placeholders: Placeholders) {
    values = Set(placeholders.values.map { Array($0.utf8) })
    words = WordList(placeholders.words)
  }

  func holds(for bytes: [UInt8]) -> Bool {
    values.contains(bytes) || Self.isRepetitive(bytes) || Self.isSequence(bytes)
      || holdsWord(bytes)
  }

  private func holdsWord(_ bytes: [UInt8]) -> Bool {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    for byte in bytes where !Self.isJoiner(byte) { plain.append(byte) }
    return words.stands(in: plain.span, 0..<plain.count)
  }

  private static func isJoiner(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: " "): true
    default: false
    }
  }

  /// One character five times in a row, in a short value four times, or fewer than five in all.
  ///
  /// In a hundred random keys of 40 hexadecimal digits one has four in a row.
  private static func isRepetitive(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 4 else { return true }
    let longest = bytes.count > 24 ? 5 : 4
    var distinct = ByteSet()
    var (run, last) = (0, bytes[0])
    for byte in bytes {
      run = byte == last ? run + 1 : 1
      if run == longest { return true }
      last = byte
      distinct.insert(byte)
    }
    return distinct.count < 5
  }

  /// A run of eight characters that count up or down, as in `12345678` and `abcdefgh`.
  private static func isSequence(_ bytes: [UInt8]) -> Bool {
    var (up, down, left) = (0, 0, UInt8(0))
    for right in bytes {
      // The first has none before it.
      up = up > 0 && right == left &+ 1 ? up + 1 : 1
      down = down > 0 && right == left &- 1 ? down + 1 : 1
      if up >= 8 || down >= 8 { return true }
      left = right
    }
    return false
  }
}
