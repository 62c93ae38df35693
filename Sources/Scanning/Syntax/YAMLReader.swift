/// Reads YAML by its indentation, line by line.
///
/// Lines that hold nothing but template slots are passed over; a line that fits nowhere is read
/// under the mapping that its column tells.
struct YAMLReader {
  private let range: Range<Int>
  private var builder: ConfigurationBuilder
  // Where the last line that was read ends.
  private var lastEnd: Int

  /// A line, without the blanks around it.
  private struct Line {
    let start: Int
    let content: Range<Int>

    func column(of offset: Int) -> Int { offset - start }
  }

  /// Keys are no longer than this; a longer one is prose.
  private static let longestKey = 256
  private static let documentMarks: [StaticBytes] = ["---", "..."]

  static func read(_ text: Span<UInt8>, _ range: Range<Int>) -> Configuration {
    var reader = YAMLReader(range)
    var start = range.lowerBound
    while start < range.upperBound { start = reader.readLine(text, from: start) }
    return reader.builder.finish(at: reader.lastEnd)
  }

  private init(_ range: Range<Int>) {
    self.range = range
    builder = ConfigurationBuilder(range)
    lastEnd = range.lowerBound
  }

  private func line(_ text: Span<UInt8>, from start: Int) -> Line {
    let end = text.lineEnd(of: start, limit: range.upperBound)
    return Line(start: start, content: text.trimmed(start..<end))
  }

  /// Reads what starts on a line, and returns where the next line that was not read starts.
  private mutating func readLine(_ text: Span<UInt8>, from start: Int) -> Int {
    let line = line(text, from: start)
    let next = text.lineEnd(of: start, limit: range.upperBound) + 1
    var offset = line.content.lowerBound
    if startsDocument(text, line) {
      builder.close(downTo: 1, at: lastEnd)
      offset = text.skippingBlanks(from: offset + 3, limit: line.content.upperBound)
    }
    guard offset < line.content.upperBound, !isPassedOver(text, line, offset) else { return next }
    let end = readContent(text, from: offset, line)
    lastEnd = max(lastEnd, line.content.upperBound, end)
    return max(next, end + 1)
  }

  private func startsDocument(_ text: Span<UInt8>, _ line: Line) -> Bool {
    guard line.content.count >= 3, line.content.lowerBound == line.start,
      Self.documentMarks.contains(where: { text.starts(with: $0, at: line.start) })
    else { return false }
    return line.content.count == 3 || text[line.start + 3].isBlank
  }

  /// True for comments, directives, and lines of template slots alone.
  private func isPassedOver(_ text: Span<UInt8>, _ line: Line, _ start: Int) -> Bool {
    if text[start] == UInt8(ascii: "#") { return true }
    if text[start] == UInt8(ascii: "%"), start == line.start { return true }
    var offset = start
    while let end = text.templateEnd(at: offset, limit: line.content.upperBound) {
      offset = text.skippingBlanks(from: end, limit: line.content.upperBound)
    }
    return offset == line.content.upperBound
  }

  /// Reads dashes, a key, a value; returns the end of the line that the value ends on.
  private mutating func readContent(_ text: Span<UInt8>, from start: Int, _ line: Line) -> Int {
    let end = line.content.upperBound
    var offset = start
    while isDash(text, at: offset, end) {
      openItem(at: offset, column: line.column(of: offset))
      offset = text.skippingBlanks(from: offset + 1, limit: end)
    }
    offset = afterProperties(text, from: offset, end)
    guard let (key, colon) = key(text, offset..<end) else {
      closeDeeper(than: line.column(of: offset))
      let fits = builder.top.column < line.column(of: offset)
      return fits ? readValue(text, from: offset, line) : end
    }
    openMember(key, text, column: line.column(of: offset))
    return readValue(text, from: colon + 1, line)
  }

  private func isDash(_ text: Span<UInt8>, at offset: Int, _ end: Int) -> Bool {
    guard offset < end, text[offset] == UInt8(ascii: "-") else { return false }
    return offset + 1 == end || text[offset + 1].isBlank
  }

  /// The first offset after anchors, tags and blanks.
  private func afterProperties(_ text: Span<UInt8>, from start: Int, _ end: Int) -> Int {
    var offset = text.skippingBlanks(from: start, limit: end)
    while offset < end, text[offset] == UInt8(ascii: "&") || text[offset] == UInt8(ascii: "!") {
      offset = text.wordEnd(from: offset, limit: end) { $0.isBlank }
      offset = text.skippingBlanks(from: offset, limit: end)
    }
    return offset
  }

  // MARK: Mappings and lists

  private mutating func closeDeeper(than column: Int) {
    while builder.top.column > column { builder.close(at: lastEnd) }
  }

  /// A list may start in the column of the key that it stands under.
  private mutating func openItem(at offset: Int, column: Int) {
    closeDeeper(than: column)
    if builder.top.kind == .list, builder.top.column == column || builder.isFull {
      builder.endMember()
    } else if !builder.isFull {
      builder.open(.list, at: offset, column: column)
    }
  }

  private mutating func openMember(_ key: Range<Int>, _ text: Span<UInt8>, column: Int) {
    closeDeeper(than: column)
    if builder.top.column == column, builder.top.kind == .list { builder.close(at: lastEnd) }
    if builder.top.column < column, !builder.isFull {
      builder.open(.mapping, at: key.lowerBound, column: column)
    }
    builder.setKey(key, of: text)
  }

  // MARK: Keys

  /// The key that starts a range, without quotes, and the offset of its colon.
  private func key(_ text: Span<UInt8>, _ range: Range<Int>) -> (Range<Int>, Int)? {
    guard let first = range.first else { return nil }
    switch text[first] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return quotedKey(text, range)
    case UInt8(ascii: "["), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "#"): return nil
    case UInt8(ascii: "{") where text.templateEnd(at: first, limit: range.upperBound) == nil:
      return nil
    default: return plainKey(text, range)
    }
  }

  private func quotedKey(_ text: Span<UInt8>, _ range: Range<Int>) -> (Range<Int>, Int)? {
    guard let end = text.quoteEnd(at: range.lowerBound, limit: range.upperBound, .yaml) else {
      return nil
    }
    let colon = text.skippingBlanks(from: end, limit: range.upperBound)
    guard isColon(text, at: colon, range.upperBound) else { return nil }
    return (range.lowerBound + 1..<end - 1, colon)
  }

  private func plainKey(_ text: Span<UInt8>, _ range: Range<Int>) -> (Range<Int>, Int)? {
    let limit = min(range.upperBound, range.lowerBound + Self.longestKey)
    var offset = range.lowerBound
    while offset < limit {
      if isColon(text, at: offset, range.upperBound) {
        return (text.trimmed(range.lowerBound..<offset), offset)
      }
      if text.startsHashComment(at: offset, from: range.lowerBound) { return nil }
      offset = text.templateEnd(at: offset, limit: limit) ?? offset + 1
    }
    return nil
  }

  private func isColon(_ text: Span<UInt8>, at offset: Int, _ end: Int) -> Bool {
    guard offset < end, text[offset] == UInt8(ascii: ":") else { return false }
    return offset + 1 == end || text[offset + 1].isBlank
  }

  // MARK: Values

  /// Reads the value that a line holds, if it does; returns the end of the line that it ends on.
  private mutating func readValue(_ text: Span<UInt8>, from start: Int, _ line: Line) -> Int {
    let end = line.content.upperBound
    let offset = afterProperties(text, from: start, end)
    guard offset < end, !text.startsHashComment(at: offset, from: offset) else { return end }
    switch text[offset] {
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      if isBlockHeader(text, offset + 1..<end) { return readBlock(text, after: end) }
    case UInt8(ascii: "["): return readBrackets(text, from: offset)
    case UInt8(ascii: "{") where text.templateEnd(at: offset, limit: end) == nil:
      return readBrackets(text, from: offset)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return readQuoted(text, from: offset, line)
    default: break
    }
    builder.add(plain(text, offset..<end), of: text)
    return end
  }

  private func plain(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var offset = range.lowerBound
    while offset < range.upperBound, !text.startsHashComment(at: offset, from: -1) { offset += 1 }
    return text.trimmed(range.lowerBound..<offset)
  }

  private mutating func readBrackets(_ text: Span<UInt8>, from offset: Int) -> Int {
    let end = BracketReader.readValue(
      text, offset..<range.upperBound, .yaml, dedent: builder.top.column, into: &builder)
    lastEnd = max(lastEnd, end)
    // An unclosed bracket ends before a line that is still to be read.
    if end > offset, text[end - 1] == .lineFeed { return end - 1 }
    return text.lineEnd(of: end, limit: range.upperBound)
  }

  private mutating func readQuoted(_ text: Span<UInt8>, from start: Int, _ line: Line) -> Int {
    var end = line.content.upperBound
    let content: Range<Int>
    let close = text.quoteEnd(at: start, limit: range.upperBound, .yaml) { isNested(text, $0) }
    if let close {
      content = start + 1..<close - 1
      end = text.lineEnd(of: close, limit: range.upperBound)
    } else {
      content = start + 1..<end
    }
    builder.add(content, of: text)
    return end
  }

  private func isBlockHeader(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for offset in range {
      let byte = text[offset]
      if byte.isBlank { return true }
      guard byte.isDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") else {
        return false
      }
    }
    return true
  }

  /// The whole block of a block scalar: what is indented more than the mapping that it is in.
  private mutating func readBlock(_ text: Span<UInt8>, after end: Int) -> Int {
    let limit = nestedEnd(text, after: end)
    let content = text.trimmed(min(end, limit)..<limit)
    if !content.isEmpty { builder.add(content, of: text) }
    return limit
  }

  /// Where the lines after an offset end that are blank or indented more than the present mapping.
  private func nestedEnd(_ text: Span<UInt8>, after offset: Int) -> Int {
    var end = text.lineEnd(of: offset, limit: range.upperBound)
    while end < range.upperBound {
      guard isNested(text, end + 1) else { break }
      end = text.lineEnd(of: end + 1, limit: range.upperBound)
    }
    return end
  }

  /// True where a line is blank or indented more than the present mapping.
  private func isNested(_ text: Span<UInt8>, _ start: Int) -> Bool {
    let offset = text.skippingBlanks(from: start, limit: range.upperBound)
    guard offset < range.upperBound, !text[offset].isLineEnd else { return true }
    return offset - start > builder.top.column
  }
}
