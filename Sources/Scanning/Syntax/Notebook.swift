extension Configuration {
  /// The lines of a notebook's cells that are prose, in order: those of the kinds `markdown` and
  /// `raw` of the [notebook format](https://nbformat.readthedocs.io/en/latest/format_description.html).
  func notebookProse(in text: Span<UInt8>) -> [Range<Int>] {
    let cells = Set(
      entries.filter { entry in
        (text.isWord("markdown", entry.value) || text.isWord("raw", entry.value))
          && isHeld(entry, by: "cell_type", in: text)
      }.map(\.block))
    guard !cells.isEmpty else { return [] }
    return entries.filter { cells.contains($0.block) && isHeld($0, by: "source", in: text) }
      .map(\.value)
  }

  private func isHeld(_ entry: Entry, by key: String, in text: Span<UInt8>) -> Bool {
    path(of: entry).last.map { text.isWord(key, $0) } ?? false
  }
}
