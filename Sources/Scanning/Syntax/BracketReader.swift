/// Reads values in brackets: all of JSON, and the bracketed values of YAML and TOML.
///
/// Separators and brackets lead it, not a grammar: a missing comma, a missing bracket, a bare word,
/// a comment do not stop it.
struct BracketReader {
  private let style: ConfigurationFormat
  private let limit: Int
  // What was open before; it is not ours to close.
  private let floor: Int
  // A line that starts in this column or before it, with a key, ends an unclosed bracket.
  private let dedent: Int
  private var offset: Int
  // How many brackets are open that the builder has no room for.
  private var overflow = 0

  /// Reads a whole text.
  static func read(
    _ text: Span<UInt8>, _ range: Range<Int>, _ style: ConfigurationFormat
  ) -> Configuration {
    var builder = ConfigurationBuilder(range)
    var reader = BracketReader(style, range, dedent: -1, floor: 1)
    while reader.offset < range.upperBound { reader.readToken(text, &builder) }
    return builder.finish(at: range.upperBound)
  }

  /// Reads one value in brackets that starts a range, and returns the offset after it.
  ///
  /// An unclosed one ends before a line that starts with a key in the column `dedent` or before it.
  static func readValue(
    _ text: Span<UInt8>, _ range: Range<Int>, _ style: ConfigurationFormat, dedent: Int,
    into builder: inout ConfigurationBuilder
  ) -> Int {
    let floor = builder.frames.count
    var reader = BracketReader(style, range, dedent: dedent, floor: floor)
    repeat {
      reader.readToken(text, &builder)
    } while reader.offset < range.upperBound && reader.isOpen(builder)
    builder.close(downTo: floor, at: reader.offset)
    return reader.offset
  }

  private init(_ style: ConfigurationFormat, _ range: Range<Int>, dedent: Int, floor: Int) {
    self.style = style
    self.dedent = dedent
    self.floor = floor
    limit = range.upperBound
    offset = range.lowerBound
  }

  private func isOpen(_ builder: ConfigurationBuilder) -> Bool {
    builder.frames.count > floor || overflow > 0
  }

  private mutating func readToken(_ text: Span<UInt8>, _ builder: inout ConfigurationBuilder) {
    let byte = text[offset]
    switch byte {
    case UInt8(ascii: "{") where text.templateEnd(at: offset, limit: limit) != nil:
      readBare(text, &builder)
    case UInt8(ascii: "{"): open(.mapping, UInt8(ascii: "}"), &builder)
    case UInt8(ascii: "["): open(.list, UInt8(ascii: "]"), &builder)
    case UInt8(ascii: "}"), UInt8(ascii: "]"): close(byte, &builder)
    case UInt8(ascii: ","): endMember(&builder)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): readQuoted(text, &builder)
    case .lineFeed: endLine(text, &builder)
    case 0x20, 0x09, 0x0d, UInt8(ascii: ":"): offset += 1
    default:
      if let end = commentEnd(text) { offset = end } else { readBare(text, &builder) }
    }
  }

  private mutating func open(
    _ kind: ConfigurationBuilder.Kind, _ closing: UInt8, _ builder: inout ConfigurationBuilder
  ) {
    if builder.isFull {
      overflow += 1
    } else {
      builder.open(kind, at: offset, closing: closing)
    }
    offset += 1
  }

  /// Closes the innermost bracket of a kind and all in it; one that closes nothing is passed over.
  private mutating func close(_ byte: UInt8, _ builder: inout ConfigurationBuilder) {
    offset += 1
    if overflow > 0 {
      overflow -= 1
    } else if let index = builder.frames.lastIndex(where: { $0.closing == byte }), index >= floor {
      builder.close(downTo: index, at: offset)
      builder.endMember()
    }
  }

  private mutating func endMember(_ builder: inout ConfigurationBuilder) {
    builder.endMember()
    offset += 1
  }

  private mutating func endLine(_ text: Span<UInt8>, _ builder: inout ConfigurationBuilder) {
    offset += 1
    let start = text.skippingBlanks(from: offset, limit: limit)
    guard dedent >= 0, start < limit, start - offset <= dedent, text[start].isNameCharacter else {
      return
    }
    builder.close(downTo: floor, at: offset)
    overflow = 0
  }

  private func commentEnd(_ text: Span<UInt8>) -> Int? {
    if text[offset] == UInt8(ascii: "#") { return text.lineEnd(of: offset, limit: limit) }
    guard style == .json, text[offset] == UInt8(ascii: "/"), offset + 1 < limit else { return nil }
    switch text[offset + 1] {
    case UInt8(ascii: "/"): return text.lineEnd(of: offset, limit: limit)
    case UInt8(ascii: "*"): return text.end(of: "*/", from: offset + 2, limit: limit)
    default: return nil
    }
  }

  /// A string up to its quote; without one, up to the end of its line.
  private mutating func readQuoted(_ text: Span<UInt8>, _ builder: inout ConfigurationBuilder) {
    let end = text.quoteEnd(at: offset, limit: limit, style)
    let content = offset + 1..<(end.map { $0 - 1 } ?? text.lineEnd(of: offset, limit: limit))
    offset = end ?? content.upperBound
    take(text, content, isQuoted: true, &builder)
  }

  private mutating func readBare(_ text: Span<UInt8>, _ builder: inout ConfigurationBuilder) {
    let start = offset
    repeat { skipBare(text) } while offset < limit && !endsBare(text, builder.top)
    take(text, text.trimmed(start..<offset), isQuoted: false, &builder)
  }

  /// Passes over one character of a bare word, or over a template slot or a `${…}`.
  private mutating func skipBare(_ text: Span<UInt8>) {
    if let end = text.templateEnd(at: offset, limit: limit) {
      offset = end
    } else if text[offset] == UInt8(ascii: "$"), offset + 1 < limit, text[offset + 1] == 0x7b {
      offset = text.wordEnd(from: offset, limit: limit) { $0 == 0x7d }
    } else {
      offset += 1
    }
  }

  private func endsBare(_ text: Span<UInt8>, _ frame: ConfigurationBuilder.Frame) -> Bool {
    switch text[offset] {
    case .lineFeed, UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "["):
      true
    case UInt8(ascii: "{"): text.templateEnd(at: offset, limit: limit) == nil
    case UInt8(ascii: ":"): isSeparator(text, frame)
    case UInt8(ascii: "="): frame.isAtKey
    case UInt8(ascii: "#"): text[offset - 1].isBlank
    case UInt8(ascii: "/"): text[offset - 1].isBlank && commentEnd(text) != nil
    default: false
    }
  }

  /// A colon ends a bare key, but not that of a URL; in a value it does so only before a blank.
  private func isSeparator(_ text: Span<UInt8>, _ frame: ConfigurationBuilder.Frame) -> Bool {
    let next = offset + 1 < limit ? text[offset + 1] : .lineFeed
    if next.isBlank || next.isLineEnd { return true }
    return frame.isAtKey && next != UInt8(ascii: "/")
  }

  /// Takes a word as a key where a separator follows, else as a value.
  private mutating func take(
    _ text: Span<UInt8>, _ word: Range<Int>, isQuoted: Bool,
    _ builder: inout ConfigurationBuilder
  ) {
    offset = text.skippingBlanks(from: offset, limit: limit)
    if offset < limit, text[offset] == UInt8(ascii: ":") || text[offset] == UInt8(ascii: "=") {
      offset += 1
      builder.setKey(word, of: text)
    } else if isQuoted || !word.isEmpty {
      builder.add(word, of: text)
      builder.endMember()
    }
  }
}
