/// A few bytes that stand for one character in URLs, in JSON and program text, and in HTML.
///
/// Only characters of ASCII are undone where bytes are named, since nothing that is looked for holds
/// others. What looks like an escape but is also common otherwise is left: `\b`, `\.` and `\d` of
/// expressions, `%d` of formats.
struct Escape: Hashable, Sendable {
  /// How many bytes it takes.
  let length: Int
  /// What it stands for; nil is nothing, as where a line is broken inside of a token.
  let character: Unicode.Scalar?

  /// The longest that is read, in bytes: a broken line's indentation is cut off here.
  static let longest = 80

  /// Reads the escape at an offset, if there is one.
  init?(_ text: Span<UInt8>, at offset: Int) {
    let read: (Int, Unicode.Scalar?)? =
      switch text[offset] {
      case UInt8(ascii: "%"): Self.percent(text, offset)
      case .backslash: Self.backslash(text, offset)
      case UInt8(ascii: "&"): Self.entity(text, offset)
      case UInt8(ascii: "="): Self.softBreak(text, offset)
      default: nil
      }
    guard let read else { return nil }
    (length, character) = read
  }

  /// `%5F`, as RFC 3986 §2.1 has it, and `%u005F`.
  private static func percent(_ text: Span<UInt8>, _ start: Int) -> (Int, Unicode.Scalar?)? {
    if start + 1 < text.count, text[start + 1] == UInt8(ascii: "u") {
      return ascii(text.number(at: start + 2, digits: 4, radix: 16)).map { (6, $0) }
    }
    return ascii(text.number(at: start + 1, digits: 2, radix: 16)).map { (3, $0) }
  }

  /// The escapes of JSON, and of most languages' strings.
  private static func backslash(_ text: Span<UInt8>, _ start: Int) -> (Int, Unicode.Scalar?)? {
    guard start + 1 < text.count else { return nil }
    switch text[start + 1] {
    case UInt8(ascii: "n"): return (2, "\n")
    case UInt8(ascii: "r"): return (2, "\r")
    case UInt8(ascii: "t"): return (2, "\t")
    case UInt8(ascii: "u"): return unicode(text, start)
    case UInt8(ascii: "x"):
      return ascii(text.number(at: start + 2, digits: 2, radix: 16)).map { (4, $0) }
    case let byte where plain.contains(byte): return (2, Unicode.Scalar(byte))
    case let byte where byte.isLineEnd: return brokenToken(text, start)
    default: return nil
    }
  }

  /// What a backslash may stand before only to take away its meaning; the last is Markdown's.
  private static let plain: [UInt8] = Array("\\\"'/`_".utf8)

  /// `\u005F` and `\u{5F}`; one half of a surrogate pair is left as it is.
  private static func unicode(_ text: Span<UInt8>, _ start: Int) -> (Int, Unicode.Scalar?)? {
    if let value = text.number(at: start + 2, digits: 4, radix: 16) {
      return Unicode.Scalar(UInt32(value)).map { (6, $0) }
    }
    guard text.byte(start + 2) == UInt8(ascii: "{"),
      let (value, end) = text.number(from: start + 3, radix: 16, endingIn: UInt8(ascii: "}"))
    else { return nil }
    return ascii(value).map { (end - start, $0) }
  }

  /// `&amp;`, `&#95;`, `&#x5F;`.
  private static func entity(_ text: Span<UInt8>, _ start: Int) -> (Int, Unicode.Scalar?)? {
    for (name, character) in named where text.starts(with: name, at: start + 1) {
      return (1 + name.bytes.count, character)
    }
    guard text.byte(start + 1) == UInt8(ascii: "#") else { return nil }
    let isHex = start + 2 < text.count && text[start + 2] | 0x20 == UInt8(ascii: "x")
    let first = start + (isHex ? 3 : 2)
    guard
      let (value, end) = text.number(
        from: first, radix: isHex ? 16 : 10, endingIn: UInt8(ascii: ";"))
    else { return nil }
    return ascii(value).map { (end - start, $0) }
  }

  private static let named: [(StaticBytes, Unicode.Scalar)] = [
    ("amp;", "&"), ("quot;", "\""), ("apos;", "'"), ("lt;", "<"), ("gt;", ">"),
    ("lowbar;", "_"),
  ]

  /// A backslash and a line end inside of a token: in a shell, and in YAML with the next line's blanks.
  private static func brokenToken(_ text: Span<UInt8>, _ start: Int) -> (Int, Unicode.Scalar?)? {
    guard start > 0, text[start - 1].isTokenCharacter else { return nil }
    let next = text.endOfLineBreak(at: start + 1)
    var end = next
    while end < text.count, end < start + longest, text[end].isBlank { end += 1 }
    guard end < text.count, text[end].isTokenCharacter, end == next || text.isQuoted(start) else {
      return nil
    }
    return (end - start, nil)
  }

  /// A soft line break of quoted-printable (RFC 2045 §6.7), which lines of up to 76 characters have.
  private static func softBreak(_ text: Span<UInt8>, _ start: Int) -> (Int, Unicode.Scalar?)? {
    guard start + 1 < text.count, text[start + 1].isLineEnd, start > 0,
      text[start - 1].isTokenCharacter
    else { return nil }
    let next = text.endOfLineBreak(at: start + 1)
    let length = start - text.lineStart(of: start, limit: max(0, start - 80)) + 1
    guard (70...76).contains(length), next < text.count, text[next].isTokenCharacter else {
      return nil
    }
    return (next - start, nil)
  }

  /// A printable character, a blank or a line end.
  private static func ascii(_ value: Int?) -> Unicode.Scalar? {
    guard let value, (0x20..<0x7f).contains(value) || [0x09, 0x0a, 0x0d].contains(value) else {
      return nil
    }
    return Unicode.Scalar(UInt8(value))
  }
}

extension UInt8 {
  /// A character of the tokens that are looked for, encoded or not.
  var isTokenCharacter: Bool {
    switch self {
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "."),
      UInt8(ascii: "%"), UInt8(ascii: "~"):
      true
    default: isNameCharacter
    }
  }

  fileprivate var hexValue: Int? {
    if isDigit { return Int(self - 0x30) }
    return isHexDigit ? Int((self | 0x20) - 0x61) + 10 : nil
  }
}

extension Span where Element == UInt8 {
  /// The number that so many digits write.
  fileprivate func number(at start: Int, digits: Int, radix: Int) -> Int? {
    guard start + digits <= count else { return nil }
    var value = 0
    for offset in start..<start + digits {
      guard let digit = self[offset].hexValue, digit < radix else { return nil }
      value = value * radix + digit
    }
    return value
  }

  /// The number of up to eight digits before a certain byte, and the end of that.
  fileprivate func number(
    from start: Int, radix: Int, endingIn close: UInt8
  ) -> (value: Int, end: Int)? {
    var (value, offset) = (0, start)
    while offset < count, offset < start + 8, let digit = self[offset].hexValue, digit < radix {
      value = value * radix + digit
      offset += 1
    }
    guard offset > start, offset < count, self[offset] == close else { return nil }
    return (value, offset + 1)
  }

  /// The end of a line end: LF, CR, or both.
  fileprivate func endOfLineBreak(at offset: Int) -> Int {
    let isPair = self[offset] == 0x0d && offset + 1 < count && self[offset + 1] == .lineFeed
    return offset + (isPair ? 2 : 1)
  }

  /// True where a double quote was opened and not closed before an offset on its line.
  fileprivate func isQuoted(_ offset: Int) -> Bool {
    let start = lineStart(of: offset, limit: Swift.max(0, offset - 512))
    return (start..<offset).count { self[$0] == UInt8(ascii: "\"") } % 2 == 1
  }
}
