internal import Findings

/// Reads a unit into a ``SourceMap``.
struct SourceReader {
  private static let requestMark: StaticBytes = "###"
  private static let commentOpen: StaticBytes = "<!--"
  private static let commentClose: StaticBytes = "-->"

  private let language: Language
  /// What a comment or a string in a line starts with.
  private let signs: ByteSet
  private var map: SourceMap

  /// Reads a whole unit.
  static func read(_ text: Span<UInt8>, as language: Language, isLog: Bool) -> SourceMap {
    var reader = SourceReader(language, isLog: isLog)
    reader.readParts(of: text)
    reader.map.closeRequests()
    return reader.map
  }

  /// Reads the records of a stream in which some places lie; what is between them is one record.
  static func readRecords(
    _ text: Span<UInt8>, around places: [Range<Int>], isLog: Bool
  ) -> SourceMap {
    var known: [Range<Int>] = []
    for place in places.inOrder() where !(known.last?.contains(place) ?? false) {
      known.append(LogRecord.range(around: place, in: text))
    }
    var reader = SourceReader(.log, isLog: isLog)
    for records in known.merged() {
      reader.readLines(text, records)
      if records.upperBound < text.count { _ = reader.map.openRequest(at: records.upperBound + 1) }
    }
    reader.map.closeRequests()
    return reader.map
  }

  private init(_ language: Language, isLog: Bool) {
    self.language = language
    signs = ByteSet(language.signs)
    map = SourceMap(isLog: isLog)
  }

  private mutating func readParts(of text: Span<UInt8>) {
    // What stands after a byte order mark stands at the start of its line.
    let whole = (text.starts(with: [0xef, 0xbb, 0xbf], at: 0) ? 3 : 0)..<text.count
    if !map.isLog {
      map.configuration = language.configuration.map { Configuration.read(text, whole, as: $0) }
    }
    for line in map.configuration?.notebookProse(in: text) ?? [] { map.addProse(line) }
    switch language.shape {
    case .statements, .objects: readCode(text, whole, language)
    case .lines, .records: readLines(text, whole)
    case .requests: readRequests(text, whole)
    case .markdown: readMarkdown(text, whole)
    case .prose:
      map.addProse(whole)
      readLines(text, whole)
    }
  }

  private mutating func readCode(
    _ text: Span<UInt8>, _ range: Range<Int>, _ language: Language
  ) {
    var reader = StatementReader(language, range: range, names: map.names)
    reader.read(text, into: &map)
  }

  /// Lines that belong together: after a backslash, in a log before a line that starts blank, the
  /// lines that YAML folds into one, and those of a request in a transcript of curl.
  private mutating func readLines(_ text: Span<UInt8>, _ range: Range<Int>) {
    var start = range.lowerBound
    var (joins, wasSent) = (false, false)
    var folding = FoldedLines()
    while start < range.upperBound {
      let end = text.lineEnd(of: start, limit: range.upperBound)
      let isFolded = language.configuration == .yaml && folding.take(start..<end, in: text)
      let isIndented = language.shape == .records && text[start].isBlank
      let continues = isFolded || isIndented && start > range.lowerBound
      let isSent = LogRecord.isSent(text, at: start)
      if !joins, !continues, !(wasSent && isSent) { _ = map.openRequest(at: start) }
      wasSent = isSent
      if language.shape != .records {
        readLineComment(text, start..<end)
        bindLine(text, start..<end)
      }
      joins = LogRecord.endsInBackslash(text, start..<end)
      start = end + 1
    }
  }

  private mutating func readLineComment(_ text: Span<UInt8>, _ line: Range<Int>) {
    var strings = StringEnds()
    var offset = line.lowerBound
    while offset < line.upperBound {
      if !signs.contains(text[offset]) {
        offset += 1
      } else if language.startsLineComment(text, at: offset, lineStart: line.lowerBound) {
        return map.addComment(offset..<line.upperBound)
      } else if language.mayStartString(text, at: offset, line.lowerBound),
        let end = strings.end(ofStringAt: offset, in: text, limit: line.upperBound)
      {
        offset = end
      } else {
        offset += 1
      }
    }
  }

  private mutating func readRequests(_ text: Span<UInt8>, _ range: Range<Int>) {
    _ = map.openRequest(at: range.lowerBound)
    var start = range.lowerBound
    while start < text.count {
      let end = text.lineEnd(of: start, limit: text.count)
      if text.starts(with: Self.requestMark, at: start) { _ = map.openRequest(at: start) }
      if language.lineComments.contains(where: { text.starts(with: $0.bytes, at: start) }) {
        map.addComment(start..<end)
      }
      bindLine(text, start..<end)
      start = end + 1
    }
  }

  /// True where what stands before a name is at most one word, as `export`; a command has more.
  private static func mayBind(_ text: Span<UInt8>, _ before: Range<Int>) -> Bool {
    let words = text.array(before).split(whereSeparator: \.isBlank)
    return words.filter { $0.contains { $0.isAlphanumeric } }.count <= 1
  }

  /// `NAME=value`, `name: value`, `@name = value`.
  private mutating func bindLine(_ text: Span<UInt8>, _ line: Range<Int>) {
    let limit = min(line.upperBound, line.lowerBound + 240)
    guard
      let mark = (line.lowerBound..<limit).first(where: {
        text[$0] == UInt8(ascii: "=") || text[$0] == UInt8(ascii: ":")
      }), text.byte(mark + 1) != UInt8(ascii: "/"),
      let target = TargetReader.target(before: mark, from: line.lowerBound, in: text),
      Self.mayBind(text, line.lowerBound..<target.whole.lowerBound)
    else { return }
    _ = map.names.add(
      Binding(
        kind: .variable, name: target.last, target: target.whole, member: target.last,
        value: text.trimmed(mark + 1..<line.upperBound), scope: 0, outer: nil, parent: nil,
        isConditional: false))
  }

  /// Prose up to a fence, code up to the next.
  private mutating func readMarkdown(_ text: Span<UInt8>, _ range: Range<Int>) {
    var start = range.lowerBound
    var partStart = start
    var fence: Fence?
    while start < text.count {
      let end = text.lineEnd(of: start, limit: text.count)
      if let open = fence {
        if open.isClosed(by: text, start..<end) {
          readCode(text, partStart..<start, open.language)
          (fence, partStart) = (nil, start)
        }
      } else if let opened = Fence(text, start..<end) {
        readProse(text, partStart..<start)
        (fence, partStart) = (opened, end)
      }
      start = end + 1
    }
    let rest = min(partStart, text.count)..<text.count
    if let fence { readCode(text, rest, fence.language) } else { readProse(text, rest) }
  }

  /// Prose is a request a line; inline code in it is no prose but a request of its own, and a comment
  /// of HTML a comment.
  private mutating func readProse(_ text: Span<UInt8>, _ range: Range<Int>) {
    var offset = range.lowerBound
    var proseStart = offset
    var lineStart = true
    var strings = StringEnds()
    while offset < range.upperBound {
      if lineStart { _ = map.openRequest(at: offset) }
      lineStart = text[offset] == .lineFeed
      if text.starts(with: Self.commentOpen, at: offset) {
        map.addProse(proseStart..<offset)
        let end = text.end(of: Self.commentClose, from: offset + 4, limit: range.upperBound)
        map.addComment(offset..<end)
        (offset, proseStart) = (end, end)
      } else if text[offset] == UInt8(ascii: "`"),
        let end = strings.end(ofStringAt: offset, in: text, limit: range.upperBound)
      {
        map.addProse(proseStart..<offset)
        // What is said around a piece of code is not what the code does.
        _ = map.openRequest(at: offset)
        _ = map.openRequest(at: end)
        (offset, proseStart) = (end, end)
      } else {
        offset += 1
      }
    }
    map.addProse(proseStart..<range.upperBound)
  }
}

/// The fence of a block of code in Markdown (CommonMark §4.5).
private struct Fence {
  let character: UInt8
  let length: Int
  let language: Language

  init?(_ text: Span<UInt8>, _ line: Range<Int>) {
    var start = line.lowerBound
    while start < line.upperBound, text[start].isBlank { start += 1 }
    guard start < line.upperBound,
      text[start] == UInt8(ascii: "`") || text[start] == UInt8(ascii: "~")
    else { return nil }
    character = text[start]
    var end = start
    while end < line.upperBound, text[end] == character { end += 1 }
    guard end - start >= 3 else { return nil }
    length = end - start
    let info = text.array(end..<min(line.upperBound, end + 32))
      .drop { $0.isBlank }.prefix { !$0.isBlank && !$0.isLineEnd && $0 != UInt8(ascii: "{") }
    language = Language.ofFence(String(decoding: info, as: UTF8.self))
  }

  func isClosed(by text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    let mark = text.array(line.lowerBound..<min(line.upperBound, line.lowerBound + 64))
      .filter { !$0.isBlank && !$0.isLineEnd }
    return mark.count >= length && mark.allSatisfy { $0 == character }
  }
}

extension Language {
  /// The language of a fenced block by the first word after the fence.
  fileprivate static func ofFence(_ name: String) -> Language {
    let endings = [
      "javascript": "js", "typescript": "ts", "python": "py", "ruby": "rb", "csharp": "cs",
      "kotlin": "kt", "powershell": "ps1", "rust": "rs", "elixir": "ex", "golang": "go",
    ]
    let name = name.lowercased()
    guard !name.isEmpty else { return untold }
    let language = Language.of(ArtifactPath("fence." + (endings[name] ?? name)))
    return language.shape == .markdown || language.shape == .prose ? untold : language
  }

  private static let attribute = Array("#[".utf8)

  /// What comments and strings start with.
  var signs: [UInt8] {
    let marks = lineComments + blockComments.map(\.open) + longQuotes
    return quotes + marks.compactMap(\.bytes.first)
  }

  /// True where a comment starts at an offset that is in no string.
  func startsLineComment(_ text: Span<UInt8>, at offset: Int, lineStart: Int) -> Bool {
    for mark in lineComments where text.starts(with: mark.bytes, at: offset) {
      // `#[…]` is an attribute of PHP.
      if hasMemberBraces, text.starts(with: Self.attribute, at: offset) { continue }
      guard offset > lineStart else { return true }
      let before = text[offset - 1]
      // `https://…`, `$#`, `page#anchor`, and the `;` that only some files know as a comment.
      switch mark.bytes[0] {
      case UInt8(ascii: "/"): if before != UInt8(ascii: ":") && shape != .requests { return true }
      case UInt8(ascii: "-"): if before.isBlank { return true }
      case UInt8(ascii: "#"):
        if before.isBlank || before == UInt8(ascii: ";") { return shape != .requests }
      default: continue
      }
    }
    return false
  }

  /// True where a quote stands that starts a string, if one on its line closes it.
  ///
  /// A single quote after a letter is an apostrophe, unless the letter is the prefix of a string.
  func mayStartString(_ text: Span<UInt8>, at offset: Int, _ lineStart: Int) -> Bool {
    guard quotes.contains(text[offset]) else { return false }
    return text[offset] != UInt8(ascii: "'") || offset == lineStart
      || !text[offset - 1].isAlphanumeric || hasPrefix(text, before: offset, lineStart)
  }

  private func hasPrefix(_ text: Span<UInt8>, before quote: Int, _ lineStart: Int) -> Bool {
    guard "rbfuRBFUL".utf8.contains(text[quote - 1]) else { return false }
    return quote - 2 < lineStart || !text[quote - 2].isNameCharacter
  }
}

extension Span where Element == UInt8 {
  /// The offset after the next occurrence of a literal, or the limit where there is none.
  func end(of literal: StaticBytes, from start: Int, limit: Int) -> Int {
    var offset = start
    while offset < limit {
      if starts(with: literal.bytes, at: offset) {
        return Swift.min(limit, offset + literal.bytes.count)
      }
      offset += 1
    }
    return limit
  }
}
