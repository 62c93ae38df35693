internal import Patterns
internal import Rules

/// The words that have to stand in the matches of patterns, looked for together.
struct WordTable: Sendable {
  /// For each pattern, the bit of its words; 0 asks for none.
  let bits: [UInt64]
  private let search: KeywordSearch
  /// For each word, the bits of all lists that have it.
  private let wordBits: [UInt64]

  /// Prepares to look for the words of some patterns.
  ///
  /// - Throws: `outOfMemory`.
  init(_ patterns: [EvidencePattern]) throws(DetectorError) {
    var lists: [[String]: UInt64] = Dictionary(minimumCapacity: 64)
    var words: [String: UInt64] = [:]
    for list in patterns.map(\.gate.holds) where !list.isEmpty && lists[list] == nil {
      // Where there are more lists than bits, some share one: that lets pass more, and loses nothing.
      let bit = UInt64(1) << UInt64(lists.count % 64)
      lists[list] = bit
      for word in list { words[word, default: 0] |= bit }
    }
    bits = patterns.map { lists[$0.gate.holds] ?? 0 }
    let sorted = words.sorted { $0.key < $1.key }
    wordBits = sorted.map(\.value)
    guard let search = KeywordSearch(sorted.map { Array($0.key.utf8) }, ignoresCase: true) else {
      throw .outOfMemory
    }
    self.search = search
  }

  /// Hands the offset and the bits of every word that starts in a range to `body`.
  func forEachWord(
    in text: Span<UInt8>, startingIn range: Range<Int>, _ body: (Int, UInt64) -> Void
  ) {
    search.forEachHit(in: text, startingIn: range) { body($0.offset, wordBits[$0.keyword]) }
  }
}

/// Where the words of a ``WordTable`` stand in one text, roughly, and as far as it was asked.
struct WordMap {
  private let table: WordTable
  private let count: Int
  /// The bits of the words that start in each cell of the text.
  private var cells: [UInt64] = []
  private var isRead: [Bool] = []

  private static let cellSize = 256
  /// How much is read at a time, in bytes.
  private static let blockSize = 4096

  /// Makes a map of a text of some bytes; it reads none of them yet.
  init(_ table: WordTable, count: Int) {
    self.table = table
    self.count = count
  }

  /// False where none of a pattern's words starts in a range; true where one may.
  ///
  /// - Complexity: One pass over each byte of the text, whatever is asked how often.
  mutating func mayHold(wordOf pattern: Int, in range: Range<Int>, of text: Span<UInt8>) -> Bool {
    table.bits[pattern] == 0 || firstPlace(ofWordOf: pattern, in: range, of: text) != nil
  }

  /// The first part of a range in which some of a pattern's words start, roughly; nil where none does.
  ///
  /// For a pattern that asks for no word it is the whole range.
  mutating func firstPlace(
    ofWordOf pattern: Int, in range: Range<Int>, of text: Span<UInt8>
  ) -> Range<Int>? {
    let bits = table.bits[pattern]
    guard bits != 0 else { return range }
    guard !range.isEmpty else { return nil }
    read(range, of: text)
    let last = (range.upperBound - 1) / Self.cellSize
    var first = range.lowerBound / Self.cellSize
    while first <= last, cells[first] & bits == 0 { first += 1 }
    guard first <= last else { return nil }
    var end = first + 1
    while end <= last, cells[end] & bits != 0 { end += 1 }
    return range.clamped(to: first * Self.cellSize..<end * Self.cellSize)
  }

  private mutating func read(_ range: Range<Int>, of text: Span<UInt8>) {
    if isRead.isEmpty {
      isRead = Array(repeating: false, count: count / Self.blockSize + 1)
      cells = Array(repeating: 0, count: count / Self.cellSize + 1)
    }
    for block in range.lowerBound / Self.blockSize...(range.upperBound - 1) / Self.blockSize
    where !isRead[block] {
      isRead[block] = true
      let start = block * Self.blockSize
      table.forEachWord(in: text, startingIn: start..<min(count, start + Self.blockSize)) {
        cells[$0 / Self.cellSize] |= $1
      }
    }
  }
}
