import Findings
import Rules
import Scanning
import Testing

/// What the built-in rules find with other settings.
@Suite struct SettingsTests {
  /// Made up.
  private static let body = "Zz9Qq8Ww7Ee6Rr5Tt4Yy3Uu2Ii1Oo0Pp"

  private func found(
    _ text: String, path: String = "pleo/a.ini", with settings: String
  ) throws -> [String] {
    let configuration = try ConfigurationFile(
      "[pleo]\n" + settings, name: "c.toml", changing: RuleSet.builtIn.defaults, trust: .full)
    let set = try RuleSet.builtIn.with(configuration.settings)
    try Detector.check(set)
    let detector = try Detector(set, options: DetectorOptions(now: 1_795_219_200))
    var worker = try WorkerMemory()
    let record = try detector.scan(Array(text.utf8), path: ArtifactPath(path), using: &worker)
    return record.findings.map { finding in
      let start = text.utf8.dropFirst(finding.location.region.byteRange.lowerBound)
      return
        "\(finding.ruleID) \(String(decoding: start.prefix(4), as: UTF8.self))"
    }
  }

  @Test func aPrefixIsOneLine() throws {
    let key = "pls" + "_" + Self.body
    #expect(try found("token = \(key)", with: "") == [])
    #expect(
      try found("token = \(key)", with: "staging-prefixes = [\"pls_\"]\n") == ["pleo-api-key pls_"])
    #expect(
      try found("token = \(key)", path: "a.ini", with: "prefixes = [\"pls_\"]\n")
        == ["pleo-unattributed-key pls_"])
    #expect(
      try found("token = plp" + "_\(Self.body)", with: "prefixes = [\"pls_\"]\n")
        == ["pleo-api-key plp_"])
  }

  @Test(arguments: ["pls_", "acme-live-", "k3y_0", "Prefix_"])
  func aPrefixIsFoundInBase64(_ prefix: String) throws {
    let settings = "prefixes = [\"\(prefix)\"]\n"
    let encoded = Base64Text.of(prefix + Self.body + ":")
    #expect(
      try found("auth = \(encoded)", path: "a.ini", with: settings)
        == ["pleo-encoded-api-key \(encoded.prefix(4))"])
    let bare = Base64Text.of(prefix + Self.body)
    #expect(
      try found("auth = \(bare)", with: settings) == ["pleo-api-key \(bare.prefix(4))"])
  }

  @Test func aPrefixThatAnotherStartsWithIsFoundWhole() throws {
    let settings = "staging-prefixes = [\"plp_test_\"]\n"
    #expect(
      try found("token = plp" + "_test_\(Self.body)", with: settings) == ["pleo-api-key plp_"])
  }

  @Test func keysMayBeShorterLongerOrOfOtherCharacters() throws {
    let short = "plp" + "_" + Self.body.prefix(12)
    #expect(try found("token = \(short)", with: "") == [])
    #expect(try found("token = \(short)", with: "min-length = 12\n").count == 1)
    let long = "plp" + "_" + String(repeating: Self.body, count: 100)
    #expect(try found("token = \(long)", with: "") == [])
    #expect(try found("token = \(long)", with: "max-length = 4096\n").count == 1)
    #expect(
      try found("token = \(Base64Text.of(long))", with: "max-length = 4096\n").count == 1)
    let dotted = "plp" + "_" + Self.body.prefix(9) + "." + Self.body.suffix(9)
    #expect(try found("token = \(dotted)", with: "") == [])
    #expect(try found("token = \(dotted)", with: "alphabet = \"A-Za-z0-9_.-\"\n").count == 1)
  }

  @Test func theEntropyFloorMayBeLower() throws {
    let dull = "plp" + "_" + "a1b2c1a2b1c2a1b2c1a2"
    #expect(try found("token = \(dull)", with: "") == [])
    #expect(try found("token = \(dull)", with: "entropy = 2\n").count == 1)
  }

  @Test(arguments: ["gateway.example.com", "external.pleo.example", "xpleo.example.com"])
  func aHostStandsForTheExternalAPI(_ host: String) throws {
    let settings = "hosts = [\"\(host)\"]\n"
    let call = "curl -u \"\(Self.body):\" https://\(host)/v2/employees\n"
    #expect(try found(call, path: "a.sh", with: "") == [])
    #expect(try found(call, path: "a.sh", with: settings) == ["pleo-api-key Zz9Q"])
    #expect(
      try found("base = \"http://\(host)/v2\"\n", path: "a.py", with: settings)
        == ["pleo-plain-http http"])
    #expect(
      try found("u = f\"https://\(host)/v2?api_key={key}\"\n", path: "a.py", with: settings)
        == ["pleo-key-in-query api_"])
    #expect(
      try found("https://\(Self.body):@\(host)/v2\n", path: "a.txt", with: settings)
        == ["pleo-credential-in-url Zz9Q"])
    #expect(
      try found("machine \(host) login \(Self.body)\n", path: ".netrc", with: settings)
        == ["pleo-api-key Zz9Q"])
  }

  @Test func aHostIsNoPartOfAnother() throws {
    let settings = "hosts = [\"gateway.example.com\"]\n"
    let hosts = [
      "gateway.example.com.evil.example", "my-gateway.example.com", "a.gateway.example.com",
    ]
    for host in hosts {
      #expect(try found("base = \"http://\(host)/v2\"\n", path: "a.py", with: settings) == [])
    }
  }

  @Test func withTheDefaultsNothingChanges() throws {
    #expect(try RuleSet.builtIn.with(RuleSet.builtIn.defaults) == .builtIn)
  }
}
