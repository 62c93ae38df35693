/// The bytes of a literal.
struct StaticBytes: Hashable, Sendable, ExpressibleByStringLiteral {
  let bytes: [UInt8]

  init(stringLiteral text: String) { bytes = Array(text.utf8) }
}

extension Span<UInt8> {
  /// True where a word in lowercase stands at an offset, in either case.
  func isWritten(_ word: StaticBytes, at offset: Int) -> Bool {
    guard offset + word.bytes.count <= count else { return false }
    for index in word.bytes.indices where self[offset + index].lowercased != word.bytes[index] {
      return false
    }
    return true
  }
}
