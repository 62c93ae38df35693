import Patterns
import Testing

@testable import Scanning

@Suite struct RecordMapTests {
  private func evidence(at range: Range<Int>) -> Evidence {
    Evidence(
      pattern: 0, range: range, groups: Captures([]) { _ in nil }, secretRange: nil,
      credential: nil, expiry: nil, region: range, places: .none)
  }

  @Test func evidenceThatIsFoundLaterHasItsRecordToo() {
    let text = Array("one\n  more\ntwo\nthree\n".utf8)
    var map = RecordMap()
    let first = [evidence(at: 0..<3)]
    #expect(map.records(of: first, numbered: 4, in: text.span) == [0..<10])
    let both = first + [evidence(at: 11..<14)]
    #expect(map.records(of: both, numbered: 4, in: text.span) == [0..<10, 11..<14])
    #expect(map.records(of: first, numbered: 5, in: text.span) == [0..<10])
  }
}
