/// Reads lines of a name and a value under headings in brackets: TOML, INI, properties, `.env`.
struct SectionReader {
  private let range: Range<Int>
  private var builder: ConfigurationBuilder
  // The keys of the headings that are open, one list a frame.
  private var headings: [[Range<Int>]] = []

  static func read(_ text: Span<UInt8>, _ range: Range<Int>) -> Configuration {
    var reader = SectionReader(range)
    var start = range.lowerBound
    while start < range.upperBound { start = reader.readLine(text, from: start) }
    return reader.builder.finish(at: range.upperBound)
  }

  private init(_ range: Range<Int>) {
    self.range = range
    builder = ConfigurationBuilder(range)
  }

  /// Reads what starts on a line, and returns where the next line that was not read starts.
  private mutating func readLine(_ text: Span<UInt8>, from start: Int) -> Int {
    let end = text.lineEnd(of: start, limit: range.upperBound)
    let line = text.trimmed(start..<end)
    guard let first = line.first else { return end + 1 }
    switch text[first] {
    case UInt8(ascii: "#"), UInt8(ascii: ";"), UInt8(ascii: "!"): return end + 1
    case UInt8(ascii: "["): readHeading(text, line)
    default: return max(end, readSetting(text, line)) + 1
    }
    return end + 1
  }

  // MARK: Headings

  /// A heading `[a.b]` is in the one of `[a]` where that stands before it.
  private mutating func readHeading(_ text: Span<UInt8>, _ line: Range<Int>) {
    guard let keys = headingKeys(text, line) else { return }
    while let last = headings.last, !last.isPrefix(of: keys, in: text) {
      headings.removeLast()
      builder.close(at: line.lowerBound)
    }
    guard !builder.isFull else { return }
    builder.endMember()
    for key in keys.dropFirst(headings.last?.count ?? 0) { builder.extendKey(key) }
    builder.open(.mapping, at: line.lowerBound)
    headings.append(keys)
  }

  /// The keys of `[a.b]`, `[[a]]`, `[a "b"]`; nil where no bracket closes.
  private func headingKeys(_ text: Span<UInt8>, _ line: Range<Int>) -> [Range<Int>]? {
    var keys: [Range<Int>] = []
    var start = line.lowerBound
    while start < line.upperBound, text[start] == UInt8(ascii: "[") { start += 1 }
    var offset = start
    while offset < line.upperBound {
      let byte = text[offset]
      if byte == UInt8(ascii: "."), keys.count < Self.mostKeys {
        append(text.trimmed(start..<offset), to: &keys)
        start = offset + 1
      } else if byte == UInt8(ascii: "]") {
        append(text.trimmed(start..<offset), to: &keys)
        return keys
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        guard let end = text.quoteEnd(at: offset, limit: line.upperBound, .sections) else {
          return nil
        }
        append(text.trimmed(start..<offset), to: &keys)
        append(offset + 1..<end - 1, to: &keys)
        (offset, start) = (end - 1, end)
      }
      offset += 1
    }
    return nil
  }

  /// A heading of more keys has its rest in the last.
  private static let mostKeys = 16

  private func append(_ key: Range<Int>, to keys: inout [Range<Int>]) {
    if !key.isEmpty { keys.append(key) }
  }

  // MARK: Settings

  /// Reads a name and its value; returns the end of the line that the value ends on.
  private mutating func readSetting(_ text: Span<UInt8>, _ line: Range<Int>) -> Int {
    let start = afterExport(text, line)
    guard let (key, after) = key(text, start..<line.upperBound) else { return line.upperBound }
    builder.setKey(key, of: text)
    let end = readValue(text, from: after, line)
    if text.holds(Self.environment, in: key, ignoringCase: true) {
      _ = AssignmentReader.read(text, text.trimmed(after..<max(after, end)), into: &builder)
    }
    return end
  }

  /// The setting of systemd and supervisord that holds others: `Environment=A=x B=y`.
  private static let environment: StaticBytes = "environment"

  private static let exports: [StaticBytes] = ["export", "set", "setx"]

  private func afterExport(_ text: Span<UInt8>, _ line: Range<Int>) -> Int {
    for word in Self.exports where text.starts(with: word, at: line.lowerBound) {
      let end = line.lowerBound + word.bytes.count
      if end < line.upperBound, text[end].isBlank {
        return text.skippingBlanks(from: end, limit: line.upperBound)
      }
    }
    return line.lowerBound
  }

  /// The name that starts a line, and the offset after what separates it from the value.
  private func key(_ text: Span<UInt8>, _ line: Range<Int>) -> (Range<Int>, Int)? {
    guard let first = line.first else { return nil }
    if text[first] == UInt8(ascii: "\"") || text[first] == UInt8(ascii: "'") {
      guard let end = text.quoteEnd(at: first, limit: line.upperBound, .sections) else {
        return nil
      }
      let next = text.skippingBlanks(from: end, limit: line.upperBound)
      guard next < line.upperBound, text[next].isSeparator else { return nil }
      return (first + 1..<end - 1, next + 1)
    }
    return separator(text, line) ?? blank(text, line)
  }

  /// A `:` separates where a blank follows it or no `=` does: `//host/:_authToken=x` is a line of
  /// npm's.
  private func separator(_ text: Span<UInt8>, _ line: Range<Int>) -> (Range<Int>, Int)? {
    var colon: Int?
    for offset in line {
      let byte = text[offset]
      if byte == UInt8(ascii: "=") { return (name(text, line.lowerBound..<offset), offset + 1) }
      guard byte == UInt8(ascii: ":") else { continue }
      if offset + 1 == line.upperBound || text[offset + 1].isBlank {
        return (name(text, line.lowerBound..<offset), offset + 1)
      }
      if colon == nil { colon = offset }
    }
    return colon.map { (name(text, line.lowerBound..<$0), $0 + 1) }
  }

  /// A name without what may stand before the separator: `:=`, `+=`, `?=`.
  private func name(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, ":+?".utf8.contains(text[end - 1]) { end -= 1 }
    return text.trimmed(range.lowerBound..<end)
  }

  private func blank(_ text: Span<UInt8>, _ line: Range<Int>) -> (Range<Int>, Int)? {
    var end = line.lowerBound
    while end < line.upperBound, !text[end].isBlank { end += 1 }
    return end < line.upperBound ? (line.lowerBound..<end, end) : nil
  }

  // MARK: Values

  private mutating func readValue(_ text: Span<UInt8>, from start: Int, _ line: Range<Int>) -> Int {
    let offset = text.skippingBlanks(from: start, limit: line.upperBound)
    guard offset < line.upperBound else {
      builder.add(offset..<offset, of: text)
      return offset
    }
    switch text[offset] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
      return readQuoted(text, offset..<line.upperBound)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if let end = readBrackets(text, offset..<line.upperBound) { return end }
    default: break
    }
    return readPlain(text, offset..<line.upperBound)
  }

  /// A value up to a comment or the end of the line; a backslash there joins the next.
  private mutating func readPlain(_ text: Span<UInt8>, _ rest: Range<Int>) -> Int {
    var end = rest.upperBound
    while text[end - 1] == .backslash, end + 1 < range.upperBound {
      let next = text.lineEnd(of: end, limit: range.upperBound)
      guard next < range.upperBound else { break }
      let line = text.trimmed(next + 1..<text.lineEnd(of: next + 1, limit: range.upperBound))
      guard !line.isEmpty else { break }
      end = line.upperBound
    }
    builder.add(plain(text, rest.lowerBound..<end), of: text)
    return text.lineEnd(of: end, limit: range.upperBound)
  }

  private func plain(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    for offset in range.dropFirst() where text[offset - 1].isBlank {
      if text[offset] == UInt8(ascii: "#") || text[offset] == UInt8(ascii: ";") {
        return text.trimmed(range.lowerBound..<offset)
      }
    }
    return range
  }

  private mutating func readQuoted(_ text: Span<UInt8>, _ rest: Range<Int>) -> Int {
    let first = rest.lowerBound
    let width =
      rest.count >= 3 && text[first + 1] == text[first] && text[first + 2] == text[first]
      ? 3 : 1
    guard let end = quoteEnd(text, rest, width: width) else {
      return readPlain(text, first + 1..<rest.upperBound)
    }
    builder.add(first + width..<end - width, of: text)
    return text.lineEnd(of: end, limit: range.upperBound)
  }

  private func quoteEnd(_ text: Span<UInt8>, _ rest: Range<Int>, width: Int) -> Int? {
    if width == 3 {
      let quote = [UInt8](repeating: text[rest.lowerBound], count: 3)
      var offset = rest.lowerBound + 3
      while offset + 3 <= range.upperBound {
        if text.starts(with: quote, at: offset) { return offset + 3 }
        offset += 1
      }
      return nil
    }
    return text.quoteEnd(at: rest.lowerBound, limit: range.upperBound, .sections) {
      !startsSetting(text, $0)
    }
  }

  /// True where a line starts a setting or a heading, and so is no part of a value before it.
  private func startsSetting(_ text: Span<UInt8>, _ start: Int) -> Bool {
    if text[start] == UInt8(ascii: "[") { return true }
    var end = start
    while end < range.upperBound, text[end].isSettingName { end += 1 }
    end = text.skippingBlanks(from: end, limit: range.upperBound)
    return end > start && end < range.upperBound && text[end].isSeparator
  }

  /// Reads a list or an inline table; nil where it is none, such as a template slot.
  private mutating func readBrackets(_ text: Span<UInt8>, _ rest: Range<Int>) -> Int? {
    guard text.templateEnd(at: rest.lowerBound, limit: rest.upperBound) == nil,
      opensLines(text, rest) || text[rest.upperBound - 1].isClosingBracket
    else { return nil }
    let end = BracketReader.readValue(
      text, rest.lowerBound..<range.upperBound, .sections, dedent: 0, into: &builder)
    if text[end - 1] == .lineFeed { return end - 1 }
    return text.lineEnd(of: end, limit: range.upperBound)
  }

  /// True where what is in brackets goes on after the line.
  private func opensLines(_ text: Span<UInt8>, _ rest: Range<Int>) -> Bool {
    let last = text[plain(text, rest).upperBound - 1]
    return "[{,".utf8.contains(last)
  }
}

extension UInt8 {
  fileprivate var isSeparator: Bool { self == UInt8(ascii: "=") || self == UInt8(ascii: ":") }
  fileprivate var isClosingBracket: Bool { self == UInt8(ascii: "]") || self == UInt8(ascii: "}") }
}

extension [Range<Int>] {
  /// True where other keys start with these.
  fileprivate func isPrefix(of other: [Range<Int>], in text: Span<UInt8>) -> Bool {
    guard count < other.count else { return false }
    for (mine, its) in zip(self, other) where !text.isEqual(mine, its) { return false }
    return true
  }
}
