import TestSupport
import Testing

@testable import Scanning

@Suite struct WordListTests {
  @Test(arguments: [
    ("", [], false), ("abc", [], false), ("a token", ["token"], true), ("aToKeN", ["token"], true),
    ("toke", ["token"], false), ("xkey", ["token", "key"], true),
    ("tokey", ["token", "key"], true),
    ("ke", ["key"], false), ("", [""], true), ("é_z", ["_", "é"], true),
  ])
  func aWordStandsAnywhereInEitherCase(_ text: String, _ words: [String], _ stands: Bool) {
    let bytes = Array(text.utf8)
    #expect(WordList(words).stands(in: bytes.span, 0..<bytes.count) == stands)
  }

  @Test func aWordThatReachesOutOfTheRangeDoesNotStandInIt() {
    let bytes = Array("a token".utf8)
    let words = WordList(["token"])
    let stands = [0..<6, 3..<7, 2..<7].map { words.stands(in: bytes.span, $0) }
    #expect(stands == [false, false, true])
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func aListFindsWhatEachOfItsWordsDoes(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("abc".utf8)
    for _ in 0..<200 {
      let words = (0..<random.int(0..<6)).map { _ in
        String(
          decoding: (0..<random.int(1..<5)).map { _ in random.element(of: alphabet) },
          as: UTF8.self)
      }
      let text = (0..<random.int(0..<9)).map { _ in random.element(of: Array("aAbBcC".utf8)) }
      let lowercase = text.map { $0 | 0x20 }
      let expected = words.contains { lowercase.holds(Array($0.utf8)) }
      #expect(WordList(words).stands(in: text.span, 0..<text.count) == expected)
    }
  }
}
