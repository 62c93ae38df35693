/// An expression of the built-in rules as PCRE2 compiled it when the program was built.
///
/// To compile the expressions that a small file needs is a third of what a hook does. What this holds is
/// written by the tool `compile-expressions` from `expressions.json`, at every build.
public struct PrecompiledPattern: Sendable {
  private let rest: StaticString

  /// What the PCRE2 that compiled them says of itself; the code means something to no other.
  public static var compiler: String { CompiledExpressions.compiler }

  /// The expressions that there are, the shortest first.
  public static var sources: [String] { CompiledExpressions.sources }

  /// Finds what an expression was compiled to; nil where it is none of the built-in rules.
  ///
  /// - Complexity: Logarithmic in the number of expressions, linear in the length of this one.
  public init?(_ source: String) {
    guard let number = Self.number(of: source) else { return nil }
    rest = CompiledExpressions.rests[number]
  }

  /// The serialized code, and up to six zeros.
  public var serialized: [UInt8] {
    let texts = [CompiledExpressions.opening, rest]
    let most = texts.reduce(Self.excess) { $0 + $1.utf8CodeUnitCount }
    return unsafe [UInt8](unsafeUninitializedCapacity: most) { bytes, count in
      for text in texts {
        unsafe Self.unpack(text, to: UnsafeMutableRawBufferPointer(bytes), &count)
      }
    }
  }

  private static func number(of source: String) -> Int? {
    let (sources, length) = (CompiledExpressions.sources, source.utf8.count)
    var (low, high) = (0, sources.count)
    while low < high {
      let middle = (low + high) / 2
      if sources[middle].utf8.count < length { low = middle + 1 } else { high = middle }
    }
    return sources[low...].prefix { $0.utf8.count == length }.firstIndex(of: source)
  }

  // As many bytes are written behind a group as it has no bits for.
  private static let excess = 1

  /// Reads groups of eight characters of seven bits each, which hold seven bytes, the lowest bits first.
  ///
  /// A string literal is the one constant of such a size that Swift compiles quickly, and has to be text.
  private static func unpack(
    _ text: StaticString, to bytes: UnsafeMutableRawBufferPointer, _ count: inout Int
  ) {
    let packed = unsafe UnsafeRawBufferPointer(
      start: text.utf8Start, count: text.utf8CodeUnitCount)
    for place in stride(from: 0, to: packed.count, by: 8) {
      var bits = UInt64(
        littleEndian: unsafe packed.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      bits = bits & 0x007F_007F_007F_007F | (bits & 0x7F00_7F00_7F00_7F00) >> 1
      bits = bits & 0x0000_3FFF_0000_3FFF | (bits & 0x3FFF_0000_3FFF_0000) >> 2
      bits = bits & 0x0000_0000_0FFF_FFFF | (bits & 0x0FFF_FFFF_0000_0000) >> 4
      unsafe bytes.storeBytes(of: bits.littleEndian, toByteOffset: count, as: UInt64.self)
      count += 7
    }
  }
}
