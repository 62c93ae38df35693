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
    let step = side == .before ? -1 : 1
    var offset = side == .before ? keyword.lowerBound - 1 : keyword.upperBound
    guard text.indices.contains(offset) else { return always }
    let byte = Int(text[offset])
    // Those that begin with the bytes that were read so far.
    var numbers = first[byte]..<first[byte + 1]
    var (found, length) = (always, 1)
    while !numbers.isEmpty {
      // The one that is no longer comes first.
      if starts[numbers.lowerBound + 1] - starts[numbers.lowerBound] == length {
        found |= bits[numbers.lowerBound]
        numbers = numbers.dropFirst()
      }
      offset += step
      guard text.indices.contains(offset) else { return found }
      numbers = part(of: numbers, with: text[offset], at: length)
      length += 1
    }
    return found
  }

  /// Those of some literals that are the same up to a place, and have a byte there.
  private func part(of numbers: Range<Int>, with byte: UInt8, at place: Int) -> Range<Int> {
    let start = numbers.firstIndexAfter { bytes[starts[$0] + place] < byte }
    let rest = start..<numbers.upperBound
    return start..<rest.firstIndexAfter { bytes[starts[$0] + place] == byte }
  }
}
