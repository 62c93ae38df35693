import Findings
import Rules
import Testing

/// What only shows when rule files are joined.
@Suite struct RuleSetTests {
  private func evidence(
    _ id: String = "key", keywords: String = "[\"pleo\"]", pattern: String = "pleo"
  ) -> String {
    "[[evidence]]\nid = \"\(id)\"\nkeywords = \(keywords)\npattern = '''\(pattern)'''\n"
  }

  private func join(_ texts: String..., extending base: RuleSet? = nil) throws -> RuleSet {
    var files: [RuleFile] = []
    for (number, text) in texts.enumerated() {
      files.append(try RuleFile(text, name: "\(number + 1).toml"))
    }
    return try RuleSet(extending: base, with: files)
  }

  private func error(_ body: () throws -> RuleSet) -> String? {
    #expect(throws: RuleError.self) { _ = try body() }?.description
  }

  @Test func definitionsAreExpandedAcrossFilesAndInEachOther() throws {
    let set = try join(
      "[define]\nword = '''a|b'''\npair = '''{{word}}-{{word}}'''\n",
      evidence(pattern: "pleo{{pair}}{2}"))
    #expect(set.evidence.map(\.pattern) == ["pleo(?:(?:a|b)-(?:a|b)){2}"])
  }

  @Test func bracesThatAreNoNameStay() throws {
    let set = try join(evidence(pattern: #"pleo\{{1,2}x\}{1,2}{{ y }}{{3}}"#))
    #expect(set.evidence.map(\.pattern) == [#"pleo\{{1,2}x\}{1,2}{{ y }}{{3}}"#])
  }

  @Test func anUndefinedNameSaysWhichWasMeant() {
    #expect(
      error { try join("[define]\ntoken-start = 'x'\n", evidence(pattern: "pleo{{token-stat}}")) }
        == "2.toml: evidence \"key\": \"{{token-stat}}\" is not defined; did you mean \"token-start\"?"
    )
    #expect(
      error { try join(evidence(pattern: "pleo{{x}}")) }
        == "1.toml: evidence \"key\": \"{{x}}\" is not defined.")
  }

  @Test func aDefinitionThatHoldsItselfIsRefused() {
    let text = "[define]\na = '{{b}}'\nb = '{{a}}'\n" + evidence(pattern: "pleo{{a}}")
    #expect(error { try join(text) }?.contains("is defined by itself; write it out.") == true)
  }

  @Test(.timeLimit(.minutes(1)))
  func definitionsThatGrowWithoutEndAreRefused() {
    // Ten times as much at each of fifteen levels.
    var text = "[define]\na0 = ''\n"
    for level in 1...14 {
      let ten = String(repeating: "{{a\(level - 1)}}", count: 10)
      text += "a\(level) = '\(ten)'\n"
    }
    text += evidence(pattern: "pleo{{a14}}")
    #expect(
      error { try join(text) }
        == "1.toml: evidence \"key\": With its definitions the pattern is longer than 64 KiB; "
        + "make it shorter.")
  }

  @Test func aNameIsDefinedOnce() {
    #expect(
      error { try join("[define]\na = 'x'\n", "[define]\na = 'x'\n") }
        == "2.toml: table \"define\", key \"a\": The name is defined already; choose another.")
  }

  @Test func anIDIsTakenOnce() throws {
    #expect(
      error { try join(evidence(), evidence()) }
        == "2.toml: evidence \"key\": The ID is taken already; choose another.")
    let whole = RuleFileTests.evidence + RuleFileTests.rule
    #expect(
      error { try join(whole, RuleFileTests.rule) }
        == "2.toml: rule \"a-rule\": The ID is taken already; choose another.")
    let base = try join(whole)
    #expect(
      error { try join(RuleFileTests.rule, extending: base) }
        == "1.toml: rule \"a-rule\": The ID is taken already; choose another.")
  }

  @Test func aKeywordHasToStandInThePattern() {
    #expect(
      error { try join(evidence(keywords: "[\"pleo\", \"plp_\"]")) }
        == "1.toml: evidence \"key\", key \"keywords\": \"plp_\" does not stand in the pattern; "
        + "each match needs a keyword.")
  }

  /// An accent of its own makes the same character of other bytes, and bytes are what is looked for.
  @Test func aKeywordHasToStandInThePatternByteForByte() {
    #expect(
      error { try join(evidence(keywords: "[\"caf\u{e9}\"]", pattern: "cafe\u{301}")) }
        == "1.toml: evidence \"key\", key \"keywords\": \"caf\u{e9}\" does not stand in the "
        + "pattern; each match needs a keyword.")
  }

  @Test func aKeywordHasFourBytes() {
    #expect(
      error { try join(evidence(keywords: "[\"ple\"]")) }
        == "1.toml: evidence \"key\", key \"keywords\": \"ple\" is shorter than 4 bytes; "
        + "choose a longer literal.")
  }

  @Test func whatAFindingIsRelatedToHasALabel() throws {
    let related = RuleFileTests.rule.replacing("\"key\"\n", with: "\"key\"\nwith = \"host\"\n")
    let host = "[[evidence]]\nid = \"host\"\nkeywords = [\"host\"]\n"
    #expect(
      error { try join(evidence() + host + related) }
        == "1.toml: evidence \"host\": A finding may show it as what it is related to; "
        + "give it a label.")
    _ = try join(evidence() + host + "label = \"a host\"\n" + related)
  }

  @Test func aReferenceToNothingSaysWhatWasMeant() {
    #expect(
      error { try join(evidence("first-key") + RuleFileTests.rule) }
        == "1.toml: rule \"a-rule\", when 1: There is no \"key\".")
    #expect(
      error { try join(evidence("keys") + RuleFileTests.rule) }
        == "1.toml: rule \"a-rule\", when 1: There is no \"key\"; did you mean \"keys\"?")
    let follower = "[[evidence]]\nid = \"b\"\nfollows = \"kye\"\npattern = 'x'\n"
    #expect(
      error { try join(evidence() + follower) }
        == "1.toml: evidence \"b\", key \"follows\": There is no \"kye\"; did you mean \"key\"?")
  }

  @Test func userRulesBuildOnTheBuiltInOnes() throws {
    let rule = RuleFileTests.rule.replacing("evidence = \"key\"", with: "evidence = \"plp-key\"")
    let more = evidence("mine", keywords: "[\"pleo\"]", pattern: "(?:{{token-start}})pleo-mine")
    let set = try join(rule, more, extending: .builtIn)
    #expect(set.rules.count == RuleSet.builtIn.rules.count + 1)
    #expect(set.evidence.last?.pattern?.contains("{{") == false)
    #expect(set.rules.map(\.id) == set.rules.map(\.id).sorted())
  }

  @Test func aFilterKeepsTheEvidence() {
    let none = RuleSet.builtIn.filter { _ in false }
    #expect(none.rules.isEmpty)
    #expect(none.evidence == RuleSet.builtIn.evidence)
  }
}
