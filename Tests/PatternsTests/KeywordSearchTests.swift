import Patterns
import TestSupport
import Testing

@Suite struct KeywordSearchTests {
  static let engines = KeywordEngine.allCases.filter(\.isAvailable)

  /// A text and keywords to look for in it.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let keywords: [String]
    let text: [UInt8]

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "nothing", keywords: [], text: Array("pleo".utf8)),
    Case(name: "an empty text", keywords: ["pleo"], text: []),
    Case(name: "a text shorter than the keyword", keywords: ["pleo"], text: Array("ple".utf8)),
    Case(name: "the keyword alone", keywords: ["pleo"], text: Array("pleo".utf8)),
    Case(
      name: "a keyword cut off at the end", keywords: ["pleo", "pleolint"],
      text: Array("pleo pleolin".utf8)),
    Case(
      name: "keywords that begin each other", keywords: ["pleolint", "pleo", "pleol", "pleo"],
      text: Array("xpleolintpleo".utf8)),
    Case(
      name: "overlaps", keywords: ["aaaa", "aaaaa", "baaa"],
      text: Array(repeating: UInt8(ascii: "a"), count: 3000)),
    Case(
      name: "the same nibbles", keywords: ["pleo", "0lea", "pLEO", "PLEO"],
      text: Array(String(repeating: "0leo plea Pleo PLEO 0LEO pleo ", count: 20).utf8)),
    Case(
      name: "zeros and high bytes", keywords: ["\0\0\0\0", "p\0l\0e\0o\0", "éé"],
      text: Array("\0\0\0\0\0p\0l\0e\0o\0ééé\0\0\0".utf8)),
    Case(
      name: "more keywords than buckets",
      keywords: (0..<200).map { "key\($0 % 10)\($0)" },
      text: Array((0..<900).map { "key\($0 % 10)\($0)" }.joined().utf8)),
  ]

  @Test(arguments: engines, cases)
  func everyEngineFindsWhatComparingEachPlaceFinds(_ engine: KeywordEngine, _ test: Case) throws {
    try expectSameHits(test.keywords.map { Array($0.utf8) }, in: test.text, engine)
  }

  /// Vectors take 16, 32 and 64 bytes at a time, and three more for the fingerprint.
  @Test(arguments: engines)
  func noPlaceOfAVectorIsMissed(_ engine: KeywordEngine) throws {
    for length in 4..<150 {
      for place in 0...length - 4 {
        var text = [UInt8](repeating: UInt8(ascii: "-"), count: length)
        text.replaceSubrange(place..<place + 4, with: Array("pleo".utf8))
        try expectSameHits([Array("pleo".utf8)], in: text, engine)
      }
    }
  }

  @Test(arguments: engines, 1...12 as ClosedRange<UInt64>)
  func randomTextsAreSearchedCompletely(_ engine: KeywordEngine, _ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    // Few letters, so that keywords are hit often, overlap and begin each other.
    let alphabet: [UInt8] = [0, 0x0a, 0x61, 0x71, 0xe1, 0xff]
    let keywords = (0..<random.int(1..<40)).map { _ in
      (0..<random.int(4..<8)).map { _ in random.element(of: alphabet) }
    }
    let text = (0..<random.int(1..<20_000)).map { _ in random.element(of: alphabet) }
    let start = random.int(0..<text.count)
    let range = start..<random.int(start..<text.count) + 1
    try expectSameHits(keywords, in: text, engine)
    try expectSameHits(keywords, in: text, engine, range: range)
  }

  @Test(arguments: engines, 1...12 as ClosedRange<UInt64>)
  func wordsAreFoundInEitherCase(_ engine: KeywordEngine, _ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    // Signs that differ from each other, or from a letter, in the bit that makes a capital.
    let alphabet = Array("aAzZ@`[{_\u{7f}".utf8)
    let small = alphabet.filter { !(0x41...0x5a).contains($0) }
    let keywords = (0..<random.int(1..<40)).map { _ in
      (0..<random.int(4..<7)).map { _ in random.element(of: small) }
    }
    let text = (0..<random.int(1..<20_000)).map { _ in random.element(of: alphabet) }
    let search = try #require(KeywordSearch(keywords, ignoresCase: true, engine: engine))
    var hits: [[Int]] = []
    search.forEachHit(in: text.span, startingIn: 0..<text.count) {
      hits.append([$0.offset, $0.keyword])
    }
    let lowercase = text.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    #expect(hits == naiveHits(of: keywords, in: lowercase, 0..<text.count))
  }

  /// Keywords that look like text, few enough to be sorted and too many, also with others among them.
  @Test(arguments: engines, [2, 30, 400, 5000])
  func keywordsOfAnyNumberAreFound(_ engine: KeywordEngine, _ count: Int) throws {
    var random = SeededGenerator(seed: UInt64(count))
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
    let others: [[UInt8]] = [Array("p\0l\0".utf8), Array("%70%6".utf8), Array("plp_".utf8)]
    let keywords =
      (0..<count).map { _ in (0..<random.int(4..<9)).map { _ in random.element(of: alphabet) } }
      + others
    var text: [UInt8] = []
    // Comparing at each place takes as long as there are keywords.
    while text.count < min(20_000, 8_000_000 / count) {
      let keyword = random.element(of: keywords)
      // Whole, cut short, or with a byte that shares a nibble with the right one.
      text += keyword.prefix(random.int(1..<keyword.count + 1))
      text += (0..<random.int(0..<5)).map { _ in random.element(of: alphabet) ^ 0x10 }
    }
    try expectSameHits(keywords, in: text, engine)
    try expectSameHits(keywords, in: text, engine, range: 777..<1234)
  }

  @Test(arguments: engines)
  func manyWordsAreFoundInEitherCase(_ engine: KeywordEngine) throws {
    var random = SeededGenerator(seed: 5)
    let alphabet = Array("aAbBcCdDeEfFgG_[{".utf8)
    let keywords = (0..<300).map { _ in
      (0..<random.int(4..<7)).map { _ in lowercased(random.element(of: alphabet)) }
    }
    let text = (0..<20_000).map { _ in random.element(of: alphabet) }
    let search = try #require(KeywordSearch(keywords, ignoresCase: true, engine: engine))
    var hits: [[Int]] = []
    search.forEachHit(in: text.span, startingIn: 0..<text.count) {
      hits.append([$0.offset, $0.keyword])
    }
    #expect(hits == naiveHits(of: keywords, in: text.map(lowercased), 0..<text.count))
  }

  private func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5a).contains(byte) ? byte | 0x20 : byte
  }

  @Test(arguments: engines)
  func moreHitsThanFitAreAllHandedOver(_ engine: KeywordEngine) throws {
    let text = [UInt8](repeating: UInt8(ascii: "a"), count: 10_000)
    let search = try #require(
      KeywordSearch([Array("aaaa".utf8), Array("aaaa".utf8), Array("aaaaaa".utf8)], engine: engine))
    var count = 0
    search.forEachHit(in: text.span, startingIn: 0..<text.count) { _ in count += 1 }
    #expect(count == 9997 + 9997 + 9995)
  }

  @Test func aKeywordOfThreeBytesIsRefused() {
    #expect(KeywordSearch([Array("pleo".utf8), Array("plp".utf8)]) == nil)
    #expect(KeywordSearch.shortestKeyword == 4)
  }

  @Test func theScalarEngineIsAvailable() { #expect(KeywordEngine.scalar.isAvailable) }

  /// Without an engine, keywords are sorted for the fastest once a hundred kilobytes were searched.
  @Test func theSameIsFoundBeforeKeywordsAreSortedAndAfter() throws {
    let keywords = (0..<40).map { Array("key\($0)".utf8) }
    let text = Array((0..<3000).map { "key\($0 % 60) " }.joined().utf8)
    let search = try #require(KeywordSearch(keywords))
    let expected = naiveHits(of: keywords, in: text, 0..<text.count)
    for _ in 0..<20 {
      var hits: [[Int]] = []
      search.forEachHit(in: text.span, startingIn: 0..<text.count) {
        hits.append([$0.offset, $0.keyword])
      }
      #expect(hits == expected)
    }
  }

  @Test func threadsThatSearchAtOnceFindTheSame() async throws {
    let keywords = (0..<200).map { Array("key\($0)".utf8) }
    let text = Array((0..<30_000).map { "key\($0 % 60) " }.joined().utf8)
    for _ in 0..<20 {
      let search = try #require(KeywordSearch(keywords))
      let counts = await withTaskGroup(of: Int.self) { group in
        for _ in 0..<4 {
          group.addTask {
            var count = 0
            search.forEachHit(in: text.span, startingIn: 0..<text.count) { _ in count += 1 }
            return count
          }
        }
        return await group.reduce(into: Set()) { $0.insert($1) }
      }
      // "key12" holds "key1" as well, and so on.
      #expect(counts == [30_000 + 30_000 / 60 * 50])
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func lineEndsAreCountedOneByOne(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = (0..<random.int(1..<30_000)).map { _ in
      seed == 1 ? UInt8(10) : UInt8(random.int(8..<12))
    }
    let start = random.int(0..<text.count)
    for range in [0..<text.count, start..<text.count, 0..<start, start..<start] {
      #expect(newlineCount(in: text.span, range) == text[range].count { $0 == 10 })
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func placesOfEscapesAreFoundOneByOne(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    // Escapes are rare in the later texts, so that whole blocks hold none.
    let rare = Array("%\\&=\r\n".utf8)
    let text = (0..<2000).map { _ in
      random.int(0..<Int(seed * seed * 4)) == 0 ? random.element(of: rare) : UInt8(ascii: "=")
    }
    let expected = text.indices.filter { offset in
      let next = offset + 1 < text.count ? text[offset + 1] : 0
      return "%\\&".utf8.contains(text[offset])
        || text[offset] == UInt8(ascii: "=") && (next == 10 || next == 13)
    }
    for range in [0..<text.count, 1..<text.count, 130..<1234, 77..<77] {
      var found: [Int] = []
      var offset = range.lowerBound
      while offset < range.upperBound {
        let place = firstEscape(in: text.span, offset..<range.upperBound)
        if place < range.upperBound { found.append(place) }
        offset = place + 1
      }
      #expect(found == expected.filter(range.contains))
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func linesAndASCIIEndWhereByteAfterByteSays(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = (0..<500).map { _ in
      let isRare = random.int(0..<Int(seed * seed * 4)) == 0
      return isRare ? random.element(of: [UInt8(10), 0x80, 0xff]) : UInt8(ascii: "a")
    }
    for offset in 0...text.count {
      for limit in [0, offset / 2, offset, min(text.count, offset + 70), text.count] {
        let next = text.indices.first { $0 >= offset && $0 < limit && text[$0] == 10 }
        #expect(
          firstNewline(in: text.span, from: offset, limit: limit) == next ?? max(offset, limit))
        let last = text.indices.last { $0 >= limit && $0 < offset && text[$0] == 10 }
        #expect(
          afterLastNewline(in: text.span, before: offset, limit: limit)
            == last.map { $0 + 1 } ?? min(offset, limit))
        guard offset <= limit else { continue }
        let other = text.indices.first { $0 >= offset && $0 < limit && text[$0] >= 0x80 }
        #expect(asciiEnd(in: text.span, offset..<limit) == other ?? limit)
      }
    }
  }

  private func expectSameHits(
    _ keywords: [[UInt8]], in text: [UInt8], _ engine: KeywordEngine, range: Range<Int>? = nil
  ) throws {
    let range = range ?? 0..<text.count
    let search = try #require(KeywordSearch(keywords, engine: engine))
    var hits: [[Int]] = []
    search.forEachHit(in: text.span, startingIn: range) { hits.append([$0.offset, $0.keyword]) }
    #expect(hits == naiveHits(of: keywords, in: text, range))
  }

  private func naiveHits(
    of keywords: [[UInt8]], in text: [UInt8], _ range: Range<Int>
  ) -> [[Int]] {
    range.flatMap { offset in
      keywords.indices.filter { number in
        let keyword = keywords[number]
        guard offset + keyword.count <= text.count, text[offset] == keyword[0] else { return false }
        return text[offset..<offset + keyword.count].elementsEqual(keyword)
      }
      .map { [offset, $0] }
    }
  }
}
