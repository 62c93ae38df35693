/// A string that says of the name after it where its value comes from: `@Value("${pleo.api-key}")`
/// before a field or a parameter, `#[arg(env = "PLEO_API_KEY")]`, the tag of a field in Go.
struct Annotation: Hashable, Sendable {
  /// The string, quotes included.
  let string: Range<Int>
  /// Where it starts: at its round bracket, or at the string itself.
  let start: Int
  /// The name that is declared.
  let name: Range<Int>

  /// How far from a string its annotation starts, and from that the name stands, in bytes.
  private static let longest = 240

  /// The annotation that a string stands in, or nil where it stands in none.
  init?(around string: Range<Int>, in text: Span<UInt8>) {
    self.string = string
    if let name = Self.nameBeforeTag(string, text) {
      self.name = name
      start = string.lowerBound
    } else if let open = Self.opening(before: string.lowerBound, text),
      let end = text.bracketEnd(of: open, limit: min(text.count, open + Self.longest)),
      let name = Self.declaredName(after: end + 1, text)
    {
      self.name = name
      start = open
    } else {
      return nil
    }
  }

  /// The field before a tag: `Key` in ``Key string `env:"PLEO_API_KEY"` ``.
  private static func nameBeforeTag(_ string: Range<Int>, _ text: Span<UInt8>) -> Range<Int>? {
    guard text[string.lowerBound] == UInt8(ascii: "`") else { return nil }
    let end = text.nameEnd(from: string.lowerBound + 1)
    guard end > string.lowerBound + 1, text.starts(with: [0x3a, 0x22], at: end) else { return nil }
    let line = text.lineStart(of: string.lowerBound, limit: max(0, string.lowerBound - longest))
    let words = text.words(in: line..<string.lowerBound)
    return words.count > 1 ? words.first : nil
  }

  /// The round bracket after the name of an annotation: in `@Value(`, `[FromKey(`, `#[arg(`.
  private static func opening(before string: Int, _ text: Span<UInt8>) -> Int? {
    var open = string - 1
    while open > string - longest, let byte = text.byte(open), byte != UInt8(ascii: "(") {
      guard byte.isNameCharacter || byte.isBlank || byte.isLineEnd || "=:,.\"'[".utf8.contains(byte)
      else { return nil }
      open -= 1
    }
    guard text.byte(open) == UInt8(ascii: "(") else { return nil }
    var start = open
    while let byte = text.byte(start - 1), byte.isNameCharacter || byte == UInt8(ascii: ".") {
      start -= 1
    }
    guard start < open, let mark = text.byte(start - 1) else { return nil }
    switch mark {
    case UInt8(ascii: "@"): return open
    case UInt8(ascii: "["): return text.byte(start - 2)?.isNameCharacter == true ? nil : open
    // Where the annotation is said to be the field's: `@field:Value(`, `@param:Named(`.
    case UInt8(ascii: ":"): return open
    default: return nil
    }
  }

  /// What is declared after an annotation, other annotations and words passed over; nil where it is
  /// a function or a type.
  private static func declaredName(after start: Int, _ text: Span<UInt8>) -> Range<Int>? {
    var offset = start
    var name: Range<Int>?
    while offset < start + longest, let byte = text.byte(offset) {
      switch byte {
      case UInt8(ascii: "@"), UInt8(ascii: "#"):
        offset = end(ofAnnotation: offset, text)
        continue
      case UInt8(ascii: "<"): offset = (text.typeArgumentsEnd(of: offset) ?? offset) + 1
      case UInt8(ascii: "("), UInt8(ascii: "."): return nil
      case UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: ","), UInt8(ascii: ")"),
        UInt8(ascii: ":"), UInt8(ascii: "{"), UInt8(ascii: "?"):
        return name
      default:
        let end = text.nameEnd(from: offset)
        if end > offset { name = offset..<end }
        offset = max(end, offset + 1)
      }
    }
    return nil
  }

  private static func end(ofAnnotation start: Int, _ text: Span<UInt8>) -> Int {
    var offset = start + 1
    while let byte = text.byte(offset), byte.isNameCharacter || ".:".utf8.contains(byte) {
      offset += 1
    }
    guard let byte = text.byte(offset), "([".utf8.contains(byte),
      let end = text.bracketEnd(of: offset, limit: min(text.count, offset + longest))
    else { return offset }
    return end + 1
  }
}
