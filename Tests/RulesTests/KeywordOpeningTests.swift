import Testing

@testable import Rules

@Suite struct KeywordOpeningTests {
  private static func literals(
    of expression: String, _ keywords: [String] = ["acme", "Acme"]
  ) -> [String]? {
    Expression(expression).flatMap { KeywordOpening($0, keywords)?.literals }
  }

  @Test(arguments: [
    ("acme_key=", ["_key="]), ("acme_", ["_"]), ("acme", []), ("acmekeys_of", ["keys_"]),
    ("(?:acme|Acme)_key", ["_key"]), ("(?:(?:Acme))-k", ["-k"]), (#"acme\.io\/x"#, [".io/x"]),
    ("acme[_.-]key", ["_key", ".key", "-key"]), ("acme[]-]k", ["]k", "-k"]),
    ("acme[_-][ab]", ["_a", "_b", "-a", "-b"]),
    ("(?:acme|(?:Acme))_key", ["_key"]), ("(?<name>acme)_k", ["_k"]),
    ("(?x) acme _ [.-] # comment", ["_.", "_-"]), ("acme_key(?x: a|b)", ["_key"]),
    (#"(?<![a-z])\bacme:"#, [":"]), ("^(?=.{9})acme:", [":"]), ("(?<=[(|])acme:", [":"]),
    ("acme:(?:a|b)", [":"]), ("acme(?<secret>[a-z|]{3})", []), ("acme[[:alpha:]|(]x", []),
  ])
  func whatStandsBehindTheKeywordIsTold(_ expression: String, _ literals: [String]) {
    #expect(Self.literals(of: expression) == literals)
  }

  @Test(arguments: [
    ("acme_keys?", ["_key"]), ("acme_k*y", ["_"]), ("acme_k{0,3}", ["_"]), ("acme_k+", ["_"]),
    ("acme_{{slot}}", ["_"]), ("acme_(?:key)", ["_"]), ("acme_(?i)key", ["_"]),
    ("acme_.key", ["_"]), (#"acme_\d"#, ["_"]), ("acme_$", ["_"]), ("acme_[a-z]", ["_"]),
    ("acme_[^x]", ["_"]), (#"acme_[\d]"#, ["_"]), ("acme_ k", ["_"]), ("acme_é", ["_"]),
    ("acme[abcdefgh][abcdefgh]", ["a", "b", "c", "d", "e", "f", "g", "h"]),
  ])
  func whatIsNotSureEndsIt(_ expression: String, _ literals: [String]) {
    #expect(Self.literals(of: expression) == literals)
  }

  @Test(arguments: [
    "key_acme", "acme_key|other", "(?:acme|other)_key", "(?:acme)?_key", "(?:acme)+_key",
    "acme?_key",
    "acme{2}", "(?i)acme_key", "(?i:acme)_key",
    "(?=acme)_key", "(?:acme_key)", "(?:acme|Acme_)key",
    "(?<secret>acme_key)", #"acme_\Q(\E"#, "acme_(*SKIP)", "acme_(?#))x", #"acme\Kx"#,
    "(?<!x)*acme",
    "acme_[key", "",
  ])
  func aMatchMayStartWithSomethingElse(_ expression: String) {
    #expect(Self.literals(of: expression) == nil)
  }

  @Test func keywordsThatCannotBeToldApartTellNothing() {
    #expect(Self.literals(of: "acme_key", ["acme", "acme_"]) == nil)
    #expect(Self.literals(of: "{{prefix}}key", ["{{prefix}}"]) == nil)
    #expect(Self.literals(of: "acme_key", []) == nil)
  }

  /// A rule file's pattern is tried where so much stands, and nowhere before its keyword.
  @Test func aGateIsCompletedByIt() throws {
    func pattern(_ lines: String) throws -> EvidencePattern {
      let file = try RuleFile(
        "[[evidence]]\nid = \"a\"\nkeywords = [\"acme\"]\nreach-before = 64\n\(lines)\n",
        name: "a.toml")
      return try #require(try RuleSet(with: [file]).evidence.first)
    }
    let told = try pattern("pattern = 'acme[_-]worker_token=(?<secret>[a-z]{20})'")
    #expect(told.gate.followedBy == ["_work", "-work"])
    #expect(told.gate.holds == [])
    #expect(told.reachBefore == 0)
    let short = try pattern("pattern = 'acme[_-](?:worker)_token=(?<secret>[a-z]{20})'")
    #expect(short.gate.followedBy == ["_", "-"])
    #expect(short.gate.holds == ["_token="])
    let given = try pattern("followed-by = [\"_w\"]\npattern = 'acme_worker=(?<secret>[a-z]{20})'")
    #expect(given.gate.followedBy == ["_w"])
    let behind = try pattern("pattern = 'worker_acme=(?<secret>[a-z]{20})'")
    #expect(behind.gate.followedBy == [])
    #expect(behind.reachBefore == 64)
  }
}
