/// Reads tables of separated values, as exports have them: the first line names the columns.
///
/// It takes RFC 4180, also with semicolons or tabs, and rows that are shorter or longer than the first.
struct TableReader {
  private let range: Range<Int>
  private let separator: UInt8
  private var offset: Int

  /// What is shorter holds nothing that a name would say more of, in bytes.
  private static let shortestValue = 8
  /// Where the first line is longer, in bytes, it is no list of names.
  private static let longestHeader = 4096

  static func read(_ text: Span<UInt8>, _ range: Range<Int>) -> Configuration {
    var builder = ConfigurationBuilder(range)
    let header = range.lowerBound..<text.lineEnd(of: range.lowerBound, limit: range.upperBound)
    if let separator = separator(of: header, in: text) {
      var reader = TableReader(range: range, separator: separator, offset: range.lowerBound)
      reader.readRows(text, into: &builder)
    }
    return builder.finish(at: range.upperBound)
  }

  /// The separator that stands in a header most often; nil where there is none.
  private static func separator(of header: Range<Int>, in text: Span<UInt8>) -> UInt8? {
    guard header.count <= longestHeader else { return nil }
    let counts = ",;\t".utf8.map { mark in (mark, header.count { text[$0] == mark }) }
    return counts.filter { $0.1 > 0 }.max { $0.1 < $1.1 }?.0
  }

  private mutating func readRows(_ text: Span<UInt8>, into builder: inout ConfigurationBuilder) {
    let names = row(text)
    while offset < range.upperBound {
      let start = offset
      let cells = row(text)
      builder.open(.mapping, at: start)
      for (name, cell) in zip(names, cells) where cell.count >= Self.shortestValue {
        builder.setKey(name, of: text)
        builder.add(cell, of: text)
      }
      builder.close(at: offset)
    }
  }

  /// The cells of a row, without their quotes; the offset is then that of the next.
  private mutating func row(_ text: Span<UInt8>) -> [Range<Int>] {
    var cells: [Range<Int>] = []
    while true {
      cells.append(cell(text))
      guard offset < range.upperBound else { return cells }
      offset += 1
      if text[offset - 1] == .lineFeed { return cells }
    }
  }

  /// The cell at the offset, which is then that of the separator or line feed after it.
  private mutating func cell(_ text: Span<UInt8>) -> Range<Int> {
    let quote = UInt8(ascii: "\"")
    let start = offset
    while offset < range.upperBound, text[offset] == quote {
      offset = text.firstOffset(from: offset + 1, limit: range.upperBound) { $0 == quote }
      offset = min(offset + 1, range.upperBound)
    }
    let isQuoted = offset > start
    // A quote that nothing closes goes on to the end.
    let end = offset > start + 1 && text[offset - 1] == quote ? offset - 1 : offset
    offset = text.firstOffset(from: offset, limit: range.upperBound) {
      $0 == separator || $0 == .lineFeed
    }
    return isQuoted ? start + 1..<end : text.trimmed(start..<offset)
  }
}
