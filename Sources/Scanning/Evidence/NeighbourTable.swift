/// Literals that may stand right beside a keyword, each with the bits of all lists that have it.
///
/// They are asked about at every hit: those that begin with the nearest byte lie side by side.
struct NeighbourTable: Sendable {
  /// Where a literal stands.
  enum Side: Sendable {
    case before, after
  }

  private let side: Side
  /// All literals one after another, each from its nearest byte on.
  private let bytes: [UInt8]
  /// The start of each literal, and the end of the last.
  private let starts: [Int]
  private let bits: [UInt64]
  /// For each byte, the number of the first literal that does not begin with a lower one.
  private let first: [Int]
  /// The bits of what has no bytes, and stands everywhere.
  private let always: UInt64

  init(_ literals: [(bytes: [UInt8], bits: UInt64)], _ side: Side) {
    self.side = side
    let turned = literals.map { literal in
      (bytes: side == .before ? literal.bytes.reversed() : literal.bytes, bits: literal.bits)
    }
    let sorted = turned.filter { !$0.bytes.isEmpty }
      .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    bytes = sorted.flatMap(\.bytes)
    bits = sorted.map(\.bits)
    var starts = [0]
    var first = Array(repeating: 0, count: 257)
    for literal in sorted {
      starts.append(starts[starts.count - 1] + literal.bytes.count)
      first[Int(literal.bytes[0]) + 1] += 1
    }
    for byte in 1...256 { first[byte] += first[byte - 1] }
    (self.starts, self.first) = (starts, first)
    always = turned.filter(\.bytes.isEmpty).reduce(0) { $0 | $1.bits }
  }

  /// The bits of all literals that stand beside a keyword.
  func bits(beside keyword: Range<Int>, in text: Span<UInt8>) -> UInt64 {
    let nearest = side == .before ? keyword.lowerBound - 1 : keyword.upperBound
    guard text.indices.contains(nearest) else { return always }
    var found = always
    let byte = Int(text[nearest])
    for number in first[byte]..<first[byte + 1] where stands(number, from: nearest, in: text) {
      found |= bits[number]
    }
    return found
  }

  private func stands(_ number: Int, from nearest: Int, in text: Span<UInt8>) -> Bool {
    let step = side == .before ? -1 : 1
    var offset = nearest
    for index in starts[number]..<starts[number + 1] {
      guard text.indices.contains(offset), text[offset] == bytes[index] else { return false }
      offset += step
    }
    return true
  }
}
