import Findings

/// The ways in which reports write a path, which is bytes.
enum PathText {
  /// The path as it is, or quoted as git quotes one, where it could be mistaken or misread.
  ///
  /// Quoted is a path that holds a quote, a backslash, bytes that are not UTF-8, characters that a
  /// terminal obeys or hides, or what a build server takes for a command. Within the quotes such
  /// bytes are escaped as in C; all others stand for themselves.
  static func quoted(_ bytes: [UInt8]) -> String {
    if isPlain(bytes) { return String(decoding: bytes, as: UTF8.self) }
    var quotation = Quotation()
    var rest = bytes[...]
    while !rest.isEmpty {
      let (scalar, length) = firstScalar(of: rest)
      let bytes = rest.prefix(length)
      rest = rest.dropFirst(length)
      quotation.append(scalar, bytes, before: rest.first)
    }
    return quotation.text
  }

  /// True where every byte stands for itself, whatever is beside it: nearly all paths.
  private static func isPlain(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, first != UInt8(ascii: ":") else { return false }
    return bytes.allSatisfy {
      $0.isPlain && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
  }

  /// The path as text where it is UTF-8, else nil.
  static func utf8(_ bytes: [UInt8]) -> String? { String(validating: bytes, as: UTF8.self) }

  /// The path as the path of a URI (RFC 3986), byte by byte.
  ///
  /// Only the characters that no reader treats specially stand for themselves, with `/` between the
  /// parts and the `!` that sets off the member of an archive.
  static func percentEncoded(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for byte in bytes {
      if isPlainInURI(byte) {
        text.append(byte)
      } else {
        text.append(UInt8(ascii: "%"))
        text += Hexadecimal.digits(of: [byte]).uppercased().utf8
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func isPlainInURI(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~/!@".utf8.contains(byte)
    }
  }

  /// The character that the bytes start with and its length, or nil and 1 where they are not UTF-8.
  private static func firstScalar(of bytes: ArraySlice<UInt8>) -> (Unicode.Scalar?, Int) {
    var iterator = bytes.makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return (nil, 1) }
    return (scalar, UTF8.width(scalar))
  }
}

/// A path that is being quoted.
private struct Quotation {
  private var body = ""
  private var previous: Unicode.Scalar?
  private var needsQuotes = false

  /// The path, in quotes where it needs them.
  var text: String { needsQuotes || body.isEmpty ? "\"\(body)\"" : body }

  /// Adds a character, or a byte that is none.
  mutating func append(
    _ scalar: Unicode.Scalar?, _ bytes: ArraySlice<UInt8>, before next: UInt8?
  ) {
    defer { previous = scalar }
    // GitHub's runner obeys a line that starts with two colons.
    if previous == nil && body.isEmpty && scalar == ":" { needsQuotes = true }
    guard let scalar, !mustEscape(scalar, before: next) else {
      needsQuotes = true
      return body += bytes.map(Self.escape).joined()
    }
    body.unicodeScalars.append(scalar)
  }

  private func mustEscape(_ scalar: Unicode.Scalar, before next: UInt8?) -> Bool {
    scalar == "\"" || scalar == "\\" || scalar.isHidden
      || scalar.opensCommand(after: previous, before: next.map { Unicode.Scalar($0) })
  }

  private static func escape(_ byte: UInt8) -> String {
    switch byte {
    case 0x07: "\\a"
    case 0x08: "\\b"
    case 0x09: "\\t"
    case 0x0a: "\\n"
    case 0x0b: "\\v"
    case 0x0c: "\\f"
    case 0x0d: "\\r"
    case UInt8(ascii: "\""): "\\\""
    case UInt8(ascii: "\\"): "\\\\"
    default: "\\" + octal(byte)
    }
  }

  private static func octal(_ byte: UInt8) -> String {
    [byte >> 6, (byte >> 3) & 7, byte & 7].map { String($0) }.joined()
  }
}
