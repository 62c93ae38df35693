internal import Findings
internal import Rules

/// The cheap conditions of all patterns on the bytes beside a keyword, each asked once at a hit, and
/// on names.
///
/// Each list of literals or words has a bit, which is set where one of them stands.
struct GateTable: Sendable {
  private var before = BitTable()
  private var after = BitTable()
  private var names = BitTable()
  private let literalsBefore: NeighbourTable
  private let literalsAfter: NeighbourTable
  /// How long tokens have to be after a keyword, each once, the longest first.
  private let tokenLengths: [Int]
  /// The characters of a token.
  private let tokenCharacters: ByteSet
  private let words: WordList
  /// For each word of names, in the order of the list, the bits of all lists that have it.
  private let wordBits: [UInt64]

  /// The lists that a gate needs, or that stand beside a keyword.
  struct Bits: Hashable, Sendable {
    var before: UInt64 = 0
    var after: UInt64 = 0
    var names: UInt64 = 0
    /// How many characters of a token stand after the keyword, at least.
    var tokenLength = 0

    /// True where all of them are among others.
    func areAll(in others: Bits) -> Bool {
      before & ~others.before == 0 && after & ~others.after == 0 && names & ~others.names == 0
        && tokenLength <= others.tokenLength
    }

    /// True where all words that a name has to hold are among others.
    func areNamed(in others: Bits) -> Bool { names & ~others.names == 0 }

    static func | (left: Bits, right: Bits) -> Bits {
      Bits(
        before: left.before | right.before, after: left.after | right.after,
        names: left.names | right.names,
        tokenLength: max(left.tokenLength, right.tokenLength))
    }
  }

  /// Lists, each with a bit.
  private struct BitTable: Sendable {
    private var lists = ListNumbers<String>()
    /// Each literal with the bits of all lists that have it.
    private(set) var literals: [(bytes: [UInt8], bits: UInt64)] = []

    /// The bit of a list that was added; none asks for none.
    subscript(list: [String]) -> UInt64 {
      list.isEmpty ? 0 : lists.number(of: list).map(Self.bit) ?? 0
    }

    // Where there are more lists than bits, some share one: that lets pass more, and loses nothing.
    private static func bit(_ number: Int) -> UInt64 { 1 << UInt64(number % 64) }

    mutating func add(_ list: [String]) {
      guard !list.isEmpty, lists.number(of: list) == nil else { return }
      let bit = Self.bit(lists.add(list))
      for literal in list {
        let bytes = Array(literal.utf8)
        if let index = literals.firstIndex(where: { $0.bytes == bytes }) {
          literals[index].bits |= bit
        } else {
          literals.append((bytes, bit))
        }
      }
    }
  }

  /// How far the rest of a name is read, in bytes; names are shorter.
  private static let longestName = 128

  init(_ gates: [EvidencePattern.Gate]) {
    for gate in gates {
      before.add(gate.precededBy)
      after.add(gate.followedBy)
      names.add(gate.nameHolds)
    }
    literalsBefore = NeighbourTable(before.literals, .before)
    literalsAfter = NeighbourTable(after.literals, .after)
    tokenLengths = Set(gates.map(\.followedByToken)).sorted(by: >)
    tokenCharacters = ByteSet((0...255).filter { $0.isTokenCharacter || $0 == UInt8(ascii: "=") })
    let sorted = names.literals.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    words = WordList(sorted.map { String(decoding: $0.bytes, as: UTF8.self) })
    wordBits = sorted.map(\.bits)
  }

  /// What a gate needs.
  func bits(of gate: EvidencePattern.Gate) -> Bits {
    Bits(
      before: before[gate.precededBy], after: after[gate.followedBy], names: names[gate.nameHolds],
      tokenLength: gate.followedByToken)
  }

  /// What stands beside a keyword, as far as it was asked for.
  func bits(around keyword: Range<Int>, of text: Span<UInt8>, asked: Bits) -> Bits {
    var found = Bits()
    if asked.before != 0 { found.before = literalsBefore.bits(beside: keyword, in: text) }
    if asked.after != 0 { found.after = literalsAfter.bits(beside: keyword, in: text) }
    if asked.names != 0 {
      let rest = keyword.upperBound..<Self.nameEnd(from: keyword.upperBound, in: text)
      words.forEachWord(in: text, rest) { found.names |= wordBits[$0] }
    }
    if asked.tokenLength != 0 {
      let length = tokenLength(from: keyword.upperBound, in: text, upTo: asked.tokenLength)
      // What no gate tells apart is the same to all that look it up.
      found.tokenLength = tokenLengths.first { $0 <= length } ?? 0
    }
    return found
  }

  private func tokenLength(from start: Int, in text: Span<UInt8>, upTo most: Int) -> Int {
    let after = text.extracting(start..<min(text.count, start + most))
    return after.indices.first { !tokenCharacters.contains(after[$0]) } ?? after.count
  }

  /// The words of a name, or of a path.
  func bits(of name: Span<UInt8>) -> Bits {
    var found = Bits()
    words.forEachWord(in: name, 0..<name.count) { found.names |= wordBits[$0] }
    return found
  }

  private static func nameEnd(from start: Int, in text: Span<UInt8>) -> Int {
    var end = start
    let limit = min(text.count, start + longestName)
    while end < limit, isPartOfName(text[end]) { end += 1 }
    return end
  }

  /// What names are made of, with the joints of configuration paths.
  private static func isPartOfName(_ byte: UInt8) -> Bool {
    byte.isNameCharacter || byte == 0x2d || byte == 0x2e || byte == 0x3a
  }
}
