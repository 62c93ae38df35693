extension GitProgram {
  /// Hands each blob of a tree to `body`: its name as git stores it, and its path.
  func forEachBlob(
    of tree: String, nameWidth: Int, _ body: (borrowing Span<UInt8>, borrowing Span<UInt8>) -> Void
  ) throws(GitError) {
    let process = try GitProcess(
      self, ["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", tree])
    var entries = FieldReader(process, separator: 0)
    var name = [UInt8](repeating: 0, count: nameWidth)
    let typeStart = 7
    while let entry = entries.next() {
      // `MODE TYPE NAME` TAB `PATH`; the mode has six digits.
      let text = entries.bytes.span.extracting(entry)
      let start = typeStart + "blob ".utf8.count
      let end = start + 2 * name.count
      guard end < text.count, text[typeStart] == UInt8(ascii: "b"),
        ObjectID.pack(text.extracting(start..<end), into: &name)
      else { continue }
      body(name.span, text.extracting(end + 1..<text.count))
    }
    try entries.finish()
  }
}
