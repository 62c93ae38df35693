import Findings
import Rules
import Testing

@testable import Scanning

/// A keyword that cannot stand in every match, or a gate that is too narrow, is a miss that nobody
/// sees.
@Suite struct KeywordProofTests {
  static let patterns = RuleSet.builtIn.evidence
    .filter { !$0.keywords.isEmpty && $0.pattern != nil }.map(\.id)

  @Test(arguments: patterns)
  func everyMatchHoldsAKeywordThatPassesItsGateWithinReach(_ id: String) throws {
    try forEachMatch(of: id) { evidence, text, range, groups, worker in
      guard try isEvidence(evidence, groups, text, &worker) else { return true }
      return Self.holdsKeyword(evidence, text, range)
    }
  }

  static let wordy = RuleSet.builtIn.evidence.filter { !$0.gate.holds.isEmpty }.map(\.id)

  @Test(arguments: wordy)
  func everyMatchHoldsAWordOfItsGateWithinReach(_ id: String) throws {
    let words = try WordTable(
      RuleSet.builtIn.evidence.filter { $0.id == id }.map(\.gate.holds))
    try forEachMatch(of: id) { evidence, text, range, _, _ in
      let end = min(text.count, range.lowerBound + evidence.reachAfter)
      var count = 0
      words.forEachWord(in: text.span, startingIn: range.lowerBound..<end) { _, _ in count += 1 }
      return count > 0
    }
  }

  private typealias Check = (
    EvidencePattern, [UInt8], Range<Int>, Captures, inout WorkerMemory
  ) throws -> Bool

  /// Expects something of each match that a pattern has in the examples and counterexamples.
  private func forEachMatch(of id: String, expect check: Check) throws {
    let evidence = try #require(RuleSet.builtIn.evidence.first { $0.id == id })
    let source = try #require(evidence.pattern)
    var worker = try WorkerMemory()
    for proof in Proof.examples + Proof.counterexamples {
      let text = try #require(proof.example.marked).bytes
      var start = 0
      while start <= text.count,
        case .found(let range) = try worker.match(
          source, in: text.span, start...text.count, end: text.count, around: start)
      {
        let holds = try check(evidence, text, range, worker.lastGroups, &worker)
        #expect(holds, "\(proof.testDescription)")
        start = range.lowerBound + 1
      }
    }
  }

  /// A match that is decoded counts where what it decodes to is what is looked for.
  private func isEvidence(
    _ evidence: EvidencePattern, _ groups: Captures, _ text: [UInt8],
    _ worker: inout WorkerMemory
  ) throws -> Bool {
    guard let decoding = evidence.decoding else { return true }
    guard let range = groups[decoding.group], let bytes = Base64.decode(Array(text[range])) else {
      return false
    }
    let outcome = try worker.match(
      decoding.pattern, in: bytes.span, 0...0, end: bytes.count, around: 0)
    guard case .found = outcome else { return false }
    return true
  }

  private static func holdsKeyword(
    _ evidence: EvidencePattern, _ text: [UInt8], _ range: Range<Int>
  ) -> Bool {
    let forms = KeywordForm.all(of: [evidence]).filter { $0.byteOrder == nil }.map(\.bytes)
    let gates = GateTable([evidence.gate])
    let needed = gates.bits(of: evidence.gate)
    let last = range.lowerBound + evidence.reachBefore
    return forms.contains { form in
      (range.lowerBound...min(last, range.upperBound)).contains { offset in
        offset + form.count <= range.upperBound
          && range.upperBound - offset <= evidence.reachAfter
          && text[offset..<offset + form.count].elementsEqual(form)
          && needed.areAll(
            in: gates.bits(around: offset..<offset + form.count, of: text.span, asked: needed))
      }
    }
  }
}
