/// Reads values in brackets: all of JSON and HCL, and the bracketed values of YAML and TOML.
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
  // True after a word that starts a block of HCL: `resource "type" "name" {`.
  private var isInLabels = false

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
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"): readSign(text, &builder)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): readQuoted(text, &builder)
    case .lineFeed: endLine(text, &builder)
    case 0x20, 0x09, 0x0d, UInt8(ascii: ":"): offset += 1
    default:
      if let end = commentEnd(text) { offset = end } else { readBare(text, &builder) }
    }
  }

  /// A parenthesis or a heredoc of HCL; elsewhere part of a bare word.
  private mutating func readSign(_ text: Span<UInt8>, _ builder: inout ConfigurationBuilder) {
    switch text[offset] {
    case UInt8(ascii: "(") where style == .hcl: open(.list, UInt8(ascii: ")"), &builder)
    case UInt8(ascii: ")") where style == .hcl: close(UInt8(ascii: ")"), &builder)
    case _ where style == .hcl && text.starts(with: Self.heredoc, at: offset):
      readHeredoc(text, &builder)
    default: readBare(text, &builder)
    }
  }

  private static let heredoc: StaticBytes = "<<"

  /// The lines after `<<END` up to the one that holds `END`.
  private mutating func readHeredoc(_ text: Span<UInt8>, _ builder: inout ConfigurationBuilder) {
    let first = text.lineEnd(of: offset, limit: limit)
    var mark = text.trimmed(min(limit, offset + Self.heredoc.bytes.count)..<first)
    if let dash = mark.first, text[dash] == UInt8(ascii: "-") { mark = dash + 1..<mark.upperBound }
    var end = first
    while end < limit {
      let next = text.lineEnd(of: end + 1, limit: limit)
      if text.isEqual(text.trimmed(end + 1..<next), mark) { break }
      end = next
    }
    let content = text.trimmed(first..<end)
    if !content.isEmpty { builder.add(content, of: text) }
    offset = end < limit ? text.lineEnd(of: end + 1, limit: limit) : limit
  }

  private mutating func open(
    _ kind: ConfigurationBuilder.Kind, _ closing: UInt8, _ builder: inout ConfigurationBuilder
  ) {
    if builder.isFull {
      overflow += 1
    } else {
      builder.open(kind, at: offset, closing: closing)
    }
    isInLabels = false
    offset += 1
  }

  /// Closes the innermost bracket of a kind and all in it; one that closes nothing is passed over.
  private mutating func close(_ byte: UInt8, _ builder: inout ConfigurationBuilder) {
    offset += 1
    if overflow > 0 {
      overflow -= 1
    } else if let index = builder.frames.lastIndex(where: { $0.closing == byte }), index >= floor {
      builder.close(downTo: index, at: offset)
      endValue(&builder)
    }
  }

  /// A value ends its member; in HCL the line does, since the value may go on.
  private func endValue(_ builder: inout ConfigurationBuilder) {
    if style != .hcl { builder.endMember() }
  }

  private mutating func endMember(_ builder: inout ConfigurationBuilder) {
    builder.endMember()
    offset += 1
  }

  private mutating func endLine(_ text: Span<UInt8>, _ builder: inout ConfigurationBuilder) {
    offset += 1
    if style == .hcl {
      builder.endMember()
      isInLabels = false
    }
    let start = text.skippingBlanks(from: offset, limit: limit)
    guard dedent >= 0, start < limit, start - offset <= dedent, text[start].isNameCharacter else {
      return
    }
    builder.close(downTo: floor, at: offset)
    overflow = 0
  }

  private func commentEnd(_ text: Span<UInt8>) -> Int? {
    if text[offset] == UInt8(ascii: "#") { return text.lineEnd(of: offset, limit: limit) }
    guard style == .json || style == .hcl, text[offset] == UInt8(ascii: "/"), offset + 1 < limit
    else { return nil }
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
    let isAtKey = builder.top.isAtKey || isInLabels
    repeat { skipBare(text) } while offset < limit && !endsBare(text, isAtKey: isAtKey)
    take(text, text.trimmed(start..<offset), isQuoted: false, &builder)
  }

  /// Passes over one character of a bare word, or over a template slot, a `${…}`, a `${{ … }}`.
  private mutating func skipBare(_ text: Span<UInt8>) {
    if let end = text.templateEnd(at: offset, limit: limit) {
      offset = end
    } else if text[offset] == UInt8(ascii: "$"), offset + 1 < limit, text[offset + 1] == 0x7b {
      if let end = text.templateEnd(at: offset + 1, limit: limit) {
        offset = end
        return
      }
      offset = text.wordEnd(from: offset, limit: limit) { $0 == 0x7d }
    } else {
      offset += 1
    }
  }

  private func endsBare(_ text: Span<UInt8>, isAtKey: Bool) -> Bool {
    switch text[offset] {
    case .lineFeed, UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "["):
      true
    case UInt8(ascii: "{"): text.templateEnd(at: offset, limit: limit) == nil
    case UInt8(ascii: ":"): isSeparator(text, isAtKey: isAtKey)
    case UInt8(ascii: "="): isAtKey
    case UInt8(ascii: "#"): text[offset - 1].isBlank
    case UInt8(ascii: "/"): text[offset - 1].isBlank && commentEnd(text) != nil
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\""): style == .hcl
    case 0x20, 0x09: style == .hcl && isAtKey
    default: false
    }
  }

  /// A colon ends a bare key, but not that of a URL; in a value it does so only before a blank.
  private func isSeparator(_ text: Span<UInt8>, isAtKey: Bool) -> Bool {
    let next = offset + 1 < limit ? text[offset + 1] : .lineFeed
    if next.isBlank || next.isLineEnd { return true }
    return isAtKey && next != UInt8(ascii: "/")
  }

  /// Takes a word as a key where a separator follows or a block of its name starts, else as a value.
  private mutating func take(
    _ text: Span<UInt8>, _ word: Range<Int>, isQuoted: Bool,
    _ builder: inout ConfigurationBuilder
  ) {
    offset = text.skippingBlanks(from: offset, limit: limit)
    let next = offset < limit ? text[offset] : .lineFeed
    if isSeparator(next, text, builder) {
      offset += 1
      isInLabels = false
      builder.setKey(word, of: text)
    } else if isLabel(before: next, builder) {
      builder.extendKey(word)
      isInLabels = true
    } else if (isQuoted || !word.isEmpty) && !(style == .hcl && next == UInt8(ascii: "(")) {
      builder.add(word, of: text)
      endValue(&builder)
    }
  }

  /// In HCL a value may hold `==` and the colon of a condition.
  private func isSeparator(
    _ byte: UInt8, _ text: Span<UInt8>, _ builder: ConfigurationBuilder
  ) -> Bool {
    guard byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=") else { return false }
    guard style == .hcl else { return true }
    let isDoubled = offset + 1 < limit && text[offset + 1] == UInt8(ascii: "=")
    return (builder.top.isAtKey || isInLabels) && !isDoubled
  }

  /// True for the words before the brace of a block.
  private func isLabel(before next: UInt8, _ builder: ConfigurationBuilder) -> Bool {
    switch style {
    case .hcl: isInLabels || builder.top.isAtKey
    case .sections: builder.top.isAtKey && next == UInt8(ascii: "{")
    default: false
    }
  }
}
