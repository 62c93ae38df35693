import Findings

/// The line of a finding as a terminal shows it, with the columns of its region.
struct MarkedLine {
  /// The line, redacted and escaped.
  let text: String
  /// The line below it that points at the region, or nil where the line holds nothing of it.
  let marker: String?

  /// Lays out a line.
  init(of finding: Finding, _ redaction: Redaction) {
    var line = ShownText()
    var columns: Range<Int>?
    for (text, isMarked) in Self.trimmed(Self.pieces(of: finding, redaction)) {
      let start = line.width
      line.append(text)
      guard isMarked else { continue }
      columns = (columns?.lowerBound ?? start)..<max(line.width, columns?.upperBound ?? 0)
    }
    text = line.text
    marker = columns.map(Self.marker(under:))
  }

  private static func marker(under columns: Range<Int>) -> String {
    // Bytes, since a text is put together from characters one by one.
    let lead = [UInt8](repeating: UInt8(ascii: " "), count: columns.lowerBound)
    let tail = [UInt8](repeating: UInt8(ascii: "~"), count: max(0, columns.count - 1))
    return String(decoding: lead + [UInt8(ascii: "^")] + tail, as: UTF8.self)
  }

  private static func pieces(
    of finding: Finding, _ redaction: Redaction
  ) -> [(text: String, isMarked: Bool)] {
    finding.snippet.pieces.map { piece in
      (redaction.text(of: piece.content, in: finding), piece.isMarked)
    }
  }

  /// The pieces without the white space around the line, of which a CR at its end is part.
  private static func trimmed(
    _ pieces: [(text: String, isMarked: Bool)]
  ) -> [(text: String, isMarked: Bool)] {
    var pieces = pieces
    if let first = pieces.first, !first.isMarked {
      pieces[0].text = String(first.text.drop(while: \.isWhitespace))
    }
    if let last = pieces.last, !last.isMarked {
      pieces[pieces.count - 1].text = String(last.text.dropLast(while: \.isWhitespace))
    }
    return pieces
  }
}
