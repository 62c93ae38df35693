import Rules
import Testing

@testable import Scanning

@Suite struct WordTableTests {
  private static func pattern(_ id: String, holds words: [String]) -> EvidencePattern {
    EvidencePattern(
      id: id, keywords: ["pleo"], pattern: "pleo", gate: EvidencePattern.Gate(holds: words))
  }

  /// Asks one map of a text whether the words of patterns, by number, may start in ranges.
  private func answers(
    _ patterns: [EvidencePattern], _ text: [UInt8], _ questions: [(Int, Range<Int>)]
  ) throws -> [Bool] {
    let table = try WordTable(patterns)
    var (map, places) = (WordMap(table, count: text.count), WordMap(table, count: text.count))
    var answers: [Bool] = []
    for (number, range) in questions {
      let bits = table.bits[number]
      answers.append(map.bits(in: range, of: text.span) & bits != WordTable.noBits)
      let place = places.firstPlace(of: bits, in: range, of: text.span)
      #expect((place != nil) == answers[answers.count - 1])
      #expect(
        place.map { range.contains($0.lowerBound) && $0.upperBound <= range.upperBound } ?? true)
    }
    return answers
  }

  @Test func aPatternWithoutWordsHasNoBits() throws {
    let table = try WordTable([Self.pattern("a", holds: []), Self.pattern("b", holds: ["word"])])
    #expect(table.bits.map { $0 == WordTable.noBits } == [true, false])
  }

  @Test func anEmptyRangeHoldsNoWord() throws {
    let patterns = [Self.pattern("a", holds: ["token"])]
    #expect(try answers(patterns, Array("token".utf8), [(0, 2..<2), (0, 0..<1)]) == [false, true])
  }

  /// Words stand at the edges of what is read at a time, in either case, and are asked for in any
  /// order.
  @Test(arguments: [0, 253, 255, 256, 4093, 4096, 8190, 12_000])
  func aWordIsNeverMissed(at place: Int) throws {
    let patterns = [
      Self.pattern("a", holds: ["token", "secret"]), Self.pattern("b", holds: ["hook"]),
    ]
    var text = [UInt8](repeating: UInt8(ascii: " "), count: 12_006)
    text.replaceSubrange(place..<place + 6, with: Array("sECret".utf8))
    for start in [place, max(0, place - 5000), 0] {
      let questions = [(1, start..<text.count), (0, 6000..<6001), (0, start..<place + 1)]
      #expect(try answers(patterns, text, questions) == [false, false, true])
    }
  }

  @Test func listsThatShareABitLoseNoWord() throws {
    let patterns = (0..<600).map { Self.pattern("p\($0)", holds: ["word\($0)x"]) }
    let text = Array("word7x and word150x ".utf8)
    let questions = [7, 150, 40].map { ($0, 0..<text.count) }
    #expect(try answers(patterns, text, questions) == [true, true, false])
  }
}
