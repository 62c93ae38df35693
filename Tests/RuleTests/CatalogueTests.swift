import Findings
import Rules
import Testing

/// The IDs are stable: suppressions, baselines and dashboards hang on them.
@Suite struct CatalogueTests {
  struct Row: Hashable, CustomTestStringConvertible, Sendable {
    let id: String
    let category: RuleDocumentation.Category
    let severity: Severity
    var confidence: Confidence?

    var testDescription: String { id }
  }

  static let rows: [Row] = [
    Row(id: "pleo-api-key", category: .exposure, severity: .error),
    Row(id: "pleo-encoded-api-key", category: .exposure, severity: .error),
    Row(id: "pleo-legacy-token", category: .exposure, severity: .error),
    Row(id: "pleo-oauth-access-token", category: .exposure, severity: .error),
    Row(id: "pleo-oauth-refresh-token", category: .exposure, severity: .error),
    Row(id: "pleo-oauth-client-secret", category: .exposure, severity: .error),
    Row(id: "pleo-webhook-secret", category: .exposure, severity: .error),
    Row(id: "pleo-credential-in-url", category: .exposure, severity: .error),
    Row(id: "pleo-credential-file", category: .exposure, severity: .error),
    Row(id: "pleo-unattributed-key", category: .exposure, severity: .note, confidence: .low),
    Row(id: "pleo-key-in-query", category: .handling, severity: .error),
    Row(id: "pleo-plain-http", category: .handling, severity: .error),
    Row(id: "pleo-unverified-tls", category: .handling, severity: .error),
    Row(id: "pleo-client-side-credential", category: .handling, severity: .error),
    Row(id: "pleo-logged-credential", category: .handling, severity: .error),
    Row(id: "pleo-unmasked-credential", category: .handling, severity: .warning),
    Row(id: "pleo-key-as-bearer", category: .handling, severity: .warning),
    Row(id: "pleo-unencoded-basic", category: .handling, severity: .warning),
    Row(id: "pleo-basic-without-colon", category: .handling, severity: .warning),
    Row(id: "pleo-persisted-token", category: .handling, severity: .warning),
    Row(id: "pleo-decoded-token", category: .handling, severity: .note),
    Row(id: "pleo-legacy-token-on-new-api", category: .fit, severity: .error),
    Row(id: "pleo-new-key-on-legacy-api", category: .fit, severity: .error),
    Row(id: "pleo-environment-mismatch", category: .fit, severity: .warning),
    Row(id: "pleo-legacy-endpoint", category: .fit, severity: .warning),
    Row(id: "pleo-private-host", category: .fit, severity: .warning),
    Row(id: "pleo-company-id-parameter", category: .fit, severity: .note),
    Row(id: "pleo-broad-scopes", category: .fit, severity: .note),
    Row(id: "pleo-insecure-oauth-flow", category: .fit, severity: .warning),
    Row(id: "pleolint-suppression-invalid", category: .scanner, severity: .warning),
    Row(id: "pleolint-suppression-expired", category: .scanner, severity: .warning),
    Row(id: "pleolint-suppression-unused", category: .scanner, severity: .note),
  ]

  @Test(arguments: RuleSet.builtIn.rules.map(\.documentation))
  func aRuleIsAsTheCatalogueHasIt(_ documentation: RuleDocumentation) throws {
    let row = try #require(
      Self.rows.first { $0.id == documentation.id.rawValue },
      "\(documentation.id) is not in the catalogue")
    #expect(documentation.category == row.category)
    #expect(documentation.severity == row.severity)
    if let confidence = row.confidence { #expect(documentation.confidence == confidence) }
  }

  @Test func anExpiredAccessTokenIsAWarning() throws {
    let id = try #require(RuleID(rawValue: "pleo-oauth-access-token"))
    let rule = try #require(RuleSet.builtIn[id])
    #expect(rule.clauses.filter { $0.isExpired == true }.map(\.severity) == [.warning])
  }

  @Test func everyEvidenceIsUsed() {
    let set = RuleSet.builtIn
    var used: Set<String> = Set(set.evidence.flatMap(\.follows))
    for clause in set.rules.flatMap(\.clauses) {
      if case .evidence(let names) = clause.trigger { used.formUnion(names) }
      used.formUnion(clause.relations.flatMap(\.evidence))
    }
    #expect(
      set.evidence.filter { !used.contains($0.id) && !$0.isContext && !$0.isOpaque }.map(\.id) == []
    )
  }
}

extension RuleDocumentation: CustomTestStringConvertible {
  /// The ID of the rule.
  public var testDescription: String { id.rawValue }
}
