import Findings
import Rules
import Scanning
import Testing

/// An example with its rule; it prints as a name, so that a failure shows no token.
struct Proof: CustomTestStringConvertible, Sendable {
  let rule: Rule
  let number: Int
  let example: Example

  var testDescription: String { "\(rule.id) \(number) \(example.path)" }

  static let examples = RuleSet.builtIn.rules.flatMap { rule in
    rule.examples.enumerated().map { Proof(rule: rule, number: $0 + 1, example: $1) }
  }
  static let counterexamples = RuleSet.builtIn.rules.flatMap { rule in
    rule.counterexamples.enumerated().map { Proof(rule: rule, number: $0 + 1, example: $1) }
  }
}

@Suite struct ExampleTests {
  @Test func thereAreRules() {
    #expect(!Proof.examples.isEmpty && !Proof.counterexamples.isEmpty)
  }

  @Test func everyPatternCompilesAndHasItsGroups() throws {
    try Detector.check(.builtIn)
  }

  @Test(arguments: Proof.examples)
  func everyExampleIsFoundToTheByte(_ proof: Proof) throws {
    let marked = try #require(proof.example.marked)
    let record = try scan(marked.bytes, path: proof.example.path)
    #expect(record.regions(of: proof.rule.id) == marked.regions)
    #expect(record.status == .read)
  }

  @Test(arguments: Proof.counterexamples)
  func everyCounterexampleIsSilent(_ proof: Proof) throws {
    let marked = try #require(proof.example.marked)
    #expect(try scan(marked.bytes, path: proof.example.path).regions(of: proof.rule.id) == [])
  }

  /// What is known to stand alone is not looked through for what others may ask or offer.
  @Test(arguments: Proof.examples + Proof.counterexamples)
  func whatStandsAloneIsFoundAsWhatMayNot(_ proof: Proof) throws {
    let marked = try #require(proof.example.marked)
    let alone = try scan(marked.bytes, path: proof.example.path, in: Project([]))
    #expect(try scan(marked.bytes, path: proof.example.path) == alone)
  }

  @Test(arguments: Proof.examples)
  func messagesAreWholeAndHoldNoSecret(_ proof: Proof) throws {
    let marked = try #require(proof.example.marked)
    for finding in try scan(marked.bytes, path: proof.example.path).findings {
      #expect(!finding.message.contains("{"), "a value is missing in: \(finding.message)")
      let texts = [finding.message] + finding.relatedLocations.map(\.message)
      if let credential = finding.credential {
        let leak = credential.secret.reveal { secret in
          texts.contains { Array($0.utf8).firstRange(of: secret.suffix(12)) != nil }
        }
        #expect(!leak)
      }
    }
  }
}
