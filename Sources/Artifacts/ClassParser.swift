internal import Findings

/// Reads a character class of a pattern item by item, as git reads it.
struct ClassParser {
  private let pattern: ArraySlice<UInt8>
  private var next: Int
  private var set = ByteSet()
  /// The byte that a hyphen would start a range from.
  private var rangeStart: UInt8?

  /// Takes a pattern, and the offset after the bracket that opens the class.
  init(_ pattern: ArraySlice<UInt8>, from start: Int) {
    self.pattern = pattern
    next = start
  }

  /// Reads the class.
  ///
  /// - Returns: The set without the slash, which no class matches in a path, and the offset after
  ///   the closing bracket; nil where the class is not well formed.
  mutating func parse() -> (ByteSet, end: Int)? {
    let isNegated = byte(0) == UInt8(ascii: "!") || byte(0) == UInt8(ascii: "^")
    if isNegated { next += 1 }
    // A bracket that comes first stands for itself.
    repeat {
      guard parseItem() else { return nil }
    } while byte(0) != UInt8(ascii: "]")
    if isNegated { set = set.inverted }
    set.remove(SystemPath.slash)
    return (set, next + 1)
  }

  private func byte(_ distance: Int) -> UInt8? {
    next + distance < pattern.endIndex ? pattern[next + distance] : nil
  }

  /// Reads a byte, a range or a named class; false where there is none.
  private mutating func parseItem() -> Bool {
    guard let first = byte(0) else { return false }
    if first == UInt8(ascii: "-"), let start = rangeStart, let after = byte(1),
      after != UInt8(ascii: "]")
    {
      return parseRangeEnd(from: start)
    }
    if first == UInt8(ascii: "["), byte(1) == UInt8(ascii: ":") { return parseNamedClass() }
    guard let member = parseMember() else { return false }
    set.insert(member)
    rangeStart = member
    return true
  }

  /// Reads a byte that may be escaped.
  private mutating func parseMember() -> UInt8? {
    if byte(0) == UInt8(ascii: "\\") { next += 1 }
    defer { next += 1 }
    return byte(0)
  }

  private mutating func parseRangeEnd(from start: UInt8) -> Bool {
    next += 1
    guard let end = parseMember() else { return false }
    if start <= end {
      for member in start...end { set.insert(member) }
    }
    rangeStart = nil
    return true
  }

  /// Reads `[:name:]`; without its end, the bracket stands for itself.
  private mutating func parseNamedClass() -> Bool {
    guard let close = pattern[(next + 2)...].firstIndex(of: UInt8(ascii: "]")) else { return false }
    let inner = pattern[(next + 2)..<close]
    guard inner.last == UInt8(ascii: ":") else {
      set.insert(UInt8(ascii: "["))
      rangeStart = UInt8(ascii: "[")
      next += 1
      return true
    }
    guard let name = CharacterClass(rawValue: String(decoding: inner.dropLast(), as: UTF8.self))
    else { return false }
    for member in UInt8.min...UInt8.max where name.contains(member) { set.insert(member) }
    rangeStart = nil
    next = close + 1
    return true
  }
}

/// The named classes, over ASCII alone, as git has them whatever the locale.
private enum CharacterClass: String {
  case alnum, alpha, blank, cntrl, digit, graph, lower, print, punct, space, upper, xdigit

  func contains(_ byte: UInt8) -> Bool {
    switch self {
    case .alnum: Self.alpha.contains(byte) || Self.digit.contains(byte)
    case .alpha: Self.lower.contains(byte) || Self.upper.contains(byte)
    case .blank: byte == 0x20 || byte == 0x09
    case .cntrl: byte < 0x20 || byte == 0x7f
    case .digit: (0x30...0x39).contains(byte)
    case .graph: (0x21...0x7e).contains(byte)
    case .lower: (0x61...0x7a).contains(byte)
    case .print: (0x20...0x7e).contains(byte)
    case .punct: Self.graph.contains(byte) && !Self.alnum.contains(byte)
    case .space: byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
    case .upper: (0x41...0x5a).contains(byte)
    case .xdigit: Self.digit.contains(byte) || (0x41...0x46).contains(byte & 0xdf)
    }
  }
}
