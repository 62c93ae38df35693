extension String {
  /// True where the bytes of another text stand in this one.
  ///
  /// The library's own search looks for characters, which are more than bytes and take much longer.
  func holdsBytes(of part: String) -> Bool {
    let (bytes, part) = (Array(utf8), Array(part.utf8))
    guard let first = part.first else { return true }
    guard bytes.count >= part.count else { return false }
    return (0...bytes.count - part.count).contains { offset in
      bytes[offset] == first && bytes[offset..<offset + part.count].elementsEqual(part)
    }
  }
}
