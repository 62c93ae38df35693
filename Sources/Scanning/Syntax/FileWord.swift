/// A file name, or a part of one, as a key that needs no memory of its own: each file of a tree is
/// looked up by two.
struct FileWord: Hashable {
  // Its bytes in lowercase, the first ones lowest. File names hold no NUL, which fills the rest.
  private var low: UInt64 = 0
  private var middle: UInt64 = 0
  private var high: UInt64 = 0

  /// The longest word that can be a key, in bytes.
  static let longest = 24

  /// Takes the word in a range; nil where it is longer than a key.
  init?(_ text: Span<UInt8>, _ range: Range<Int>) {
    guard range.count <= Self.longest else { return nil }
    for offset in range.reversed() {
      high = high << 8 | middle >> 56
      middle = middle << 8 | low >> 56
      low = low << 8 | UInt64(text[offset].lowercased)
    }
  }
}
