internal import Patterns

/// The words that have to stand in the matches of patterns, looked for together.
struct WordTable: Sendable {
  /// For each pattern, the bit of its words; 0 asks for none.
  let bits: [Bits]
  private let search: KeywordSearch
  /// For each word, the bits of all lists that have it.
  private let wordBits: [Bits]

  /// A set of lists of words.
  ///
  /// It is a type of its own: what is generic, the runtime looks up at the first use of it, for longer than
  /// a small scan takes for all its words.
  struct Bits: Equatable, Sendable {
    private var parts: SIMD4<UInt64>

    /// The bit of one list, of which there are ``count``.
    init(_ number: Int) {
      parts = .zero
      parts[number / 64] = 1 << UInt64(number % 64)
    }

    fileprivate init(repeating part: UInt64) { parts = SIMD4(repeating: part) }

    private init(_ parts: SIMD4<UInt64>) { self.parts = parts }

    fileprivate static let count = 256

    static func & (left: Bits, right: Bits) -> Bits { Bits(left.parts & right.parts) }

    static func | (left: Bits, right: Bits) -> Bits { Bits(left.parts | right.parts) }

    static func |= (left: inout Bits, right: Bits) { left = left | right }
  }

  /// No list.
  static var noBits: Bits { Bits(repeating: 0) }
  /// Every list.
  static var allBits: Bits { Bits(repeating: ~0) }

  /// Prepares to look for the words of each pattern; none asks for none.
  ///
  /// - Throws: `outOfMemory`.
  init(_ wordLists: [[String]]) throws(DetectorError) {
    var words = Words()
    bits = wordLists.map { words.bit(of: $0) }
    wordBits = words.bits
    guard let search = KeywordSearch(words.all, ignoresCase: true) else { throw .outOfMemory }
    self.search = search
  }

  /// The words of lists, each once, and the bits of the lists that have it.
  private struct Words {
    private(set) var all: [[UInt8]] = []
    private(set) var bits: [Bits] = []
    private var places: [String: Int] = Dictionary(minimumCapacity: 1024)
    private var lists = ListNumbers<String>()

    /// The bit of a list, whose words are added where it is new.
    mutating func bit(of list: [String]) -> Bits {
      guard !list.isEmpty else { return WordTable.noBits }
      // Where there are more lists than bits, some share one: that lets pass more, and loses nothing.
      if let known = lists.number(of: list) { return Bits(known % Bits.count) }
      let bit = Bits(lists.add(list) % Bits.count)
      for word in list { add(word, bit) }
      return bit
    }

    private mutating func add(_ word: String, _ bit: Bits) {
      if let place = places[word] {
        bits[place] |= bit
      } else {
        places[word] = all.count
        all.append(Array(word.utf8))
        bits.append(bit)
      }
    }
  }

  /// Hands the offset and the bits of every word that starts in a range to `body`.
  func forEachWord(
    in text: Span<UInt8>, startingIn range: Range<Int>, _ body: (Int, Bits) -> Void
  ) {
    search.forEachHit(in: text, startingIn: range) { body($0.offset, wordBits[$0.keyword]) }
  }
}

/// Where the words of a ``WordTable`` stand in one text, roughly, and as far as it was asked.
struct WordMap {
  private let table: WordTable
  private let count: Int
  /// The bits of the words that start in each cell of the text.
  private var cells: [WordTable.Bits] = []
  /// The bits of the words that start in each block of cells.
  private var blocks: [WordTable.Bits] = []
  private var isRead: [Bool] = []

  private static let cellSize = 256
  /// How much is read at a time, in bytes.
  private static let blockSize = 4096
  private static let blockCells = blockSize / cellSize

  /// Makes a map of a text of some bytes; it reads none of them yet.
  init(_ table: WordTable, count: Int) {
    self.table = table
    self.count = count
  }

  /// The bits of the words of a pattern, by number.
  func bits(of pattern: Int) -> WordTable.Bits { table.bits[pattern] }

  /// The first part of a range in which a word of some lists may start; nil where none does.
  mutating func firstPlace(
    of bits: WordTable.Bits, in range: Range<Int>, of text: Span<UInt8>
  ) -> Range<Int>? {
    guard roughBits(in: range, of: text) & bits != WordTable.noBits else { return nil }
    let last = (range.upperBound - 1) / Self.cellSize
    var first = range.lowerBound / Self.cellSize
    while first <= last, cells[first] & bits == WordTable.noBits { first += 1 }
    guard first <= last else { return nil }
    var end = first + 1
    while end <= last, cells[end] & bits != WordTable.noBits { end += 1 }
    return range.clamped(to: first * Self.cellSize..<end * Self.cellSize)
  }

  /// The lists of which a word may start in a range; none where no word of those that are wanted does.
  ///
  /// - Complexity: One pass over each byte of the text, whatever is asked how often.
  mutating func bits(
    of wanted: WordTable.Bits, in range: Range<Int>, of text: Span<UInt8>
  ) -> WordTable.Bits {
    guard roughBits(in: range, of: text) & wanted != WordTable.noBits else {
      return WordTable.noBits
    }
    var bits = WordTable.noBits
    var cell = range.lowerBound / Self.cellSize
    let end = (range.upperBound - 1) / Self.cellSize + 1
    while cell < end {
      let isBlock = cell % Self.blockCells == 0 && cell + Self.blockCells <= end
      bits |= isBlock ? blocks[cell / Self.blockCells] : cells[cell]
      cell += isBlock ? Self.blockCells : 1
    }
    return bits
  }

  /// The lists of which a word may start in the blocks that a range lies in, which are few.
  mutating func roughBits(in range: Range<Int>, of text: Span<UInt8>) -> WordTable.Bits {
    guard !range.isEmpty else { return WordTable.noBits }
    if isRead.isEmpty {
      isRead = Array(repeating: false, count: count / Self.blockSize + 1)
      blocks = Array(repeating: WordTable.noBits, count: isRead.count)
      cells = Array(repeating: WordTable.noBits, count: count / Self.cellSize + 1)
    }
    var bits = WordTable.noBits
    for block in range.lowerBound / Self.blockSize...(range.upperBound - 1) / Self.blockSize {
      if !isRead[block] { read(block, of: text) }
      bits |= blocks[block]
    }
    return bits
  }

  private mutating func read(_ block: Int, of text: Span<UInt8>) {
    isRead[block] = true
    let start = block * Self.blockSize
    table.forEachWord(in: text, startingIn: start..<min(count, start + Self.blockSize)) {
      cells[$0 / Self.cellSize] |= $1
    }
    blocks[block] = cells[(block * Self.blockCells)...].prefix(Self.blockCells)
      .reduce(WordTable.noBits, |)
  }
}
