import Findings
import Rules
import Testing

@testable import Scanning

/// In a stream, what is found does not depend on where it is cut, and relations hold in a record.
@Suite struct StreamTests {
  @Test(arguments: Proof.examples.filter(\.rule.isAboutInput))
  func anExampleIsFoundAcrossEveryCut(_ proof: Proof) throws {
    let marked = try #require(MarkedText(proof.example))
    var session = try ScanSession()
    let whole = try session.scanStream(marked.bytes, path: proof.example.path, cuts: [])
    if proof.rule.holdsWithoutRelation {
      #expect(whole.regions(of: proof.rule.id) == marked.regions)
    }
    for cut in cuts(in: marked) {
      let parts = try session.scanStream(marked.bytes, path: proof.example.path, cuts: [cut])
      #expect(parts == whole, "cut at byte \(cut)")
    }
    let bytes = Array(stride(from: 1, to: marked.bytes.count, by: 11))
    #expect(try session.scanStream(marked.bytes, path: proof.example.path, cuts: bytes) == whole)
  }

  /// Every byte of the first region and beside it, and some of the others.
  private func cuts(in marked: MarkedText) -> [Int] {
    guard let region = marked.regions.first else { return [] }
    let near = region.lowerBound - 3...min(region.upperBound + 3, region.lowerBound + 60)
    let all = Array(near) + Array(stride(from: 1, to: marked.bytes.count, by: 29))
    return all.filter { $0 > 0 && $0 < marked.bytes.count }
  }

  @Test func aRelationHoldsInARecordAndNotInTheNext() throws {
    let call = "curl -u \"plp" + "_1xgGy7y11NDNCgThLLH7ffjggKgX6xaa5v4N:\""
    var session = try ScanSession()
    func count(_ text: String) throws -> Int {
      try session.scanStream(Array(text.utf8), path: "part-1", cuts: [])
        .regions(of: RuleID(rawValue: "pleo-new-key-on-legacy-api")).count
    }
    #expect(try count("\(call) https://open\("api").pleo.io/v1/x\n") == 1)
    #expect(try count("\(call)\n  https://open\("api").pleo.io/v1/x\n") == 1)
    #expect(try count("\(call) \\\nhttps://open\("api").pleo.io/v1/x\n") == 1)
    #expect(try count("\(call)\nhttps://open\("api").pleo.io/v1/x\n") == 0)
  }

  @Test func aSignOfPleoReachesTwentyLinesInAStream() throws {
    var session = try ScanSession()
    let key = "plp_" + "1xgGy7y11NDNCgThLLH7ffjggKgX6xaa5v4N"
    for (lines, id) in [(20, "pleo-api-key"), (21, "pleo-unattributed-key")] {
      let text = "pleo" + String(repeating: "\n", count: lines) + key
      let record = try session.scanStream(Array(text.utf8), path: "part-1", cuts: [])
      #expect(record.findings.map(\.ruleID.rawValue) == [id])
    }
  }

  @Test func aStreamHasNoSuppressions() throws {
    var session = try ScanSession()
    let text = "# pleolint:allow pleo-plain-http -- test\nurl=http\(":")//external.pleo.io/v1\n"
    let record = try session.scanStream(Array(text.utf8), path: "a.env", cuts: [])
    #expect(record.findings.map(\.ruleID.rawValue) == ["pleo-plain-http"])
    #expect(record.findings.allSatisfy { !$0.isSuppressed })
  }
}

extension Rule {
  /// Whether each of its clauses asks for one piece of evidence alone, whose keyword opens it: in a
  /// stream no names are followed.
  fileprivate var holdsWithoutRelation: Bool {
    clauses.allSatisfy { clause in
      guard case .evidence(let names) = clause.trigger else { return true }
      let patterns = RuleSet.builtIn.evidence.filter { names.contains($0.id) }
      return clause.relations.allSatisfy { $0.distance == .value }
        && patterns.allSatisfy { !$0.keywords.isEmpty && !$0.checks.contains(.reference) }
    }
  }
}
