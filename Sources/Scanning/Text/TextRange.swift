/// A range of a text, in half the memory of a range of integers.
///
/// Very many are kept of a text that holds very many findings. A text is a window of an artifact, or
/// is decoded from one, and far shorter than the 2 GiB that fit.
struct TextRange: Hashable, Sendable {
  private let lower: Int32
  private let upper: Int32

  /// Packs a range whose ends are less than 2 GiB.
  init(_ range: Range<Int>) {
    lower = Int32(range.lowerBound)
    upper = Int32(range.upperBound)
  }

  /// The same range, of integers.
  var range: Range<Int> { Int(lower)..<Int(upper) }

  /// Both ends in one number, for sets: to hash a range takes longer, and the runtime looks up how.
  var key: UInt64 { UInt64(UInt32(bitPattern: lower)) << 32 | UInt64(UInt32(bitPattern: upper)) }
}
