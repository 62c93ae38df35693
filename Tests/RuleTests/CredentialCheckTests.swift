import Findings
import Rules
import Scanning
import Testing

/// What is said about a credential that stands by itself.
///
/// All of them are made up.
@Suite struct CredentialCheckTests {
  private static let body = "Zz9Qq8Ww7Ee6Rr5Tt4Yy3Uu2Ii1Oo0Pp"
  private static let key = "plp" + "_" + body

  private func verdict(
    _ input: String, with settings: String = ""
  ) throws -> CredentialVerdict {
    let configuration = try ConfigurationFile(
      "[pleo]\n" + settings, name: "c.toml", changing: RuleSet.builtIn.defaults, trust: .full)
    var worker = try WorkerMemory()
    let check = try CredentialCheck(RuleSet.builtIn.with(configuration.settings))
    return try #require(try check.verdict(on: Array(input.utf8), using: &worker))
  }

  private static func token(_ payload: String) -> String {
    [#"{"alg":"RS256"}"#, payload].map { Base64Text.of($0, isPadded: false) }
      .joined(separator: ".") + "." + body
  }

  @Test func aKeyIsToldByItsPrefixAndNeverForSure() throws {
    let verdict = try verdict(Self.key)
    #expect(verdict.name == "API key")
    #expect(verdict.credential.redacted == "api-key…o0Pp")
    #expect(verdict.environment == nil)
    #expect(verdict.isPlausible)
    #expect(verdict.confidence == .medium)
    #expect(verdict.reason.contains("one public source"))
  }

  @Test func aConfiguredPrefixMaySayTheEnvironment() throws {
    let key = "pls" + "_" + Self.body
    #expect(try verdict(key).credential.kind == "unknown")
    #expect(try verdict(key, with: "staging-prefixes = [\"pls_\"]\n").environment == "staging")
    #expect(try verdict(key, with: "prefixes = [\"pls_\"]\n").environment == nil)
  }

  @Test(arguments: [
    ("short1", ["it does not look random", "it is shorter or longer than a key"]),
    (body + "!", ["it holds a character that keys are not made of"]),
    ("your_api_key_here_123", ["it does not look random", "it reads like a placeholder"]),
  ])
  func whatSpeaksAgainstAKeyIsSaid(_ body: String, _ doubts: [String]) throws {
    #expect(try verdict("plp" + "_" + body).doubts == doubts)
  }

  @Test func base64OfAKeyIsToldWithItsColonAndWithout() throws {
    let whole = try verdict(Base64Text.of(Self.key + ":"))
    #expect(whole.name.hasPrefix("base64 of an API key and its colon"))
    #expect(whole.credential.redacted == "api-key…o0Pp")
    #expect(whole.confidence == .high)
    #expect(try verdict("Basic " + Base64Text.of(Self.key + ":")).name == whole.name)
    #expect(try verdict(Base64Text.of(Self.key)).name == "base64 of an API key without its colon")
    let other = try verdict(Base64Text.of(Self.body + ":"))
    #expect(other.name.hasPrefix("base64 of a user with an empty password"))
    #expect(other.confidence == .low)
  }

  @Test(arguments: [
    (#"{"iss":"pleo.production","exp":1600000000}"#, "production"),
    (
      #"{"aud":"https://external.staging.pleo.io","iss":"pleo.staging","exp":1600000000}"#,
      "staging"
    ),
  ])
  func anAccessTokenSaysItsEnvironmentAndItsExpiry(
    _ payload: String, _ environment: String
  ) throws {
    let verdict = try verdict(Self.token(payload))
    #expect(verdict.credential.kind == "oauth-access-token")
    #expect(verdict.environment == environment)
    #expect(verdict.expiry == 1_600_000_000)
    #expect(verdict.confidence == .high)
  }

  @Test func anotherTokenIsALegacyOneUnlessItNamesItsIssuer() throws {
    let legacy = try verdict(Self.token(#"{"companyId":"1","exp":1900000000}"#))
    #expect(legacy.credential.kind == "legacy-token")
    #expect(legacy.confidence == .low)
    #expect(legacy.expiry == 1_900_000_000)
    let other = try verdict(Self.token(#"{"iss":"https://issuer.example"}"#))
    #expect(other.credential.kind == "unknown")
  }

  @Test func aWebhookSecretIsToldByItsPrefix() throws {
    let secret = "whsec" + "_" + Self.body
    #expect(try verdict(secret).credential.kind == "webhook-secret")
    #expect(try verdict(secret).isPlausible)
    #expect(try !verdict("whsec" + "_x").isPlausible)
  }

  @Test(arguments: ["hello", body, "a\nb", "\u{1b}[2J", String(repeating: "x", count: 16384)])
  func whatHasNoFormIsUnknown(_ input: String) throws {
    let verdict = try verdict(input)
    #expect(verdict.credential.kind == "unknown")
    #expect(verdict.confidence == .low)
    #expect(!"\(verdict)".contains(input))
  }
}
