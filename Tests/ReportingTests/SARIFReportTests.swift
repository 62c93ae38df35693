import Findings
import Foundation
import Reporting
import Testing

struct SARIFReportTests {
  @Test func aWholeReportIsAsPromised() throws {
    try expectFile("report.sarif", toHold: laidOut(report(.sarif)))
  }

  @Test func membersStandInTheOrderOfTheAlphabet() throws {
    // Not the hostile sample, in which our escapes differ from Foundation's.
    let plain = ArtifactRecord(
      path: "a", byteCount: 1, status: .read, findings: [Sample.exposure(in: "a")])
    let text = try report(.sarif, of: [plain])
    let sorted = try JSONSerialization.data(
      withJSONObject: JSONSerialization.jsonObject(with: Data(text.utf8)),
      options: [.sortedKeys, .withoutEscapingSlashes])
    #expect(String(decoding: sorted, as: UTF8.self) + "\n" == text)
  }

  @Test func suppressionsAreOnAllResultsOrOnNone() throws {
    let results = try run(Sample.records).results
    #expect(results.count == 5)
    #expect(results.allSatisfy { $0["suppressions"] is [Any] })
    #expect(results.count { ($0["suppressions"] as? [Any])?.isEmpty == false } == 1)
    let free = ArtifactRecord(path: "a", status: .read, findings: [Sample.exposure(in: "a")])
    #expect(try run([free]).results.allSatisfy { $0["suppressions"] == nil })
  }

  @Test func everyIndexPointsAtWhatItNames() throws {
    let run = try run(Sample.records)
    for result in run.results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(run.rules[index]["id"] as? String == result["ruleId"] as? String)
      let location = try #require((result["locations"] as? [[String: Any]])?.first)
      let place = try #require(location["physicalLocation"] as? [String: Any])
      let address = try #require(place["artifactLocation"] as? [String: Any])
      let artifact = run.artifacts[try #require(address["index"] as? Int)]
      let own = try #require(artifact["location"] as? [String: Any])
      #expect(own["uri"] as? String == address["uri"] as? String)
    }
  }

  @Test func aCleanScanHasTheProofOfIt() throws {
    let record = ArtifactRecord(path: "a", byteCount: 7, lineCount: 1, status: .read)
    let run = try run([record], exitStatus: 0)
    #expect(run.results.isEmpty && run.rules.isEmpty && run.artifacts.isEmpty)
    #expect(run.invocation["executionSuccessful"] as? Bool == true)
    let properties = try #require(run.invocation["properties"] as? [String: Any])
    #expect(properties["artifactCount"] as? Int == 1)
    #expect(properties["byteCount"] as? Int == 7)
    #expect(properties["ruleCount"] as? Int == 34)
  }

  @Test(arguments: [true, false])
  func whatWasNotReadIsAFailureUnlessThatIsAllowed(allowed: Bool) throws {
    var options = Sample.options()
    options.allowsIncomplete = allowed
    let invocation = try run(Sample.records, options, exitStatus: allowed ? 1 : 3).invocation
    #expect(invocation["executionSuccessful"] as? Bool == allowed)
    let notifications = try #require(
      invocation["toolExecutionNotifications"] as? [[String: Any]])
    #expect(
      notifications.map { $0["level"] as? String }
        == (allowed ? ["warning", "warning"] : ["error", "error"]) + ["note", "note"])
  }

  @Test func anInterruptedScanIsNoSuccess() throws {
    var options = Sample.options()
    options.allowsIncomplete = true
    let invocation = try run(Sample.records, options, exitStatus: 130).invocation
    #expect(invocation["executionSuccessful"] as? Bool == false)
  }

  @Test func anAbsolutePathHasAnAddressOfItsOwn() throws {
    let path = ArtifactPath(bytes: Array("/etc/a:b#".utf8) + [0xe9])
    let record = ArtifactRecord(path: path, status: .read, findings: [Sample.exposure(in: path)])
    let text = try report(.sarif, of: [record])
    #expect(text.contains("{\"index\":0,\"uri\":\"file:///etc/a%3Ab%23%E9\"}"))
  }

  @Test func aRuleWithoutDocumentationIsStillDescribed() throws {
    var options = Sample.options()
    options.rules = []
    let rules = try run(Sample.records, options).rules
    #expect(rules.count == 3)
    for rule in rules {
      let help = try #require(rule["help"] as? [String: Any])
      #expect((help["text"] as? String)?.isEmpty == false)
    }
  }

  @Test func equalRelatedLocationsAreWrittenOnce() throws {
    let place = Location(path: "b", region: Sample.region(1, 1..<2, at: 0))
    let related = RelatedLocation(location: place, message: "the endpoint")
    let finding = Finding(
      ruleID: Sample.ruleID("pleo-api-key"), severity: .error, confidence: .high, message: "m",
      location: place, relatedLocations: [related, related], snippet: Snippet(pieces: []),
      fingerprint: Fingerprint(shape: "", occurrence: 0))
    let results = try run([ArtifactRecord(path: "b", status: .read, findings: [finding])]).results
    #expect((results.first?["relatedLocations"] as? [Any])?.count == 1)
  }

  @Test func theFingerprintIsMadeOfRulePathShapeAndOccurrence() throws {
    // The SHA-256 of the four fields with their lengths, made with another program.
    let expected = "e8618ad698dc24e365cccd740f9f7513"
    #expect(try fingerprint(of: Sample.exposure(in: "src/app.ts")) == expected)
    let others = [
      Sample.exposure(in: "src/app.ts", occurrence: 1), Sample.exposure(in: "src/app.tsx"),
      Sample.hostile(in: "src/app.ts"),
    ]
    for other in others { #expect(try fingerprint(of: other) != expected) }
    let moved = Sample.exposure(in: "src/app.ts", line: 99)
    #expect(try fingerprint(of: moved) == expected)
  }

  private func fingerprint(of finding: Finding) throws -> String {
    let record = ArtifactRecord(path: finding.location.path, status: .read, findings: [finding])
    let result = try #require(try run([record]).results.first)
    let fingerprints = try #require(result["partialFingerprints"] as? [String: String])
    return try #require(fingerprints["pleolintFingerprint/v1"])
  }

  /// The parts of a run that tests look at.
  private struct Run {
    let results: [[String: Any]]
    let rules: [[String: Any]]
    let artifacts: [[String: Any]]
    let invocation: [String: Any]
  }

  private func run(
    _ records: [ArtifactRecord], _ options: ReportOptions = Sample.options(), exitStatus: Int = 3
  ) throws -> Run {
    let text = try report(.sarif, of: records, options, exitStatus: exitStatus)
    let log = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let tool = try #require(run["tool"] as? [String: Any])
    let driver = try #require(tool["driver"] as? [String: Any])
    return Run(
      results: try #require(run["results"] as? [[String: Any]]),
      rules: try #require(driver["rules"] as? [[String: Any]]),
      artifacts: try #require(run["artifacts"] as? [[String: Any]]),
      invocation: try #require((run["invocations"] as? [[String: Any]])?.first))
  }
}
