import Findings
import Foundation
import Reporting
import Testing

/// A secret is planted wherever a finding can carry one, by mistake or not.
struct RedactionTests {
  private let secret = "plp" + "_" + "qW3eR5tY7uI9oP1aS3dF5"
  private let bystander = "ghp" + "_" + "aB4cD6eF8gH0iJ2kL4mN6"

  /// Some formats show no finding that is suppressed, so that it is there twice.
  private var record: ArtifactRecord {
    let suppression = Suppression(
      kind: .external, justification: "\(secret) beside \(bystander)")
    return ArtifactRecord(
      path: "a", byteCount: 26, status: .read,
      findings: [finding(suppression), finding(nil)])
  }

  private func finding(_ suppression: Suppression?) -> Finding {
    let credential = Credential(kind: "api-key", secret: SecretText(secret.utf8))
    let location = Location(path: "a", region: Sample.region(1, 1..<26, at: 0))
    return Finding(
      ruleID: Sample.ruleID("pleo-api-key"), severity: .error, confidence: .high,
      message: "the key \(secret) is here", location: location,
      relatedLocations: [RelatedLocation(location: location, message: "also \(secret)!")],
      snippet: Snippet(pieces: [
        .init(.text("a\(secret)b\(secret)"), isMarked: false),
        .init(.credential(credential), isMarked: true), .init(.masked, isMarked: false),
      ]),
      credential: credential, fingerprint: Fingerprint(shape: "k=\(secret)", occurrence: 0),
      suppression: suppression)
  }

  @Test(arguments: ReportFormat.allCases, [true, false])
  func noReportHoldsTwelveCharactersOfASecret(format: ReportFormat, numbered: Bool) throws {
    var options = Sample.options(numbered: numbered)
    options.showsSuppressed = true
    let text = try report(format, of: [record], options)
    #expect(text.contains("api-key…3dF5"))
    for planted in [secret, bystander] { #expect(!holdsPart(of: planted, text)) }
  }

  @Test(arguments: [ReportFormat.text, .jsonl])
  func aSecretIsShownWholeWhereTheUserAsksByName(format: ReportFormat) throws {
    var options = Sample.options()
    options.showsSuppressed = true
    options.showsSecrets = true
    let text = try report(format, of: [record], options)
    #expect(text.contains(secret) && text.contains(bystander))
    #expect(!text.contains("api-key…"))
  }

  @Test(arguments: [ReportFormat.sarif, .gitlab, .github])
  func whatIsMadeToBePublishedNeverShowsASecret(format: ReportFormat) throws {
    var options = Sample.options()
    options.showsSecrets = true
    let text = try report(format, of: [record], options)
    #expect(text.contains("api-key…3dF5"))
    for planted in [secret, bystander] { #expect(!holdsPart(of: planted, text)) }
  }

  @Test func aShownSecretIsStillNoCommandToATerminal() throws {
    let credential = Credential(kind: "api-key", secret: SecretText([0x1b, 0x5b, 0x6d]))
    let finding = Finding(
      ruleID: Sample.ruleID("pleo-api-key"), severity: .error, confidence: .high, message: "m",
      location: Location(path: "a", region: Sample.region(1, 1..<4, at: 0)),
      snippet: Snippet(pieces: [.init(.credential(credential), isMarked: true)]),
      credential: credential, fingerprint: Fingerprint(shape: "", occurrence: 0))
    var options = Sample.options()
    options.showsSecrets = true
    let text = try report(
      .text, of: [ArtifactRecord(path: "a", status: .read, findings: [finding])], options)
    #expect(text.contains("\\u{1b}[m") && !text.contains("\u{1b}"))
  }

  @Test func aKeyPrintsNothingOfItself() throws {
    let key = try #require(IdentityKey(Array(secret.utf8)))
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(reflecting: key), dumped] {
      #expect(!holdsPart(of: secret, text) && !text.contains(String(secret.utf8.first ?? 0)))
    }
  }

  @Test func aShortKeyIsNone() {
    #expect(IdentityKey([UInt8](repeating: 7, count: 15)) == nil)
    #expect(IdentityKey([UInt8](repeating: 7, count: 16)) != nil)
    #expect(IdentityKey() != IdentityKey())
  }

  @Test(arguments: ReportFormat.allCases)
  func oneScanGivesTheSameBytesTwice(format: ReportFormat) throws {
    #expect(try report(format) == report(format))
  }

  private func holdsPart(of secret: String, _ text: String) -> Bool {
    let bytes = Array(secret.utf8)
    return (0...(bytes.count - 12)).contains { start in
      text.contains(String(decoding: bytes[start..<(start + 12)], as: UTF8.self))
    }
  }
}
