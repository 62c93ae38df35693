/// Tells quickly of most names that they are none of some, by their hashes.
///
/// Nearly all names of a text are looked up, once each. What passes that should not, one in eight at
/// most, is asked for by nobody.
struct NameFilter {
  private var bits: [UInt64]
  /// How many bits of a hash choose the bit of a name.
  private let width: Int

  /// Makes a filter for so many names, which takes a byte or two for each.
  init(count: Int) {
    width = max(6, Int.bitWidth - (8 * count).leadingZeroBitCount)
    bits = Array(repeating: 0, count: 1 << (width - 6))
  }

  /// Makes a filter for some names.
  init(_ hashes: some Collection<UInt64>) {
    self.init(count: hashes.count)
    for hash in hashes { insert(hash) }
  }

  /// Lets a name pass.
  mutating func insert(_ hash: UInt64) {
    let bit = bit(of: hash)
    bits[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  /// False for a name that was not inserted, mostly.
  func passes(_ hash: UInt64) -> Bool {
    let bit = bit(of: hash)
    return bits[bit >> 6] & 1 << UInt64(bit & 63) != 0
  }

  private func bit(of hash: UInt64) -> Int { hash.firstBits(width) }
}

extension UInt64 {
  /// The golden ratio: the first bits of a product with it depend on all bits of the other factor.
  static let goldenRatio: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// Some bits of a hash that depend on all of it, as a number.
  func firstBits(_ width: Int) -> Int {
    Int(truncatingIfNeeded: (self &* .goldenRatio) >> UInt64(UInt64.bitWidth - width))
  }
}
