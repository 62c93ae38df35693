internal import Findings

/// Reads code: comments, strings, brackets, and from them where statements start and end.
///
/// A statement ends at `;` or at the end of a line, except inside of round and square brackets and
/// of the braces of a literal, and where the line or the next shows that it goes on. The braces of a
/// block hold statements of their own.
struct StatementReader {
  private let language: Language
  private let range: Range<Int>
  private var frames: [Frame] = []
  /// How many brackets are open that lie too deep to be told apart.
  private var overflow = 0
  private var statement = 0
  private var statementStart: Int
  // The last characters of the statement so far that are neither blank nor comment.
  private var last: UInt8 = 0
  private var beforeLast: UInt8 = 0
  private var lastOffset = 0
  private var names: BindingCollector
  /// The blanks and comments from a line's start on that were passed over last: each line in them asks again.
  private var comments = 0..<0
  private var strings = StringEnds()
  /// What means nothing within a statement, as letters do, and nearly all of a text is.
  private let plain: ByteSet
  /// What means nothing at all: blanks, but where they end a value.
  private let blanks: ByteSet

  /// A bracket that is open.
  private struct Frame {
    let close: UInt8
    /// True where statements end inside of it.
    let isBlock: Bool
    /// The statement that goes on after it.
    let statement: Int
    /// How the statements in it belong to that one.
    var gift = CallBlock.none
  }

  /// Brackets that lie deeper are read as text.
  private static let deepest = 256

  /// No statement is longer: beyond it, a bracket was lost (one in a regular expression, say).
  private static let longestStatement = 32 * 1024

  init(_ language: Language, range: Range<Int>, names table: NameTable) {
    self.language = language
    self.range = range
    statementStart = range.lowerBound
    names = BindingCollector(language.naming, into: table, from: range.lowerBound)
    blanks = ByteSet(language.naming.endsAtBlank ? [] : Array(" \t".utf8))
    let parting = language.hasCommands ? Array("&|".utf8) : []
    plain = ByteSet(language.signs + Self.signs + parting).inverted
  }

  /// What is looked at in all languages, beside what starts comments and strings.
  private static let signs = Array(" \t\r\n()[]{};=:<?,".utf8)

  mutating func read(_ text: Span<UInt8>, into map: inout SourceMap) {
    statement = map.openRequest(at: range.lowerBound)
    var offset = range.lowerBound
    var lineStart = offset
    while offset < range.upperBound {
      let byte = text[offset]
      if blanks.contains(byte) {
        offset += 1
      } else if last != 0, plain.contains(byte) {
        offset = passOver(text, from: offset)
      } else if byte == .lineFeed {
        endLine(text, at: offset + 1, &map)
        offset += 1
        lineStart = offset
      } else if let end = skipComment(text, offset, lineStart, &map) {
        offset = end
      } else if let end = skipString(text, offset, lineStart, &map) {
        note(byte, text, at: offset)
        offset = end
      } else {
        take(byte, text, at: offset, &map)
        offset += 1
      }
    }
    names.finish(text, at: range.upperBound)
    map.names = names.table
  }

  /// Passes over plain characters of a statement that has begun, and returns where they end.
  private mutating func passOver(_ text: Span<UInt8>, from offset: Int) -> Int {
    var end = offset + 1
    while end < range.upperBound, plain.contains(text[end]) { end += 1 }
    beforeLast = end - offset > 1 ? text[end - 2] : last
    (last, lastOffset) = (text[end - 1], end - 1)
    return end
  }

  private mutating func take(
    _ byte: UInt8, _ text: Span<UInt8>, at offset: Int, _ map: inout SourceMap
  ) {
    if last == 0, !byte.isBlank, byte != 0x0d { names.beginStatement(text, at: offset) }
    switch byte {
    case _ where byte.opensBracket && frames.count == Self.deepest: overflow += 1
    case _ where byte.closesBracket && overflow > 0: overflow -= 1
    case UInt8(ascii: "("): open(UInt8(ascii: ")"), isBlock: false, text, at: offset, &map)
    case UInt8(ascii: "["): open(UInt8(ascii: "]"), isBlock: false, text, at: offset, &map)
    case UInt8(ascii: "{"): openBrace(text, at: offset, &map)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      close(byte, text, at: offset, &map)
    case UInt8(ascii: ";"): if isInBlock { terminate(text, at: offset, &map) }
    case _ where endsCommand(byte, at: offset): terminate(text, at: offset, &map)
    default: names.take(byte, text, at: offset)
    }
    if !byte.isBlank, byte != 0x0d { (beforeLast, last, lastOffset) = (last, byte, offset) }
  }

  /// True at the second character of `&&` or `||` between commands.
  private func endsCommand(_ byte: UInt8, at offset: Int) -> Bool {
    guard language.hasCommands, isInBlock, last == byte, lastOffset == offset - 1 else {
      return false
    }
    return byte == UInt8(ascii: "&") || byte == UInt8(ascii: "|")
  }

  private mutating func terminate(_ text: Span<UInt8>, at offset: Int, _ map: inout SourceMap) {
    names.terminate()
    start(text, at: offset + 1, &map)
  }

  private mutating func note(_ byte: UInt8, _ text: Span<UInt8>, at offset: Int) {
    if last == 0 { names.beginStatement(text, at: offset) }
    (beforeLast, last, lastOffset) = (last, byte, offset)
  }

  private var isInBlock: Bool { frames.last?.isBlock ?? true }

  private mutating func start(_ text: Span<UInt8>, at offset: Int, _ map: inout SourceMap) {
    names.endStatement(text, at: offset)
    switch frames.last {
    case let frame? where frame.gift == .whole:
      statement = frame.statement
      map.resume(statement, at: offset)
    case let frame? where frame.gift == .parts:
      statement = map.openRequest(at: offset, in: frame.statement)
    default: statement = map.openRequest(at: offset)
    }
    statementStart = offset
    (last, beforeLast) = (0, 0)
  }

  private mutating func open(
    _ closing: UInt8, isBlock: Bool, _ text: Span<UInt8>, at offset: Int, _ map: inout SourceMap
  ) {
    var frame = Frame(close: closing, isBlock: isBlock, statement: statement)
    if isBlock { frame.gift = CallBlock(text, statementStart..<offset) }
    frames.append(frame)
    names.open(text, at: offset, isBlock: isBlock)
    if isBlock { start(text, at: offset + 1, &map) }
  }

  private mutating func openBrace(_ text: Span<UInt8>, at offset: Int, _ map: inout SourceMap) {
    let closing = UInt8(ascii: "}")
    if language.shape == .objects {
      frames.append(Frame(close: closing, isBlock: false, statement: statement))
      names.open(text, at: offset, isBlock: false)
      statement = map.openRequest(at: offset, in: frames.count == 1 ? nil : statement)
      statementStart = offset
    } else {
      open(closing, isBlock: startsBlock(text, at: offset), text, at: offset, &map)
    }
  }

  /// Whether a brace starts a block of statements, told by what stands before it.
  private func startsBlock(_ text: Span<UInt8>, at offset: Int) -> Bool {
    switch last {
    case 0, UInt8(ascii: "}"), UInt8(ascii: ";"): return true
    case UInt8(ascii: ")"):
      return !(BlockHeader.creates(text, statementStart..<offset) && opensMembers(text, at: offset))
    case UInt8(ascii: ">") where beforeLast == UInt8(ascii: "="):
      // A function; where keys need no quotes, the value of one.
      return !language.naming.hasBareKeys
    case UInt8(ascii: ">") where beforeLast == UInt8(ascii: "-"): return true
    case UInt8(ascii: ">"), UInt8(ascii: "]"), UInt8(ascii: "?"):
      // The end of a result type, `Promise<void>`, `[String]`, `Reply?`, or of a value.
      return BlockHeader(text, statementStart..<offset) != .plain
    default:
      guard last.isNameCharacter else { return false }
      return !Self.wordsBeforeLiterals.contains(lastWord(text), in: text)
        && !opensMembers(text, at: offset)
    }
  }

  /// True where a brace after a name opens the members of a value: `Client{…}` in Go,
  /// `Config { base: … }` in Rust, `new Handler { Check = … }` in C#.
  private func opensMembers(_ text: Span<UInt8>, at brace: Int) -> Bool {
    guard language.hasMemberBraces else { return false }
    let start = afterLines(text, from: brace + 1)
    var end = text.nameEnd(from: start)
    guard end > start else { return false }
    while text.byte(end)?.isBlank == true { end += 1 }
    let (mark, after) = (text.byte(end), text.byte(end + 1) ?? 0)
    let isGiven =
      (mark == UInt8(ascii: ":") || mark == UInt8(ascii: "=")) && !":=>~".utf8.contains(after)
    guard isGiven || endsInTypeName(text, before: brace) && text.holdsNames(inBraceAt: brace) else {
      return false
    }
    return !BlockHeader.declares(text, statementStart..<brace)
  }

  /// True where the name before a brace is that of a type: `Self { http, key }`.
  private func endsInTypeName(_ text: Span<UInt8>, before brace: Int) -> Bool {
    var end = brace
    while let byte = text.byte(end - 1), byte.isBlank || byte.isLineEnd { end -= 1 }
    var start = end
    while start > statementStart, text[start - 1].isNameCharacter { start -= 1 }
    return start < end && text[start].isUppercase
  }

  /// Words after which a brace starts a literal, not a block.
  private static let wordsBeforeLiterals = ReservedWords(
    "return yield in of await default const let var")

  private func lastWord(_ text: Span<UInt8>) -> Range<Int> {
    var start = lastOffset
    while start > range.lowerBound, text[start - 1].isNameCharacter { start -= 1 }
    // A method may have such a name: `reply.let {`.
    if start > range.lowerBound, text[start - 1] == UInt8(ascii: ".") { start -= 1 }
    return start..<lastOffset + 1
  }

  private mutating func close(
    _ byte: UInt8, _ text: Span<UInt8>, at offset: Int, _ map: inout SourceMap
  ) {
    guard let frame = frames.last, frame.close == byte else { return }
    frames.removeLast()
    names.close(text, at: offset)
    guard frame.isBlock || language.shape == .objects else { return }
    statement = frame.statement
    map.resume(statement, at: offset + 1)
  }

  private mutating func endLine(_ text: Span<UInt8>, at next: Int, _ map: inout SourceMap) {
    if next - statementStart > Self.longestStatement {
      frames.removeAll { !$0.isBlock }
      overflow = 0
      names.keepBlocks(text, at: next)
      start(text, at: next, &map)
    } else if isInBlock, last != 0, !continues(text, at: next) {
      start(text, at: next, &map)
    }
  }

  /// What the next line starts with where a statement goes on there.
  private static let continuations: [StaticBytes] = [
    ".", "?.", "+", "|", "&&", "? ", ": ", "->", "=>", "<>", ")", "]",
  ]

  /// Whether a statement goes on after a line end.
  private mutating func continues(_ text: Span<UInt8>, at next: Int) -> Bool {
    if last == UInt8(ascii: "|"), endsInParameters(text) { return false }
    if !language.endsAtLine { return text.byte(next).map { !$0.isLineEnd } ?? false }
    if endsInPipe || last == language.continuation { return true }
    if language.hasCommands { return last == UInt8(ascii: "|") || last == UInt8(ascii: ",") }
    if ",+*|&=.?<([".utf8.contains(last) { return last != UInt8(ascii: "?") || !isQuestionEnd }
    if !comments.contains(next) { comments = next..<afterComments(text, from: next) }
    let offset = comments.upperBound
    guard offset < range.upperBound else { return false }
    // The brace of a block may stand on a line of its own.
    if language.hasMemberBraces, text[offset] == UInt8(ascii: "{") { return true }
    for mark in Self.continuations where text.starts(with: mark, at: offset) {
      return true
    }
    return false
  }

  /// True where a line ends in what hands its value to the next, as R has it: `|>`, `%>%`.
  private var endsInPipe: Bool {
    last == UInt8(ascii: ">") && beforeLast == UInt8(ascii: "|")
      || last == UInt8(ascii: "%") && beforeLast == UInt8(ascii: ">")
  }

  /// True where the names that a block is given end a line: `do |request|`, `{ |key, value|`.
  private func endsInParameters(_ text: Span<UInt8>) -> Bool {
    var start = lastOffset
    while start > statementStart, start > lastOffset - 80 {
      start -= 1
      if text[start] == UInt8(ascii: "|") { break }
      if !text[start].isNameCharacter, !" ,*&:()".utf8.contains(text[start]) { return false }
    }
    var end = start
    while end > statementStart, text[end - 1].isBlank { end -= 1 }
    return text.byte(end - 1) == UInt8(ascii: "{")
      || end - 2 >= statementStart && text.isWord("do", end - 2..<end)
  }

  /// The first character from a line's start on that is neither blank nor in a comment.
  ///
  /// A line that holds nothing else than a comment does not end a statement that goes on after it.
  private func afterComments(_ text: Span<UInt8>, from start: Int) -> Int {
    var (offset, lineStart) = (start, start)
    while offset < range.upperBound {
      if text[offset].isBlank {
        offset += 1
      } else if let end = commentEnd(text, offset, lineStart) {
        offset = end
        if end < range.upperBound, text[end] == 0x0d { offset += 1 }
        if offset < range.upperBound, text[offset] == .lineFeed { offset += 1 }
        lineStart = offset
      } else {
        break
      }
    }
    return offset
  }

  /// The first character from an offset on that is neither blank nor a line end nor in a comment.
  private func afterLines(_ text: Span<UInt8>, from start: Int) -> Int {
    var offset = start
    while true {
      let next = afterComments(text, from: offset)
      guard let byte = text.byte(next), byte.isLineEnd else { return next }
      offset = next + 1
    }
  }

  /// A `?` after a name ends a Ruby or Elixir predicate, not half of a conditional.
  private var isQuestionEnd: Bool { beforeLast.isNameCharacter }

  private func skipComment(
    _ text: Span<UInt8>, _ offset: Int, _ lineStart: Int, _ map: inout SourceMap
  ) -> Int? {
    guard let end = commentEnd(text, offset, lineStart) else { return nil }
    map.addComment(offset..<end)
    return end
  }

  /// Where a comment that starts at an offset ends, or nil where none starts.
  private func commentEnd(_ text: Span<UInt8>, _ offset: Int, _ lineStart: Int) -> Int? {
    for block in language.blockComments where text.starts(with: block.open.bytes, at: offset) {
      if block.startsLine, offset > lineStart { continue }
      return text.end(
        of: block.close, from: offset + block.open.bytes.count, limit: range.upperBound)
    }
    guard language.startsLineComment(text, at: offset, lineStart: lineStart) else { return nil }
    return text.lineEnd(of: offset, limit: range.upperBound)
  }

  private mutating func skipString(
    _ text: Span<UInt8>, _ offset: Int, _ lineStart: Int, _ map: inout SourceMap
  ) -> Int? {
    for quote in language.longQuotes where text.starts(with: quote.bytes, at: offset) {
      let end = text.end(of: quote, from: offset + quote.bytes.count, limit: range.upperBound)
      // A string that stands alone at the start of a statement is read by people only.
      if language.hasDocstrings, last == 0 {
        map.addComment(offset..<end)
      } else {
        names.addString(offset..<end, text)
      }
      return end
    }
    guard language.mayStartString(text, at: offset, lineStart),
      let end = strings.end(ofStringAt: offset, in: text, limit: range.upperBound)
    else { return nil }
    names.addString(offset..<end, text)
    return end
  }
}

extension Span where Element == UInt8 {
  /// True where nothing but names and commas stands between a brace and the one that closes it.
  fileprivate func holdsNames(inBraceAt open: Int) -> Bool {
    var end = open + 1
    while let byte = byte(end),
      byte.isNameCharacter || byte.isBlank || byte.isLineEnd || byte == 0x2c
    {
      end += 1
    }
    return byte(end) == UInt8(ascii: "}") && firstWord(in: open + 1..<end) != nil
  }
}
