/// A set of bytes.
///
/// It is asked of nearly every byte of code, and public since the compiler copies no code that is `package`
/// into other modules.
public struct ByteSet: Sendable {
  @usableFromInline var bits = SIMD4<UInt64>()

  /// Makes a set of some bytes.
  @inlinable
  public init(_ bytes: [UInt8] = []) {
    for byte in bytes { insert(byte) }
  }

  /// How many there are.
  @inlinable
  public var count: Int { (0..<4).reduce(0) { $0 + bits[$1].nonzeroBitCount } }

  /// All other bytes.
  @inlinable
  public var inverted: ByteSet {
    var others = self
    others.bits = ~bits
    return others
  }

  /// True where a byte is one of the set.
  @inlinable
  public func contains(_ byte: UInt8) -> Bool {
    bits[Int(byte >> 6)] & 1 << UInt64(byte & 63) != 0
  }

  /// Adds a byte.
  @inlinable
  public mutating func insert(_ byte: UInt8) { bits[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

  /// Takes a byte out.
  @inlinable
  public mutating func remove(_ byte: UInt8) { bits[Int(byte >> 6)] &= ~(1 << UInt64(byte & 63)) }
}
