import Patterns
import Rules
import Testing

@testable import Scanning

@Suite struct PatternCheckTests {
  /// A match of more groups than there is room for would be told as one that gave up.
  @Test func groupsWithoutANameCountToo() throws {
    let most = MatchScratch.mostGroups - 1
    try check(groups: most)
    #expect(throws: DetectorError.self) { try check(groups: most + 1) }
  }

  private func check(groups count: Int) throws(DetectorError) {
    let pattern = "acme" + String(repeating: "(x?)", count: count)
    try PatternCheck.check(EvidencePattern(id: "a", keywords: ["acme"], pattern: pattern))
  }
}
