import Findings
import Foundation
import Reporting
import Testing

struct GitHubReportTests {
  @Test func aWholeReportIsAsPromised() throws {
    try expectFile("report-github.txt", toHold: report(.github))
  }

  @Test func noPathAndNoTextBreaksOutOfItsCommand() throws {
    let names = [
      "a,line=9:b%0A.ts", "x\n::stop-commands::t", "a\r\nb", "##[group]x", "\u{1b}]0;t\u{7}", "%25",
    ]
    for name in names {
      let path = ArtifactPath(name)
      let place = Location(path: path, region: Sample.region(1, 1..<2, at: 0))
      let finding = Finding(
        ruleID: Sample.ruleID("pleo-api-key"), severity: .error, confidence: .high,
        message: "m\n::error::forged\r##[x] 100%0A",
        location: place,
        relatedLocations: [RelatedLocation(location: place, message: "\n::notice::forged")],
        snippet: Snippet(pieces: []), fingerprint: Fingerprint(shape: "", occurrence: 0))
      let records = [
        ArtifactRecord(path: path, status: .read, findings: [finding]),
        ArtifactRecord(path: path, status: .failed("\n::error::forged")),
      ]
      let text = try report(.github, of: records, failure: "\r\n::error::forged")
      let lines = text.split(separator: "\n")
      #expect(lines.count == 2)
      #expect(lines.allSatisfy { $0.hasPrefix("::error ") })
      #expect(!text.contains("##[") && !text.contains("\u{1b}") && !text.contains("\r"))
      let commands = try lines.map { try #require(Command($0)) }
      #expect(Set(commands[0].properties.keys) == ["title"])
      #expect(
        Set(commands[1].properties.keys).isSubset(
          of: ["file", "line", "endLine", "col", "endColumn", "title"]))
      if let file = commands[1].properties["file"] {
        #expect(file == name)
        #expect(commands[1].properties["line"] == "1")
      } else {
        #expect(commands[1].message.hasPrefix("\""))
      }
      #expect(commands[1].message.contains("100%0A"))
    }
  }

  @Test func theSurestOfEachSeverityAreShownAndTheRestIsCounted() throws {
    let low = (0..<9).map { finding(.error, .low, line: $0 + 1) }
    let high = (0..<4).map { finding(.error, .high, line: $0 + 100) }
    let notes = (0..<10).map { finding(.note, .medium, line: $0 + 200) }
    let record = ArtifactRecord(path: "a", status: .read, findings: low + high + notes)
    let commands = try report(.github, of: [record]).split(separator: "\n")
      .map { try #require(Command($0)) }
    #expect(
      commands.filter { $0.name == "error" }.compactMap { $0.properties["line"] }
        == ["100", "101", "102", "103", "1", "2", "3", "4", "5", "6"])
    // The notice that counts is one of the ten.
    #expect(commands.count { $0.name == "notice" } == 10)
    #expect(commands.last?.message.hasPrefix("4 more findings without an annotation: ") == true)
  }

  @Test func tenOfEachNeedNoNotice() throws {
    let findings = Severity.allCases.flatMap { severity in
      (1...10).map { finding(severity, .high, line: $0) }
    }
    let record = ArtifactRecord(path: "a", status: .read, findings: findings)
    let lines = try report(.github, of: [record]).split(separator: "\n")
    #expect(lines.count == 30)
    #expect(!lines.contains { $0.contains("more finding") })
    // What was not read takes the place of an error, and the notice that of a note.
    let text = try report(.github, of: [record], failure: "no such range")
    #expect(text.hasPrefix("::error title=pleolint::NOT COMPLETE: 1 not read%0Ano such range\n"))
    for kind in ["error", "warning", "notice"] {
      #expect(text.split(separator: "\n").count { $0.hasPrefix("::\(kind) ") } == 10)
    }
    #expect(text.contains("2 more findings without an annotation: "))
    var options = Sample.options()
    options.allowsIncomplete = true
    let allowed = try report(.github, of: [record], options, failure: "no such range")
    #expect(allowed.hasPrefix("::warning title=pleolint::NOT COMPLETE: 1 not read%0A"))
    #expect(allowed.split(separator: "\n").count == 30)
  }

  @Test func whatIsSuppressedOrWasThereBeforeIsNotShown() throws {
    let suppression = Suppression(kind: .external, justification: "known")
    let findings = [
      Sample.exposure(in: "a", suppression: suppression),
      Sample.exposure(in: "a", line: 2).marked(as: .unchanged),
    ]
    let record = ArtifactRecord(path: "a", status: .read, findings: findings)
    #expect(try report(.github, of: [record]).isEmpty)
  }

  private func finding(_ severity: Severity, _ confidence: Confidence, line: Int) -> Finding {
    Finding(
      ruleID: Sample.ruleID("pleo-api-key"), severity: severity, confidence: confidence,
      message: "m", location: Location(path: "a", region: Sample.region(line, 1..<2, at: line)),
      snippet: Snippet(pieces: []), fingerprint: Fingerprint(shape: "", occurrence: line))
  }

  /// A line as GitHub's runner reads one.
  private struct Command {
    let name: String
    let properties: [String: String]
    let message: String

    init?(_ line: Substring) {
      guard line.hasPrefix("::"), let end = line.dropFirst(2).range(of: "::") else { return nil }
      let head = line.dropFirst(2)[..<end.lowerBound].split(separator: " ", maxSplits: 1)
      guard let name = head.first else { return nil }
      self.name = String(name)
      var properties: [String: String] = [:]
      for property in head.dropFirst().flatMap({ $0.split(separator: ",") }) {
        let parts = property.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        properties[String(parts[0])] = Self.read(parts[1], isProperty: true)
      }
      self.properties = properties
      message = Self.read(line[end.upperBound...], isProperty: false)
    }

    private static func read(_ text: Substring, isProperty: Bool) -> String {
      var text = text.replacing("%0D", with: "\r").replacing("%0A", with: "\n")
      if isProperty { text = text.replacing("%3A", with: ":").replacing("%2C", with: ",") }
      return String(text.replacing("%25", with: "%"))
    }
  }
}
