import Rules
import Testing

@testable import Scanning

@Suite struct SignSelectionTests {
  private static let patterns = [
    EvidencePattern(id: "sign", keywords: ["pleo"], isContext: true),
    EvidencePattern(id: "host", keywords: ["pleo"], pattern: "api[.]pleo"),
    EvidencePattern(id: "secret", kind: "webhook-secret", keywords: ["whsec_"], pattern: "whsec_"),
    EvidencePattern(id: "other", keywords: ["whsec_"], pattern: "stripe whsec_"),
    EvidencePattern(id: "follower", follows: ["secret"], pattern: "a"),
  ]

  /// The patterns that need a sign where clauses speak of them.
  private static func needingSign(_ clauses: [Clause]) -> Set<String> {
    let numbers = PatternNumbers(patterns)
    let followed = patterns.map { numbers.of($0.follows) }
    let selection = SignSelection(
      patterns, followed, clauses.compactMap { LinkedClause($0, numbers) })
    return Set(patterns.indices.filter { selection.needsSign[$0] }.map { patterns[$0].id })
  }

  @Test func whatIsFoundByASignNeedsNoOther() {
    #expect(Self.needingSign([]).isDisjoint(with: ["sign", "host"]))
  }

  @Test func aClauseThatAsksForASignLetsItsEvidenceNeedOne() {
    let asking = Clause(
      trigger: .evidence(["secret"]), context: .required,
      relations: [Relation(["other"], isPresent: false)])
    #expect(Self.needingSign([asking]) == ["secret", "other", "follower"])
    let beside = Clause(trigger: .evidence(["secret"]), relations: [Relation(["host"])])
    #expect(Self.needingSign([beside]) == ["secret", "other", "follower"])
  }

  @Test func aClauseThatAsksForNoneFreesAllOfItsEvidence() {
    let asking = Clause(trigger: .evidence(["secret"]), context: .required)
    let free = Clause(
      trigger: .evidence(["secret"]), relations: [Relation(["other"], isPresent: false)])
    #expect(Self.needingSign([asking, free]) == ["follower"])
  }

  @Test func whatAFreeFollowerFollowsIsFree() {
    let free = Clause(trigger: .evidence(["follower"]))
    #expect(Self.needingSign([free]) == ["other"])
  }

  @Test func signsCountAroundThem() {
    var signs = SignMap([100, 5000], reach: 50)
    var near: [Int] = []
    for offset in [10, 50, 150, 151, 4949, 4950, 5050, 5051] where signs.isNear(offset) {
      near.append(offset)
    }
    #expect(near == [50, 150, 4950, 5050])
    var none = SignMap([], reach: 50)
    let isNear = none.isNear(0)
    #expect(!isNear)
  }
}
