/// Reads the variables of a Dockerfile: those of `ENV`, `ARG` and `LABEL`.
struct DockerfileReader {
  private static let instructions: [StaticBytes] = ["env", "arg", "label"]

  static func read(_ text: Span<UInt8>, _ range: Range<Int>) -> Configuration {
    var builder = ConfigurationBuilder(range)
    var start = range.lowerBound
    while start < range.upperBound {
      let end = instructionEnd(text, start..<range.upperBound)
      readInstruction(text, text.trimmed(start..<end), into: &builder)
      start = end + 1
    }
    return builder.finish(at: range.upperBound)
  }

  /// The end of an instruction: of its line, and of those that a backslash joins to it.
  private static func instructionEnd(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    var start = range.lowerBound
    while true {
      let end = text.lineEnd(of: start, limit: range.upperBound)
      let line = text.trimmed(start..<end)
      let isComment = !line.isEmpty && text[line.lowerBound] == UInt8(ascii: "#")
      let goesOn =
        isComment
        ? start > range.lowerBound : !line.isEmpty && text[line.upperBound - 1] == .backslash
      guard goesOn, end < range.upperBound else { return end }
      start = end + 1
    }
  }

  private static func readInstruction(
    _ text: Span<UInt8>, _ range: Range<Int>, into builder: inout ConfigurationBuilder
  ) {
    let word = text.firstOffset(from: range.lowerBound, limit: range.upperBound) { $0.isBlank }
    let name = range.lowerBound..<word
    guard instructions.contains(where: { text.holds($0, in: name, ignoringCase: true) }) else {
      return
    }
    let rest = text.trimmed(word..<range.upperBound)
    if !AssignmentReader.read(text, rest, into: &builder) {
      readOldForm(text, rest, into: &builder)
    }
  }

  /// `ENV NAME the whole rest`.
  private static func readOldForm(
    _ text: Span<UInt8>, _ range: Range<Int>, into builder: inout ConfigurationBuilder
  ) {
    let end = text.firstOffset(from: range.lowerBound, limit: range.upperBound) { $0.isBlank }
    guard end < range.upperBound else { return }
    builder.setKey(range.lowerBound..<end, of: text)
    builder.add(text.trimmed(end..<range.upperBound), of: text)
  }
}

/// Reads words `NAME=value`, as `ENV` of a Dockerfile and `Environment=` of systemd have them.
struct AssignmentReader {
  private let range: Range<Int>
  private var offset: Int

  /// Adds each of them to the present mapping; returns false where the first word is none.
  static func read(
    _ text: Span<UInt8>, _ range: Range<Int>, into builder: inout ConfigurationBuilder
  ) -> Bool {
    var reader = AssignmentReader(range: range, offset: range.lowerBound)
    var count = 0
    while let pair = reader.next(text) {
      builder.setKey(pair.name, of: text)
      builder.add(pair.value, of: text)
      count += 1
    }
    return count > 0
  }

  private mutating func next(_ text: Span<UInt8>) -> Assignment? {
    skipSpace(text)
    guard offset < range.upperBound else { return nil }
    // The whole word in quotes, or its value alone.
    if let quoted = quoted(text) { return Assignment(quoted, of: text) }
    let start = offset
    offset = text.firstOffset(from: start, limit: range.upperBound) {
      $0 == UInt8(ascii: "=") || $0.isBlank || $0.isLineEnd
    }
    guard offset > start, offset < range.upperBound, text[offset] == UInt8(ascii: "=") else {
      return nil
    }
    let name = start..<offset
    offset += 1
    return Assignment(name: name, value: quoted(text) ?? word(text))
  }

  /// Passes over blanks, commas, joined line ends, and comments between joined lines.
  private mutating func skipSpace(_ text: Span<UInt8>) {
    while offset < range.upperBound {
      let byte = text[offset]
      if byte == UInt8(ascii: "#"), offset > range.lowerBound, text[offset - 1].isSpace {
        offset = text.lineEnd(of: offset, limit: range.upperBound)
      } else if byte.isSpace || byte == .backslash || byte == UInt8(ascii: ",") {
        offset += 1
      } else {
        return
      }
    }
  }

  private mutating func quoted(_ text: Span<UInt8>) -> Range<Int>? {
    guard offset < range.upperBound,
      text[offset] == UInt8(ascii: "\"") || text[offset] == UInt8(ascii: "'"),
      let end = text.quoteEnd(at: offset, limit: range.upperBound, .dockerfile)
    else { return nil }
    defer { offset = end }
    return offset + 1..<end - 1
  }

  private mutating func word(_ text: Span<UInt8>) -> Range<Int> {
    let start = offset
    offset = text.firstOffset(from: start, limit: range.upperBound) { $0.isSpace }
    return start..<offset
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { isBlank || isLineEnd }
}
