/// Reads an expression whose matches all start with a keyword, for what stands right behind it.
///
/// What it does not understand ends what it tells: it tells too little, and never what may not be so.
struct KeywordOpening {
  /// Literals of which one stands behind the keyword in each match; none where that is not known.
  private(set) var literals: [String] = []
  private var rest: ArraySlice<UInt8>

  /// How long literals get, in bytes, and how many there are at most.
  private static let (longest, most) = (5, 16)
  /// The characters that mean something else than themselves.
  private static let signs = Array(#"\^$.[]|()?*+{}"#.utf8)

  /// Reads an expression; nil where a match may start with something else than one of the keywords.
  init?(_ expression: String, _ keywords: [String]) {
    rest = Array(expression.utf8)[...]
    let keywords = keywords.map { Array($0.utf8) }
    guard !keywords.isEmpty, Self.areDistinct(keywords), Self.isOneBranch(rest) else { return nil }
    skipSights()
    guard skip(oneOf: keywords), !isRepeated else { return nil }
    readLiterals()
  }

  /// True for keywords none of which is the start of another one, or names a setting.
  private static func areDistinct(_ keywords: [[UInt8]]) -> Bool {
    keywords.allSatisfy { keyword in
      !keyword.contains(UInt8(ascii: "{")) && keywords.count { $0.starts(with: keyword) } == 1
    }
  }

  private mutating func skip(_ literal: some Collection<UInt8>) -> Bool {
    guard rest.starts(with: literal) else { return false }
    rest = rest.dropFirst(literal.count)
    return true
  }

  /// True where what was read comes a number of times.
  private var isRepeated: Bool { rest.first.map { "?*+{".utf8.contains($0) } ?? false }
}

// MARK: - Groups

extension KeywordOpening {
  /// True where an expression is a single branch, and holds nothing that makes its groups hard to tell.
  private static func isOneBranch(_ expression: ArraySlice<UInt8>) -> Bool {
    var reader = Self(unread: expression)
    while let byte = reader.rest.first {
      if byte == UInt8(ascii: "|") || byte == UInt8(ascii: ")") { return false }
      guard reader.skipPart() else { return false }
    }
    return true
  }

  private init(unread: ArraySlice<UInt8>) { rest = unread }

  /// Goes on behind a character, a class, or a group with all that is in it; false where its end is hard to
  /// tell.
  private mutating func skipPart() -> Bool {
    guard let byte = rest.popFirst() else { return false }
    switch byte {
    case UInt8(ascii: "\\"):
      // What starts a quotation, a control character or a new match.
      guard let sign = rest.popFirst() else { return false }
      return !"QEcK".utf8.contains(sign)
    case UInt8(ascii: "["): return skipClass()
    case UInt8(ascii: "("): return skipGroup()
    default: return true
    }
  }

  private mutating func skipClass() -> Bool {
    _ = skip("^".utf8)
    // A bracket that comes first is one of the characters.
    _ = skip("]".utf8)
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "]") { return true }
      if byte == UInt8(ascii: "\\"), let sign = rest.popFirst(), "QE".utf8.contains(sign) {
        return false
      }
      if byte == UInt8(ascii: "["), rest.first == UInt8(ascii: ":") {
        guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return false }
        rest = rest[(end + 1)...]
      }
    }
    return false
  }

  private mutating func skipGroup() -> Bool {
    // Verbs, comments, and options by which white space and comments are no part of what follows.
    if rest.first == UInt8(ascii: "*") || rest.starts(with: "?#".utf8) { return false }
    if skip("?".utf8), rest.prefix(while: { $0.isOfOptions }).contains(UInt8(ascii: "x")) {
      return false
    }
    while let byte = rest.first, byte != UInt8(ascii: ")") {
      guard skipPart() else { return false }
    }
    return skip(")".utf8)
  }

  /// Goes on behind what is looked back at, which takes no bytes.
  private mutating func skipSights() {
    while true {
      if skip(#"\b"#.utf8) { continue }
      let isSight = ["(?<!", "(?<="].contains { rest.starts(with: $0.utf8) }
      guard isSight, skipPart(), !isRepeated else { return }
    }
  }

  /// Goes on behind one keyword, or behind a group that is one of some and nothing else.
  private mutating func skip(oneOf keywords: [[UInt8]]) -> Bool {
    if keywords.contains(where: { skip($0) }) { return true }
    var depth = 0
    while skip("(?:".utf8) { depth += 1 }
    guard depth > 0 else { return false }
    repeat {
      guard keywords.contains(where: { skip($0) }) else { return false }
    } while skip("|".utf8)
    for _ in 0..<depth {
      guard !isRepeated, skip(")".utf8) else { return false }
    }
    return true
  }
}

// MARK: - What follows

extension KeywordOpening {
  private mutating func readLiterals() {
    var characters: [[UInt8]] = []
    var count = 1
    while characters.count < Self.longest, let next = nextCharacters(), !isRepeated,
      count * next.count <= Self.most
    {
      characters.append(next)
      count *= next.count
    }
    if !characters.isEmpty { literals = (0..<count).map { Self.literal($0, of: characters) } }
  }

  /// One of the literals that are made of a character of each list, by number.
  private static func literal(_ number: Int, of lists: [[UInt8]]) -> String {
    var (bytes, rest) = ([UInt8](), number)
    for list in lists.reversed() {
      bytes.append(list[rest % list.count])
      rest /= list.count
    }
    return String(decoding: bytes.reversed(), as: UTF8.self)
  }

  /// The characters of which one comes next, if they are few and each means itself.
  private mutating func nextCharacters() -> [UInt8]? {
    guard let byte = rest.popFirst() else { return nil }
    switch byte {
    case UInt8(ascii: "\\"): return rest.popFirst().flatMap { $0.isPunctuation ? [$0] : nil }
    case UInt8(ascii: "["): return nextOfClass()
    case 0x21...0x7e: return Self.signs.contains(byte) ? nil : [byte]
    default: return nil
    }
  }

  private mutating func nextOfClass() -> [UInt8]? {
    var characters: [UInt8] = []
    while let byte = rest.popFirst(), byte != UInt8(ascii: "]") || characters.isEmpty {
      // A range, a class in the class, an escape, or that none of them stands there.
      if byte == UInt8(ascii: "-"), !characters.isEmpty, rest.first != UInt8(ascii: "]") {
        return nil
      }
      guard (0x21...0x7e).contains(byte), !#"\[^"#.utf8.contains(byte) else { return nil }
      if !characters.contains(byte) { characters.append(byte) }
    }
    return characters
  }
}

extension UInt8 {
  fileprivate var isPunctuation: Bool {
    (0x21...0x7e).contains(self) && !isLetter && !(0x30...0x39).contains(self)
  }

  private var isLetter: Bool { (0x41...0x5a).contains(self) || (0x61...0x7a).contains(self) }

  /// True for what options are written with.
  fileprivate var isOfOptions: Bool {
    isLetter || self == UInt8(ascii: "-") || self == UInt8(ascii: "^")
  }
}
