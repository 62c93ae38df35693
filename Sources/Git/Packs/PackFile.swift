/// A pack that is open: what git puts in its place meanwhile does not matter.
final class PackFile: Sendable {
  private let file: PipeEnd
  /// Where its objects end, in bytes from its start.
  let end: Int

  /// How long what stands before the first object is: a sign, the version, and how many objects there are.
  private static let headSize = 12

  /// Opens a pack; nil where it is not the one of its index, or of a version that is not known.
  ///
  /// - Parameters:
  ///   - path: Its path.
  ///   - hash: The hash at its end, as its index has it.
  ///   - count: How many objects it holds.
  init?(_ path: [UInt8], hash: some Collection<UInt8>, count: Int) {
    guard let file = PipeEnd(reading: path) else { return nil }
    let end = file.size - hash.count
    let count = (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
    let heads = [2, 3].map { Array("PACK".utf8) + [0, 0, 0, $0] + count }
    guard end >= Self.headSize, heads.contains(file.read(Self.headSize, at: 0)),
      file.read(hash.count, at: end).elementsEqual(hash)
    else { return nil }
    self.file = file
    self.end = end
  }

  /// Reads some bytes, fewer where there are no more.
  func read(_ range: Range<Int>) -> [UInt8] { file.read(range.count, at: range.lowerBound) }
}

/// A part of a pack in memory, which moves to where it is asked for a few bytes.
struct PackWindow {
  private let file: PackFile
  private var start = 0
  private(set) var bytes: [UInt8] = []

  /// How much is read at once.
  private static let size = 64 << 10

  init(_ file: PackFile) { self.file = file }

  /// Where a range of the pack stands in ``bytes``; shorter where the pack ends before it.
  mutating func place(of range: Range<Int>) -> Range<Int> {
    if range.lowerBound < start || range.upperBound > start + bytes.count {
      start = range.lowerBound
      bytes = file.read(start..<min(start + Self.size, file.end))
    }
    let end = min(range.upperBound - start, bytes.count)
    return min(range.lowerBound - start, end)..<end
  }
}
