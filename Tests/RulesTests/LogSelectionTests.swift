import Testing

@testable import Rules

@Suite struct LogSelectionTests {
  private static let toml = #"""
    [[evidence]]
    id = "host"
    keywords = ["pleo"]
    pattern = "api[.]pleo"
    label = "a host"

    [[evidence]]
    id = "sign"
    keywords = ["pleo"]
    context = true

    [[evidence]]
    id = "call"
    code = true
    keywords = ["pleo"]
    pattern = "call pleo"
    label = "a call"

    [[evidence]]
    id = "of-call"
    follows = "call"
    pattern = "after a call"
    label = "what follows a call"

    [[evidence]]
    id = "of-sign"
    follows = "sign"
    pattern = "after a sign"
    label = "what follows a sign"

    [[evidence]]
    id = "other-host"
    follows = "host"
    pattern = "other[.]host"

    [[evidence]]
    id = "part-of-other"
    follows = "other-host"
    pattern = "part"

    [[evidence]]
    id = "secret"
    kind = "api-key"
    follows = "host"
    pattern = "(?<secret>key-[0-9]+)"

    [[evidence]]
    id = "unused"
    follows = "host"
    pattern = "unused"
    """#

  /// What is looked for in logs when a rule has a clause of these lines.
  private static func selected(_ clause: String, extended: String? = nil) throws -> Set<String> {
    func rule(_ id: String, _ clause: String) -> String {
      """

      [[rule]]
      id = "\(id)"
      category = "handling"
      severity = "error"
      confidence = "high"
      summary = "Summary"
      message = "message"
      advice = "advice"
      help = "help"
      [[rule.when]]
      \(clause)
      [[rule.example]]
      path = "a"
      text = "⟦a⟧"
      [[rule.counterexample]]
      path = "a"
      text = "b"

      """
    }
    var set = try RuleSet(with: [RuleFile(toml + rule("first", clause), name: "first.toml")])
    if let extended {
      set = try RuleSet(
        extending: set, with: [RuleFile(rule("second", extended), name: "second.toml")])
    }
    return Set(set.evidence.filter(\.isInLogs).map(\.id))
  }

  @Test func secretsAndSignsAreLookedForWhateverClausesSay() throws {
    #expect(
      try Self.selected(#"evidence = "call""#) == ["host", "sign", "secret"])
  }

  @Test func whatAClauseAsksForIsLookedFor() throws {
    let selected = try Self.selected(
      """
      evidence = "host"
      without = "part-of-other"
      """)
    #expect(selected == ["host", "sign", "secret", "other-host", "part-of-other"])
  }

  @Test(arguments: ["call", "of-call", "of-sign"])
  func aClauseThatNeedsCodeAsksForNothing(_ partner: String) throws {
    let selected = try Self.selected(
      """
      evidence = "host"
      relations = [{ with = "\(partner)" }, { without = "other-host" }]
      """)
    #expect(!selected.contains("other-host"))
  }

  @Test func whatOtherArtifactsHoldDoesNotCount() throws {
    let selected = try Self.selected(
      """
      evidence = "other-host"
      with = "host"
      within = "project"
      """)
    #expect(!selected.contains("other-host"))
  }

  @Test func addedRulesMayAskForMore() throws {
    let selected = try Self.selected(
      #"evidence = "call""#,
      extended: """
        evidence = "host"
        without = "other-host"
        """)
    #expect(selected.contains("other-host"))
  }
}
