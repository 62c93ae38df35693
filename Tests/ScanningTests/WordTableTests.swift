import Testing

@testable import Scanning

@Suite struct WordTableTests {
  /// Asks one map of a text whether the words of lists, by number, may start in ranges.
  private func answers(
    _ words: [[String]], _ text: [UInt8], _ questions: [(Int, Range<Int>)]
  ) throws -> [Bool] {
    let table = try WordTable(words)
    var (map, places) = (WordMap(table, count: text.count), WordMap(table, count: text.count))
    var answers: [Bool] = []
    for (number, range) in questions {
      let bits = table.bits[number]
      answers.append(map.bits(of: bits, in: range, of: text.span) & bits != WordTable.noBits)
      let place = places.firstPlace(of: bits, in: range, of: text.span)
      #expect((place != nil) == answers[answers.count - 1])
      #expect(
        place.map { range.contains($0.lowerBound) && $0.upperBound <= range.upperBound } ?? true)
    }
    return answers
  }

  @Test func aPatternWithoutWordsHasNoBits() throws {
    let table = try WordTable([[], ["word"]])
    #expect(table.bits.map { $0 == WordTable.noBits } == [true, false])
  }

  @Test func anEmptyRangeHoldsNoWord() throws {
    let words = [["token"]]
    #expect(try answers(words, Array("token".utf8), [(0, 2..<2), (0, 0..<1)]) == [false, true])
  }

  /// Words stand at the edges of what is read at a time, in either case, and are asked for in any
  /// order.
  @Test(arguments: [0, 253, 255, 256, 4093, 4096, 8190, 12_000])
  func aWordIsNeverMissed(at place: Int) throws {
    let words = [
      ["token", "secret"], ["hook"],
    ]
    var text = [UInt8](repeating: UInt8(ascii: " "), count: 12_006)
    text.replaceSubrange(place..<place + 6, with: Array("sECret".utf8))
    for start in [place, max(0, place - 5000), 0] {
      let questions = [(1, start..<text.count), (0, 6000..<6001), (0, start..<place + 1)]
      #expect(try answers(words, text, questions) == [false, false, true])
    }
  }

  @Test func listsThatShareABitLoseNoWord() throws {
    let words = (0..<600).map { ["word\($0)x"] }
    let text = Array("word7x and word150x ".utf8)
    let questions = [7, 150, 40].map { ($0, 0..<text.count) }
    #expect(try answers(words, text, questions) == [true, true, false])
  }
}
