import Rules
import Testing

@testable import Scanning

@Suite struct OpenConditionsTests {
  /// Patterns with gates that ask for different lengths of a token, one of which needs a sign.
  private static func plan() throws -> (ProbePlan, [GateTable.Bits]) {
    let patterns = (0..<200).map { length in
      EvidencePattern(
        id: "p\(length)", keywords: ["pleo"], pattern: "pleo",
        gate: EvidencePattern.Gate(followedByToken: length), isContext: length == 0)
    }
    let gates = GateTable(patterns.map(\.gate))
    let bits = patterns.map { gates.bits(of: $0.gate) }
    let signs = SignSelection(patterns, patterns.map { _ in [] }, [])
    let words = try WordTable(patterns.map(\.gate.holds))
    return (ProbePlan([Array(0..<100), Array(100..<200)], of: patterns, bits, signs, words), bits)
  }

  @Test func whatSharesASlotIsNotTakenForAnother() throws {
    let (plan, bits) = try Self.plan()
    var open = OpenConditions(plan)
    // More neighbours than there are slots, each asked for again after all others.
    for _ in 0..<2 {
      for length in 0..<100 {
        let found = open.conditions(ofKind: 0, bits[length], hasSign: true)
        #expect(found?.places == Array(0...length))
      }
    }
  }

  @Test func aKindHasItsOwnConditions() throws {
    let (plan, bits) = try Self.plan()
    var open = OpenConditions(plan)
    #expect(open.conditions(ofKind: 0, bits[199], hasSign: true)?.places == Array(0..<100))
    #expect(open.conditions(ofKind: 1, bits[199], hasSign: true)?.places == Array(100..<200))
    #expect(open.conditions(ofKind: 1, bits[0], hasSign: true) == nil)
  }
}
