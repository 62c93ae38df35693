import Findings
import Rules
import Testing

@testable import Scanning

/// Which settings belong to a block that is named for an issuer.
@Suite struct KeyPathTests {
  private static let evidence = """
    [[evidence]]
    id = "issuer"
    keywords = ["ACME"]
    context = true

    [[evidence]]
    id = "host"
    label = "a host"
    keywords = ["HOSTNAME"]
    pattern = 'HOSTNAME'

    [[evidence]]
    id = "secret"
    follows = "host"
    pattern = 'SECRET'

    """
  private static let rules = [
    RuleText(
      id: "held",
      clause: """
        evidence = "secret"
        with = "host"
        within = "file"
        """,
      path: "a.yaml", example: #"host: HOSTNAME\nkey: ⟦SECRET⟧"#, counterexample: #"key: SECRET"#)
  ]
  private static let toml = evidence + rules.map(\.toml).joined(separator: "\n")

  private func lines(_ text: String, path: String) throws -> [Int] {
    let set = try RuleSet(with: [RuleFile(Self.toml, name: "keys.toml")])
    let record = try wholeScan(Array(text.utf8), path: ArtifactPath(path), rules: set)
    return record.findings.map(\.location.region.start.line)
  }

  @Test func aBlockBesideTheIssuersIsAnothers() throws {
    let text = """
      oauth:
        ACME:
          url: HOSTNAME
          secret: SECRET
        keycloak:
          secret: SECRET
      """
    #expect(try lines(text, path: "a.yaml") == [4])
  }

  @Test func aKeyWithDotsIsAPath() throws {
    let text = "ACME.url=HOSTNAME\nACME.secret=SECRET\nother.secret=SECRET\n"
    #expect(try lines(text, path: "a.properties") == [2])
  }

  @Test func theMembersOfALiteralAreBlocksToo() throws {
    let text = """
      return [
        'ACME' => ['url' => 'HOSTNAME', 'secret' => 'SECRET'],
        'other' => ['secret' => 'SECRET'],
      ];
      """
    #expect(try lines("<?php\n" + text, path: "a.php") == [3])
  }

  @Test func blocksWithoutAnIssuerAreNotToldApart() throws {
    let text = "hosts:\n  url: HOSTNAME\nclients:\n  secret: SECRET\n"
    #expect(try lines(text, path: "a.yaml") == [4])
  }

  @Test func whatStandsBesideTheBlockIsNotAnothers() throws {
    let text = "ACME:\n  url: HOSTNAME\nsecret: SECRET\n"
    #expect(try lines(text, path: "a.yaml") == [3])
  }
}
