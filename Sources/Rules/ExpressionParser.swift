/// Reads expressions of PCRE2, as `pcre2pattern(3)` describes them, into ``Expression/Item``s.
///
/// `{{name}}` in an expression may be anything.
struct ExpressionParser {
  private let source: [UInt8]
  private var offset = 0
  /// True where white space and comments are no part of the expression.
  private var isExtended = false
  private var isCaseless = false
  /// See ``Expression/isPlain``.
  private(set) var isPlain = true

  /// The expression has a part whose end or meaning is not known.
  struct Unreadable: Error {}

  private typealias Item = Expression.Item
  private typealias Part = Expression.Part

  /// How deep groups are read.
  private static let deepest = 64
  /// The most characters of a class that are told apart.
  private static let mostOfClass = 16

  init(_ source: String) { self.source = Array(source.utf8) }

  /// The alternatives of the whole expression.
  mutating func expression() throws(Unreadable) -> [[Expression.Item]] {
    let branches = try self.branches(depth: 0)
    guard offset == source.count else { throw Unreadable() }
    return branches
  }

  private var next: UInt8? { byte(0) }

  private func byte(_ ahead: Int) -> UInt8? {
    offset + ahead < source.count ? source[offset + ahead] : nil
  }

  private mutating func skip(_ literal: String) -> Bool {
    guard source[offset...].starts(with: literal.utf8) else { return false }
    offset += literal.utf8.count
    return true
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skip(through end: UInt8) throws(Unreadable) {
    guard let index = source[offset...].firstIndex(of: end) else { throw Unreadable() }
    offset = index + 1
  }
}

// MARK: - Groups and what stands in them

extension ExpressionParser {
  private mutating func branches(depth: Int) throws(Unreadable) -> [[Item]] {
    guard depth < Self.deepest else { throw Unreadable() }
    var branches: [[Item]] = []
    repeat {
      branches.append(try branch(depth: depth))
    } while skip(UInt8(ascii: "|"))
    return branches
  }

  private mutating func branch(depth: Int) throws(Unreadable) -> [Item] {
    var items: [Item] = []
    while let byte = try nextOfBranch() {
      let part = try self.part(byte, depth: depth)
      items.append(Item(part: part, least: try leastRepetition()))
    }
    return items
  }

  private mutating func nextOfBranch() throws(Unreadable) -> UInt8? {
    try skipSpace()
    guard let next, next != UInt8(ascii: "|"), next != UInt8(ascii: ")") else { return nil }
    return next
  }

  /// Goes on behind comments, and what else is no part of the expression: how often a part comes may stand
  /// behind it.
  private mutating func skipSpace() throws(Unreadable) {
    while let next {
      switch next {
      case UInt8(ascii: "(") where byte(1) == UInt8(ascii: "?") && byte(2) == UInt8(ascii: "#"):
        try skip(through: UInt8(ascii: ")"))
      case UInt8(ascii: "#") where isExtended:
        offset = source[offset...].firstIndex(of: 0x0a).map { $0 + 1 } ?? source.count
      case _ where isExtended && " \t\r\n\u{0b}\u{0c}".utf8.contains(next): offset += 1
      default: return
      }
    }
  }

  /// Reads a group whose bracket was read.
  private mutating func group(depth: Int) throws(Unreadable) -> Part {
    if next == UInt8(ascii: "*") { return try verb() }
    let outer = (isExtended, isCaseless)
    var (looksAhead, looksAround) = (false, false)
    if next == UInt8(ascii: "?") {
      looksAhead = skip("?=")
      looksAround = looksAhead || skip("?!") || skip("?<=") || skip("?<!")
      if !looksAround {
        offset += 1
        guard try openGroup() else { return .place }
      }
    }
    let branches = try branches(depth: depth + 1)
    guard skip(UInt8(ascii: ")")) else { throw Unreadable() }
    (isExtended, isCaseless) = outer
    return looksAhead ? .sight(branches) : looksAround ? .place : .group(branches)
  }

  /// Reads the verbs that make a branch fail; others change what a match is.
  private mutating func verb() throws(Unreadable) -> Part {
    guard skip("*SKIP)(*FAIL)") else { throw Unreadable() }
    isPlain = false
    return .failure
  }

  /// Reads what stands between a group's question mark and its content: a name, or options.
  ///
  /// - Returns: False where it was the whole group: options for what follows.
  private mutating func openGroup() throws(Unreadable) -> Bool {
    if skip(UInt8(ascii: ":")) || skip(UInt8(ascii: "|")) || skip(UInt8(ascii: ">")) { return true }
    if skip(UInt8(ascii: "<")) || skip("P<") {
      guard let first = next, first != UInt8(ascii: "*") else { throw Unreadable() }
      try skip(through: UInt8(ascii: ">"))
      return true
    }
    var isOn = true
    while let sign = next {
      offset += 1
      switch sign {
      // Twice, it means more: blanks in classes.
      case UInt8(ascii: "x") where next == UInt8(ascii: "x"): throw Unreadable()
      case UInt8(ascii: "x"): isExtended = isOn
      case UInt8(ascii: "i"): isCaseless = isOn
      case UInt8(ascii: "-"): isOn = false
      case UInt8(ascii: "s"), UInt8(ascii: "m"), UInt8(ascii: "n"): continue
      case UInt8(ascii: ":"): return true
      case UInt8(ascii: ")"): return false
      default: throw Unreadable()
      }
    }
    throw Unreadable()
  }
}

// MARK: - Parts

extension ExpressionParser {
  private mutating func part(_ byte: UInt8, depth: Int) throws(Unreadable) -> Part {
    offset += 1
    switch byte {
    case UInt8(ascii: "("): return try group(depth: depth)
    case UInt8(ascii: "["): return try characterClass()
    case UInt8(ascii: "\\"): return try escape()
    case UInt8(ascii: "."): return .other
    case UInt8(ascii: "^"), UInt8(ascii: "$"): return .place
    case UInt8(ascii: "{") where next == UInt8(ascii: "{"):
      try skipSlot()
      return .other
    case 0x80...: return .other
    // It says of nothing that is known how often it comes.
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"): throw Unreadable()
    default: return .character(byte, isCaseless: isCaseless)
    }
  }

  /// Goes on behind `{{name}}`, of which one brace was read; other text between braces is not told apart.
  private mutating func skipSlot() throws(Unreadable) {
    offset += 1
    let start = offset
    try skip(through: UInt8(ascii: "}"))
    let isName = source[start..<offset - 1].allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        || byte == UInt8(ascii: "-")
    }
    guard isName, skip(UInt8(ascii: "}")) else { throw Unreadable() }
  }

  private mutating func escape() throws(Unreadable) -> Part {
    guard let byte = next else { throw Unreadable() }
    offset += 1
    switch byte {
    case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "z"),
      UInt8(ascii: "Z"), UInt8(ascii: "G"):
      return .place
    case UInt8(ascii: "K"):
      isPlain = false
      return .place
    case _ where "nrtfeasSdDwWhHvVRX".utf8.contains(byte): return .other
    // The others take signs after them, each in its own way.
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: throw Unreadable()
    case 0x80...: return .other
    default: return .character(byte, isCaseless: isCaseless)
    }
  }

  /// Reads a class whose bracket was read.
  private mutating func characterClass() throws(Unreadable) -> Part {
    let isNegated = skip(UInt8(ascii: "^"))
    var isPlain = !isCaseless && !isNegated
    var characters: [UInt8] = []
    // A bracket that comes first is one of the characters.
    if skip(UInt8(ascii: "]")) { characters.append(UInt8(ascii: "]")) }
    while let byte = next, byte != UInt8(ascii: "]") {
      if byte == UInt8(ascii: "["), let length = namedClassLength() {
        offset += length
        isPlain = false
        continue
      }
      let isEscape = byte == UInt8(ascii: "\\")
      if isEscape {
        guard let sign = self.byte(1), !"QEc".utf8.contains(sign) else { throw Unreadable() }
      }
      offset += isEscape ? 2 : 1
      // An escape, a bracket or a range; a hyphen that comes last is one of the characters.
      let isRange = byte == UInt8(ascii: "-") && !characters.isEmpty && next != UInt8(ascii: "]")
      if isEscape || isRange || byte == UInt8(ascii: "[") || byte >= 0x80 { isPlain = false }
      if !characters.contains(byte) { characters.append(byte) }
    }
    guard skip(UInt8(ascii: "]")) else { throw Unreadable() }
    return isPlain && characters.count <= Self.mostOfClass ? .oneOf(characters) : .other
  }
}

extension ExpressionParser {
  /// How long `[:alpha:]`, or another named class, is that begins here; nil where there is none.
  private func namedClassLength() -> Int? {
    guard byte(1) == UInt8(ascii: ":") else { return nil }
    var length = 2
    while let byte = byte(length), byte != UInt8(ascii: ":"), byte != UInt8(ascii: "]") {
      length += 1
    }
    let isClosed =
      byte(length) == UInt8(ascii: ":") && byte(length + 1) == UInt8(ascii: "]")
    return isClosed ? length + 2 : nil
  }
}

// MARK: - How often

extension ExpressionParser {
  /// How often the part before comes at least, or nil where nothing is said of it.
  private mutating func leastRepetition() throws(Unreadable) -> Int? {
    try skipSpace()
    let least: Int
    switch next {
    case UInt8(ascii: "*"), UInt8(ascii: "?"): (least, offset) = (0, offset + 1)
    case UInt8(ascii: "+"): (least, offset) = (1, offset + 1)
    case UInt8(ascii: "{"):
      guard let number = try leastInBraces() else { return nil }
      least = number
    default: return nil
    }
    // Lazy or possessive.
    try skipSpace()
    if !skip(UInt8(ascii: "?")) { _ = skip(UInt8(ascii: "+")) }
    return least
  }

  private mutating func leastInBraces() throws(Unreadable) -> Int? {
    guard let first = byte(1), isDigitOrComma(first) else {
      // Later versions take spaces for a part of it.
      if byte(1) == UInt8(ascii: " ") || byte(1) == UInt8(ascii: "\t") { throw Unreadable() }
      return nil
    }
    offset += 1
    let start = offset
    try skip(through: UInt8(ascii: "}"))
    let text = source[start..<offset - 1]
    // Of others, `{,3}` among them, it depends on the version whether they say how often.
    guard text.allSatisfy(isDigitOrComma), text.first != UInt8(ascii: ","),
      text.count(where: { $0 == UInt8(ascii: ",") }) <= 1
    else { throw Unreadable() }
    return text.prefix { $0 != UInt8(ascii: ",") }.contains { $0 != UInt8(ascii: "0") } ? 1 : 0
  }

  private func isDigitOrComma(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == UInt8(ascii: ",")
  }
}
