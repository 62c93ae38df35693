import Findings
import Foundation
import Reporting
import Testing

struct GitLabReportTests {
  @Test func aWholeReportIsAsPromised() throws {
    try expectFile("report.gitlab.json", toHold: laidOut(report(.gitlab)))
  }

  @Test func everyConstraintOfTheFormatIsKept() throws {
    var options = Sample.options()
    options.isReproducible = false
    let commit = CommitReference(id: String(repeating: "a", count: 40), authorDate: "2026-01-02")
    let committed = ArtifactRecord(
      path: "src/app.ts", status: .read,
      findings: [Sample.exposure(in: "src/app.ts").brought(by: commit)])
    let text = try report(.gitlab, of: Sample.records + [committed], options, failure: "a range")
    let log = try JSONDecoder().decode(Log.self, from: Data(text.utf8))
    #expect(log.version == "15.2.1")
    #expect(log.scan.type == "secret_detection")
    #expect(log.scan.startTime == "2026-01-01T00:00:00")
    #expect(log.scan.endTime == "2026-01-01T00:00:01")
    #expect(log.scan.status == "failure")
    #expect(log.scan.messages.allSatisfy { ["info", "warn", "fatal"].contains($0.level) })
    #expect(log.scan.messages.allSatisfy { !$0.value.isEmpty })
    #expect(log.vulnerabilities.count == 5)
    #expect(Set(log.vulnerabilities.map(\.id)).count == 5)
    for found in log.vulnerabilities {
      #expect(!found.id.isEmpty && found.name.count <= 255)
      #expect(["Critical", "High", "Medium", "Low"].contains(found.severity))
      #expect(found.identifiers.first?.type == "pleolint_rule_id")
      for page in found.identifiers.map(\.url) + (found.links ?? []).map(\.url) {
        #expect(page.hasPrefix("https://"))
      }
      #expect(["0000000", commit.id].contains(found.location.commit.sha))
      #expect(found.location.startLine >= 1)
      #expect(found.location.startLine <= found.location.endLine)
    }
    #expect(log.vulnerabilities.last?.location.commit.date == commit.authorDate)
  }

  @Test func whatIsNotReadIsAFailureUnlessThatIsAllowed() throws {
    var options = Sample.options()
    let failed = try decoded(report(.gitlab, options))
    #expect(failed.scan.status == "failure")
    #expect(
      failed.scan.messages.filter { $0.level == "fatal" }.map(\.value) == [
        "not read: locked/key: Permission denied",
        "not read: logs.tar.gz!/a b.log: the member ends early",
      ])
    options.allowsIncomplete = true
    let allowed = try decoded(report(.gitlab, options))
    #expect(allowed.scan.status == "success")
    #expect(allowed.scan.messages.count { $0.level == "warn" } == 2)
  }

  @Test func whatIsSuppressedOrWasThereBeforeIsCountedAndLeftOut() throws {
    let suppression = Suppression(kind: .external, justification: "known")
    let findings = [
      Sample.exposure(in: "a", suppression: suppression),
      Sample.exposure(in: "a", line: 2).marked(as: .unchanged),
    ]
    let log = try decoded(
      report(.gitlab, of: [ArtifactRecord(path: "a", status: .read, findings: findings)]))
    #expect(log.vulnerabilities.isEmpty)
    #expect(
      log.scan.messages.map(\.value)
        == ["left out: 1 finding suppressed", "left out: 1 finding there before"])
  }

  private func decoded(_ text: String) throws -> Log {
    try JSONDecoder().decode(Log.self, from: Data(text.utf8))
  }

  /// What the format requires, and what of it this program writes.
  private struct Log: Decodable {
    struct Scan: Decodable {
      struct Tool: Decodable {
        struct Vendor: Decodable {
          let name: String
        }

        let id: String
        let name: String
        let version: String
        let vendor: Vendor
      }

      struct Message: Decodable {
        let level: String
        let value: String
      }

      let analyzer: Tool
      let scanner: Tool
      let type: String
      let startTime: String
      let endTime: String
      let status: String
      let messages: [Message]

      enum CodingKeys: String, CodingKey {
        case analyzer, scanner, type, status, messages
        case startTime = "start_time"
        case endTime = "end_time"
      }
    }

    struct Vulnerability: Decodable {
      struct Identifier: Decodable {
        let type: String
        let name: String
        let value: String
        let url: String
      }

      struct Link: Decodable {
        let url: String
      }

      struct Location: Decodable {
        struct Commit: Decodable {
          let sha: String
          let date: String?
        }

        let file: String
        let startLine: Int
        let endLine: Int
        let commit: Commit

        enum CodingKeys: String, CodingKey {
          case file, commit
          case startLine = "start_line"
          case endLine = "end_line"
        }
      }

      let id: String
      let name: String
      let severity: String
      let identifiers: [Identifier]
      let links: [Link]?
      let location: Location
    }

    let version: String
    let scan: Scan
    let vulnerabilities: [Vulnerability]
  }
}
