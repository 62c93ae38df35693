/// A set of bytes.
struct ByteSet: Sendable {
  private var bits = SIMD4<UInt64>()

  init(_ bytes: [UInt8] = []) {
    for byte in bytes { insert(byte) }
  }

  /// How many there are.
  var count: Int { (0..<4).reduce(0) { $0 + bits[$1].nonzeroBitCount } }

  func contains(_ byte: UInt8) -> Bool { bits[Int(byte >> 6)] & 1 << UInt64(byte & 63) != 0 }

  /// All other bytes.
  var inverted: ByteSet {
    var others = self
    others.bits = ~bits
    return others
  }

  mutating func insert(_ byte: UInt8) { bits[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
}
