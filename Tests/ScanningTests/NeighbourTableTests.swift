import TestSupport
import Testing

@testable import Scanning

@Suite struct NeighbourTableTests {
  /// Literals of few letters are mostly the start of others, or begin as they do.
  @Test(arguments: 1...8)
  func eachLiteralThatStandsBesideIsFound(_ seed: Int) {
    var random = SeededGenerator(seed: seed)
    let literals = (0..<random.int(0..<40)).map { _ in
      random.text(random.int(0..<5), of: "ab")
    }
    let distinct = Array(Set(literals)).sorted()
    let lists = distinct.enumerated().map { number, literal in
      (bytes: Array(literal.utf8), bits: UInt64(1) << UInt64(number))
    }
    let (before, after) = (NeighbourTable(lists, .before), NeighbourTable(lists, .after))
    for _ in 0..<200 {
      let text = random.text(random.int(0..<12), of: "ab")
      let start = random.int(0..<text.count + 1)
      let keyword = start..<random.int(start..<text.count + 1)
      let bytes = Array(text.utf8)
      var expected = (before: UInt64(0), after: UInt64(0))
      for (literal, bits) in lists {
        if bytes[..<keyword.lowerBound].reversed().starts(with: literal.reversed()) {
          expected.before |= bits
        }
        if bytes[keyword.upperBound...].starts(with: literal) { expected.after |= bits }
      }
      #expect(before.bits(beside: keyword, in: bytes.span) == expected.before)
      #expect(after.bits(beside: keyword, in: bytes.span) == expected.after)
    }
  }
}
