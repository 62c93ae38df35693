internal import Rules

/// Tells documented and obvious placeholders from values that may be real.
struct PlaceholderCheck: Sendable {
  private let values: Set<[UInt8]>
  private let words: [[UInt8]]

  init(_ placeholders: Placeholders) {
    values = Set(placeholders.values.map { Array($0.utf8) })
    words = placeholders.words.map { Array($0.utf8) }
  }

  func holds(for bytes: [UInt8]) -> Bool {
    values.contains(bytes) || Self.isRepetitive(bytes) || Self.isSequence(bytes)
      || holdsWord(bytes)
  }

  private func holdsWord(_ bytes: [UInt8]) -> Bool {
    let joiners: [UInt8] = Array("_-. ".utf8)
    let plain = bytes.filter { !joiners.contains($0) }.map(\.lowercased)
    return words.contains { plain.holds($0) }
  }

  /// One character five times in a row, in a short value four times, or fewer than five in all.
  ///
  /// In a hundred random keys of 40 hexadecimal digits one has four in a row.
  private static func isRepetitive(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 4 else { return true }
    if Set(bytes).count < 5 { return true }
    let longest = bytes.count > 24 ? 5 : 4
    return (longest - 1..<bytes.count).contains { end in
      bytes[(end - longest + 1)...end].allSatisfy { $0 == bytes[end] }
    }
  }

  /// A run of eight characters that count up or down, as in `12345678` and `abcdefgh`.
  private static func isSequence(_ bytes: [UInt8]) -> Bool {
    var (up, down) = (1, 1)
    for (left, right) in zip(bytes, bytes.dropFirst()) {
      up = right == left &+ 1 ? up + 1 : 1
      down = right == left &- 1 ? down + 1 : 1
      if up >= 8 || down >= 8 { return true }
    }
    return false
  }
}
