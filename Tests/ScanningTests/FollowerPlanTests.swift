import Rules
import Testing

@testable import Scanning

@Suite struct FollowerPlanTests {
  private static let patterns = [
    EvidencePattern(id: "host", keywords: ["pleo"], pattern: "pleo"),
    EvidencePattern(id: "shunned", follows: ["host"], pattern: "a"),
    EvidencePattern(id: "asked", follows: ["host"], pattern: "b"),
    EvidencePattern(id: "opening", follows: ["host"], pattern: "c"),
    EvidencePattern(id: "secret", kind: "api-key", follows: ["host"], pattern: "d"),
    EvidencePattern(id: "unused", follows: ["host"], pattern: "e"),
  ]

  private static let clause = Clause(
    trigger: .evidence(["opening"]),
    relations: [Relation(["asked"]), Relation(["shunned"], isPresent: false)])

  private static func plan() throws -> FollowerPlan {
    let numbers = PatternNumbers(patterns)
    return FollowerPlan(patterns, numbers, [try #require(LinkedClause(clause, numbers))])
  }

  /// Which followers are of use, by name, where only some patterns were found.
  private static func ofUse(found: Set<String>) throws -> Set<String> {
    let plan = try plan()
    let places = plan.order.indices.filter { place in
      plan.isOfUse(at: place) { found.contains(patterns[$0].id) }
    }
    return Set(places.map { patterns[plan.order[$0]].id })
  }

  @Test func whatMustNotStandThereIsLookedForLast() throws {
    let names = try Self.plan().order.map { Self.patterns[$0].id }
    #expect(names == ["asked", "opening", "shunned", "secret", "unused"])
  }

  @Test func whatNoClauseCanUseIsNotLookedFor() throws {
    #expect(try Self.ofUse(found: ["host"]) == ["asked", "secret"])
    #expect(try Self.ofUse(found: ["host", "opening"]) == ["asked", "secret"])
    #expect(try Self.ofUse(found: ["host", "asked"]) == ["asked", "opening", "secret"])
    #expect(
      try Self.ofUse(found: ["host", "asked", "opening"])
        == ["asked", "opening", "shunned", "secret"])
  }

  @Test func whatIsFollowedIsLookedForInAnyCase() throws {
    let patterns = [
      EvidencePattern(id: "host", keywords: ["pleo"], pattern: "pleo"),
      EvidencePattern(id: "first", follows: ["host"], pattern: "a"),
      EvidencePattern(id: "second", follows: ["first"], pattern: "b"),
    ]
    let plan = FollowerPlan(patterns, PatternNumbers(patterns), [])
    #expect(plan.order == [1, 2])
    #expect(plan.isOfUse(at: 0) { _ in false })
    #expect(!plan.isOfUse(at: 1) { _ in true })
  }
}
