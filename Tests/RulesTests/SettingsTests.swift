import Rules
import Testing

/// How settings get into expressions and keywords.
@Suite struct SettingsTests {
  private let evidence = """
    [[evidence]]
    id = "key"
    keywords = ["{{key-prefix}}"]
    pattern = '''{{key-prefix}}{{key-body}}'''
    followed-by-token = 16
    reach-after = 300

    [[evidence]]
    id = "host"
    keywords = ["pleo", "{{further-host}}"]
    pattern = '''pleo\\.io|{{further-host}}'''
    followed-by = [".io"]

    [[evidence]]
    id = "plain"
    keywords = ["pleo"]
    pattern = '''pleo'''

    """

  private func set(_ table: String = "[pleo]\nprefixes = [\"plp_\"]\n") throws -> RuleSet {
    try RuleSet(with: [RuleFile(table + evidence, name: "a.toml")])
  }

  private func settings(_ text: String, of set: RuleSet) throws -> PleoSettings {
    try ConfigurationFile(
      "[pleo]\n" + text, name: "c.toml", changing: set.defaults, trust: .full
    ).settings
  }

  @Test func defaultsAreFilledIn() throws {
    let set = try set()
    #expect(set.evidence.map(\.keywords) == [["plp_"], ["pleo"], ["pleo"]])
    #expect(set.evidence[0].pattern == #"(?:plp_)(?:[\-0-9A-Z_a-z]{16,255})"#)
    #expect(set.evidence[1].pattern == #"pleo\.io|(?:(?!))"#)
    #expect(set.evidence[1].gate.followedBy == [".io"])
  }

  @Test func otherSettingsTakeTheirPlace() throws {
    let set = try set()
    let text = "prefixes = [\"plp_test_\"]\nhosts = [\"gw.example.com\"]\nmin-length = 8\n"
    let changed = try set.with(settings(text, of: set))
    #expect(changed.evidence[0].keywords == ["plp_test_", "plp_"])
    #expect(changed.evidence[0].pattern == #"(?:plp_test_|plp_)(?:[\-0-9A-Z_a-z]{8,255})"#)
    #expect(changed.evidence[1].keywords == ["pleo", "gw.example.com"])
    #expect(changed.evidence[1].pattern == #"pleo\.io|(?:gw\.example\.com)"#)
    #expect(changed.evidence[2] == set.evidence[2])
    #expect(changed.defaults == set.settings)
  }

  @Test func aGateDoesNotHoldBackAHostThatItDoesNotKnow() throws {
    let set = try set()
    let changed = try set.with(settings("hosts = [\"gw.example.com\"]\n", of: set))
    #expect(changed.evidence[1].gate.followedBy == [])
  }

  @Test func aGateAsksForNoMoreThanTheShortestKeyHas() throws {
    let set = try set()
    #expect(set.evidence[0].gate.followedByToken == 16)
    let shorter = try set.with(settings("min-length = 9\n", of: set))
    #expect(shorter.evidence[0].gate.followedByToken == 9)
    let longer = try set.with(settings("min-length = 40\n", of: set))
    #expect(longer.evidence[0].gate.followedByToken == 16)
  }

  @Test func theReachGrowsWithTheLongestKeyAndNoFurtherThanItMay() throws {
    let set = try set()
    #expect(try set.with(set.defaults).evidence == set.evidence)
    #expect(try set.with(settings("max-length = 355\n", of: set)).evidence[0].reachAfter == 500)
    let most = try set.with(settings("max-length = 4096\n", of: set)).evidence
    #expect(most.allSatisfy { $0.reachAfter <= 16384 })
    #expect(most[2].reachAfter == set.evidence[2].reachAfter)
  }

  @Test func settingsCanBeChangedAgain() throws {
    let set = try set()
    let once = try set.with(settings("max-length = 1000\nhosts = [\"gw.example.com\"]\n", of: set))
    #expect(try once.with(set.defaults) == set)
  }

  @Test func userRulesUseThemToo() throws {
    let file = try RuleFile(
      evidence.replacing("\"key\"", with: "\"mine\"").replacing("\"host\"", with: "\"mine-host\""),
      name: "a.toml")
    let set = try RuleSet(extending: .builtIn, with: [file])
    let changed = try set.with(settings("prefixes = [\"acme_\"]\n", of: set))
    #expect(changed.evidence.first { $0.id == "mine" }?.keywords == ["acme_", "plp_"])
    #expect(changed.evidence.first { $0.id == "plp-key" }?.keywords == ["acme_", "plp_"])
  }

  @Test func ruleFilesDoNotChangeTheDefaults() throws {
    let table = "[pleo]\nprefixes = [\"acme_\"]\n"
    let file = try RuleFile(table, name: "a.toml")
    let message =
      "table \"pleo\": The settings have their defaults already; change them in a "
      + "configuration file."
    let added = #expect(throws: RuleError.self) {
      try RuleSet(extending: .builtIn, with: [file])
    }
    #expect(added?.description == "a.toml: " + message)
    let twice = #expect(throws: RuleError.self) {
      try RuleSet(with: [file, RuleFile(table, name: "b.toml")])
    }
    #expect(twice?.description == "b.toml: " + message)
  }

  @Test func theNameOfASettingCannotBeDefined() throws {
    let file = try RuleFile("[define]\nkey-prefix = 'x'\n", name: "a.toml")
    let error = #expect(throws: RuleError.self) { try RuleSet(with: [file]) }
    #expect(
      error?.description == "a.toml: table \"define\", key \"key-prefix\": "
        + "The name is defined already; choose another.")
  }
}
