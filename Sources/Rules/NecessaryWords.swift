/// Reads an expression for words of which one stands in each of its matches.
///
/// What it does not understand it takes for anything, so that it finds too few words and never a
/// wrong one. Words are in lowercase, since they are looked for in any case.
struct NecessaryWords {
  private let source: [UInt8]
  /// Words that hold one of these tell nothing: they stand there already.
  private let known: [String]
  private var offset = 0
  /// True where white space and comments are no part of the expression.
  private var isExtended = false

  /// The fewest bytes of a word: shorter ones stand in most texts.
  ///
  /// Where an expression is tried around keywords, the words are looked for around each of them, so that
  /// they have to tell more.
  private var shortest: Int { known.isEmpty ? 4 : 5 }
  /// More words than this stand in most texts.
  private static let most = 32
  /// How deep groups are read.
  private static let deepest = 64

  /// The words of an expression that tell most, or none.
  ///
  /// - Parameters:
  ///   - expression: The expression; `{{name}}` in it may be anything.
  ///   - known: What stands where the expression is tried.
  /// - Returns: Words of which one stands in each match, in order; none where it has none.
  static func words(of expression: String, besides known: [String]) -> [String] {
    var reader = NecessaryWords(source: Array(expression.utf8), known: known)
    guard let words = try? reader.alternatives(depth: 0), reader.offset == reader.source.count
    else { return [] }
    return words
  }

  private init(source: [UInt8], known: [String]) {
    self.source = source
    self.known = known.map { $0.lowercased() }
  }

  /// The expression has a part whose end is not known.
  private struct Unreadable: Error {}

  /// A part of an expression.
  private enum Part {
    case character(UInt8)
    /// It takes no bytes, and what is beside it stands side by side.
    case place
    /// A place behind which one of the words stands, if any are given, in what comes next or beyond it.
    case sight([String]?)
    /// Anything; one of the words stands in it, if any are given.
    case other([String]?)
    /// What fails, and the branch that it stands in with it.
    case failure
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

  private mutating func skip(through end: UInt8) throws(Unreadable) {
    guard let index = source[offset...].firstIndex(of: end) else { throw Unreadable() }
    offset = index + 1
  }
}

// MARK: - Groups and what stands in them

extension NecessaryWords {
  /// All that stands up to the end of a group: a word of each alternative.
  private mutating func alternatives(depth: Int) throws(Unreadable) -> [String]? {
    guard depth < Self.deepest else { throw Unreadable() }
    var words: Set<String>? = []
    repeat {
      let branch = try sequence(depth: depth)
      words = branch.flatMap { words?.union($0) }
    } while skip("|")
    guard let words, words.count <= Self.most else { return nil }
    return words.sorted()
  }

  private mutating func sequence(depth: Int) throws(Unreadable) -> [String]? {
    var best: [String]?
    var run: [UInt8] = []
    var fails = false
    func take(_ words: [String]?) {
      guard let words, !words.isEmpty, words.allSatisfy(isTelling) else { return }
      if best.map({ Self.frequency(of: words) < Self.frequency(of: $0) }) ?? true { best = words }
    }
    func endRun() {
      take([String(decoding: run, as: UTF8.self).lowercased()])
      run = []
    }
    while let byte = try nextOfSequence() {
      let part = try self.part(byte, depth: depth)
      let least = try leastRepetition()
      switch part {
      case .place: continue
      case .sight(let words): if least != 0 { take(words) }
      case .failure: fails = true
      case .character(let character):
        if least != 0 { run.append(character) }
        if least != nil { endRun() }
        // Where it comes several times, the last of them is followed by what comes next.
        if let least, least > 0 { run = [character] }
      case .other(let words):
        endRun()
        if least != 0 { take(words) }
      }
    }
    endRun()
    return fails ? [] : best
  }

  private mutating func nextOfSequence() throws(Unreadable) -> UInt8? {
    try skipSpace()
    guard let next, next != UInt8(ascii: "|"), next != UInt8(ascii: ")") else { return nil }
    return next
  }

  private mutating func skipSpace() throws(Unreadable) {
    while isExtended, let next, " \t\r\n\u{0b}\u{0c}#".utf8.contains(next) {
      if next != UInt8(ascii: "#") {
        offset += 1
      } else if source[offset...].contains(0x0a) {
        try skip(through: 0x0a)
      } else {
        offset = source.count
      }
    }
  }

  private func isTelling(_ word: String) -> Bool {
    word.utf8.count >= shortest && word.utf8.allSatisfy { (0x20..<0x7f).contains($0) }
      && !known.contains { word.holdsBytes(of: $0) }
  }

  /// How often one of some words stands in a text, roughly.
  private static func frequency(of words: [String]) -> Double {
    words.reduce(0) { sum, word in
      sum + word.utf8.prefix(8).reduce(1) { product, _ in product / 8 }
    }
  }
}

// MARK: - Parts

extension NecessaryWords {
  private mutating func part(_ byte: UInt8, depth: Int) throws(Unreadable) -> Part {
    offset += 1
    switch byte {
    case UInt8(ascii: "("): return try group(depth: depth)
    case UInt8(ascii: "["):
      try skipClass()
      return .other(nil)
    case UInt8(ascii: "\\"): return try escape()
    case UInt8(ascii: "."): return .other(nil)
    case UInt8(ascii: "^"), UInt8(ascii: "$"): return .place
    case UInt8(ascii: "{") where next == UInt8(ascii: "{"):
      try skip(through: UInt8(ascii: "}"))
      guard skip("}") else { throw Unreadable() }
      return .other(nil)
    case 0x80...: return .other(nil)
    default: return .character(byte)
    }
  }

  private mutating func escape() throws(Unreadable) -> Part {
    guard let byte = next else { throw Unreadable() }
    offset += 1
    switch byte {
    case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "z"),
      UInt8(ascii: "Z"), UInt8(ascii: "G"), UInt8(ascii: "K"):
      return .place
    case _ where "nrtfeasSdDwWhHvVRX".utf8.contains(byte): return .other(nil)
    // The others take signs after them, each in its own way.
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: throw Unreadable()
    case 0x80...: return .other(nil)
    default: return .character(byte)
    }
  }

  /// Goes on behind a class whose bracket was read.
  private mutating func skipClass() throws(Unreadable) {
    _ = skip("^")
    // A bracket that comes first is one of the characters.
    _ = skip("]")
    while let next, next != UInt8(ascii: "]") {
      if next == UInt8(ascii: "[") && (byte(1) == UInt8(ascii: ":")) {
        try skip(through: UInt8(ascii: "]"))
      } else {
        if next == UInt8(ascii: "\\"), let sign = byte(1), "QE".utf8.contains(sign) {
          throw Unreadable()
        }
        offset += next == UInt8(ascii: "\\") ? 2 : 1
      }
    }
    guard skip("]") else { throw Unreadable() }
  }

  /// Reads a group whose bracket was read.
  private mutating func group(depth: Int) throws(Unreadable) -> Part {
    let outer = isExtended
    if skip("*SKIP)(*FAIL)") { return .failure }
    if next == UInt8(ascii: "*") { throw Unreadable() }
    if skip("?#") {
      try skip(through: UInt8(ascii: ")"))
      return .place
    }
    let looksAhead = skip("?=")
    let looksAround = looksAhead || skip("?!") || skip("?<=") || skip("?<!")
    if !looksAround, skip("?") {
      guard try openGroup() else { return .place }
    }
    let words = try alternatives(depth: depth + 1)
    guard skip(")") else { throw Unreadable() }
    isExtended = outer
    return looksAhead ? .sight(words) : looksAround ? .place : .other(words)
  }

  /// Reads what stands between a group's question mark and its content: a name, or options.
  ///
  /// - Returns: False where it was the whole group: options for what follows.
  private mutating func openGroup() throws(Unreadable) -> Bool {
    if skip(":") || skip("|") || skip(">") { return true }
    if skip("<") || skip("P<") {
      try skip(through: UInt8(ascii: ">"))
      return true
    }
    var isOn = true
    while let sign = next {
      offset += 1
      switch sign {
      case UInt8(ascii: "x"): isExtended = isOn
      case UInt8(ascii: "-"): isOn = false
      case UInt8(ascii: "i"), UInt8(ascii: "s"), UInt8(ascii: "m"), UInt8(ascii: "n"): continue
      case UInt8(ascii: ":"): return true
      case UInt8(ascii: ")"): return false
      default: throw Unreadable()
      }
    }
    throw Unreadable()
  }
}

// MARK: - How often

extension NecessaryWords {
  /// How often the part before comes at least, or nil where nothing is said of it.
  private mutating func leastRepetition() throws(Unreadable) -> Int? {
    try skipSpace()
    let least: Int
    if skip("*") || skip("?") {
      least = 0
    } else if skip("+") {
      least = 1
    } else if let number = try leastInBraces() {
      least = number
    } else {
      return nil
    }
    // Lazy or possessive.
    if !skip("?") { _ = skip("+") }
    return least
  }

  private mutating func leastInBraces() throws(Unreadable) -> Int? {
    guard next == UInt8(ascii: "{"), let first = byte(1), isDigitOrComma(first) else { return nil }
    offset += 1
    let start = offset
    try skip(through: UInt8(ascii: "}"))
    let text = source[start..<offset - 1]
    guard text.allSatisfy(isDigitOrComma) else { throw Unreadable() }
    // No number is none: `{,3}`.
    return text.prefix { $0 != UInt8(ascii: ",") }.contains { $0 != UInt8(ascii: "0") } ? 1 : 0
  }

  private func isDigitOrComma(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == UInt8(ascii: ",")
  }
}
