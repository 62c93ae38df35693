import Rules
import Testing

/// What a configuration file may say, who may say it, and what is said about mistakes.
@Suite struct ConfigurationFileTests {
  private func read(
    _ text: String, trust: ConfigurationFile.Trust = .widening
  ) throws(RuleError) -> ConfigurationFile {
    try ConfigurationFile(
      text, name: ".pleolint.toml", changing: RuleSet.builtIn.defaults, trust: trust)
  }

  @Test func anEmptyFileChangesNothing() throws {
    let configuration = try read("# nothing\n")
    #expect(configuration.settings == RuleSet.builtIn.defaults)
    #expect(configuration.exclusions.isEmpty)
  }

  @Test func prefixesAndHostsAreAdded() throws {
    let settings = try read(
      """
      [pleo]
      prefixes = ["acme_"]
      staging-prefixes = ["pls_"]
      hosts = ["gateway.example.com", "mirror.example.com"]
      """
    ).settings
    #expect(settings.prefixes == ["plp_", "acme_"])
    #expect(settings.stagingPrefixes == ["pls_"])
    #expect(settings.allPrefixes == ["acme_", "plp_", "pls_"])
    #expect(settings.changeCount(from: RuleSet.builtIn.defaults) == 4)
  }

  @Test(arguments: [
    "min-length = 12", "max-length = 300", "entropy = 2", "alphabet = \"A-Za-z0-9_.-\"",
  ])
  func aRepositoryMayAskToFindMore(_ line: String) throws {
    let settings = try read("[pleo]\n\(line)\n").settings
    #expect(settings.changeCount(from: RuleSet.builtIn.defaults) == 1)
  }

  @Test(arguments: [
    ("min-length = 20", "min-length"), ("max-length = 64", "max-length"),
    ("entropy = 3.5", "entropy"), ("alphabet = \"a-f0-9\"", "alphabet"),
    // Wider at one end, narrower at the other.
    ("alphabet = \"A-Za-z0-9.~\"", "alphabet"),
  ])
  func onlyATrustedFileMayAskToFindLess(_ line: String, _ key: String) throws {
    let error = #expect(throws: RuleError.self) { try read("[pleo]\n\(line)\n") }
    #expect(
      error?.description == ".pleolint.toml: line 2, table \"pleo\", key \"\(key)\": finds less "
        + "than the default, which a scanned repository may not ask for; --trust-repo-config "
        + "allows it.")
    let settings = try read("[pleo]\n\(line)\n", trust: .full).settings
    #expect(settings != RuleSet.builtIn.defaults)
  }

  @Test func pathsAreExcludedByNameAndPatternsByTrust() throws {
    let text = "exclude = [\"vendor/\", \"/a.txt\", \"./docs/key.md\"]\n"
    #expect(try read(text).exclusions == ["/vendor/", "/a.txt", "/docs/key.md"])
    for pattern in ["*.md", "a/[b]", "!src", "src/?", "a\\\\b"] {
      let text = "exclude = [\"src\", \"\(pattern)\"]\n"
      let error = #expect(throws: RuleError.self) { try read(text) }
      #expect(error?.place == "line 1, key \"exclude\"")
      #expect(error?.message.hasPrefix("number 2 is a pattern") == true)
      #expect(try read(text, trust: .full).exclusions.count == 2)
    }
  }

  @Test(arguments: ["", ".", "/", "./", "..", "# no"])
  func anExclusionHasToNameSomething(_ path: String) {
    let text = "exclude = \"\(path)\"\n"
    let error = #expect(throws: RuleError.self) { try read(text, trust: .full) }
    #expect(error?.message == "number 1 is no path in the root; name one.")
  }

  /// A line of `[pleo]`, its key, and what is said about it.
  static let mistakes: [(String, String, String)] = [
    ("min-lenght = 12", "min-lenght", "there is no such key; did you mean \"min-length\"?"),
    ("min-length = 3", "min-length", "has to be a whole number from 4 to 4096."),
    ("min-length = 256", "min-length", "256 is more than max-length, 255."),
    ("max-length = 5000", "max-length", "has to be a whole number from 4 to 4096."),
    ("entropy = 8.5", "entropy", "has to be a number from 0.0 to 8.0."),
    ("entropy = nan", "entropy", "has to be a number from 0.0 to 8.0."),
    ("entropy = \"low\"", "entropy", "has to be a number from 0.0 to 8.0."),
    (
      "prefixes = [\"acme_\", \"ab\"]", "prefixes",
      "number 2 is no prefix: 4 to 32 letters, digits, hyphens and underscores."
    ),
    (
      "prefixes = \"acme.*\"", "prefixes",
      "number 1 is no prefix: 4 to 32 letters, digits, hyphens and underscores."
    ),
    (
      "staging-prefixes = \"plp_\"", "staging-prefixes",
      "one of them is there already, or is a default; leave it out."
    ),
    (
      "alphabet = \"z-a\"", "alphabet",
      "is no alphabet: write letters, digits and -._~+/=, and ranges, as in \"A-Za-z0-9_-\"."
    ),
    (
      "alphabet = \"a-z]\"", "alphabet",
      "is no alphabet: write letters, digits and -._~+/=, and ranges, as in \"A-Za-z0-9_-\"."
    ),
  ]

  @Test(arguments: mistakes.map(\.0))
  func aMistakeIsSaidWithItsLineItsKeyAndItsCure(_ line: String) throws {
    let (_, key, message) = try #require(Self.mistakes.first { $0.0 == line })
    let error = #expect(throws: RuleError.self) { try read("\n[pleo]\n\(line)\n", trust: .full) }
    #expect(
      error?.description
        == ".pleolint.toml: line 3, table \"pleo\", key \"\(key)\": \(message)")
  }

  @Test(arguments: [
    "https://gateway.example.com", "gateway.example.com:443", "Gateway.example.com", "gateway",
    "-a.example.com", "a..example.com", "*.example.com", "",
  ])
  func aHostIsAPlainName(_ host: String) {
    let error = #expect(throws: RuleError.self) { try read("[pleo]\nhosts = [\"\(host)\"]\n") }
    #expect(error?.message.hasPrefix("number 1 is no host name: write it in lowercase") == true)
  }

  @Test func anUnknownTableIsAMistake() {
    let error = #expect(throws: RuleError.self) { try read("exclude = []\n[ple]\na = 1\n") }
    #expect(
      error?.description
        == ".pleolint.toml: line 2, key \"ple\": there is no such key; did you mean \"pleo\"?")
  }

  @Test func whatIsNoTOMLIsSaidWithItsLine() {
    let error = #expect(throws: RuleError.self) { try read("[pleo\n") }
    #expect(error?.place.hasPrefix("line 1") == true)
  }
}
