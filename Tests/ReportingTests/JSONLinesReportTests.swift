import Findings
import Foundation
import Reporting
import Testing

struct JSONLinesReportTests {
  @Test func aWholeReportIsAsPromised() throws {
    try expectFile("report.jsonl", toHold: report(.jsonl))
  }

  @Test func everyLineIsAnObjectThatSaysFirstWhatItIs() throws {
    let lines = try report(.jsonl, failure: "interrupted").split(separator: "\n")
    #expect(lines.count == 18)
    for line in lines {
      let object = try #require(try json(line) as? [String: Any])
      let type = try #require(object["type"] as? String)
      #expect(line.hasPrefix("{\"type\":\"\(type)\",\"version\":1,"))
    }
    #expect(lines.last?.hasPrefix("{\"type\":\"end\"") == true)
  }

  @Test func textComesBackAsItWas() throws {
    let hostile = Sample.hostileText + "##vso[x]"
    let line = try #require(report(.jsonl, of: [skipped(hostile)]).split(separator: "\n").first)
    let object = try #require(try json(line) as? [String: Any])
    let reason = try #require(object["message"] as? String)
    #expect(Array(reason.unicodeScalars) == Array(hostile.unicodeScalars))
    #expect(!line.utf8.contains { $0 < 0x20 || $0 == 0x7f })
    #expect(!line.contains("##"))
  }

  @Test func anIdentityIsTheKeyedHashOfTheSecret() throws {
    let options = Sample.options(numbered: false)
    let lines = try report(.jsonl, options)
    // HMAC-SHA-256 of the key in `Sample`, under its identity key, made with another program.
    #expect(lines.contains("\"identity\":\"cd79251a77f6de06\""))
    #expect(lines.contains("\"identityKey\":\"1242b20f75f2009d\""))
  }

  @Test func timesAreLeftOutWhereTheReportIsToBeReproducible() throws {
    var options = Sample.options()
    #expect(!(try report(.jsonl, options).contains("Time\"")))
    options.isReproducible = false
    let text = try report(.jsonl, options)
    #expect(text.contains("\"startTime\":\"2026-01-01T00:00:00.250Z\""))
    #expect(text.contains("\"endTime\":\"2026-01-01T00:00:01.000Z\""))
  }

  @Test func everyMemberIsDescribed() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(
      decoding: Data(contentsOf: root.appendingPathComponent("docs/jsonl.md")), as: UTF8.self)
    var options = Sample.options(numbered: false)
    options.isReproducible = false
    for line in try report(.jsonl, options).split(separator: "\n") {
      for name in memberNames(in: try json(line)) { #expect(page.contains("`\(name)`")) }
    }
  }

  private func memberNames(in value: Any) -> Set<String> {
    guard let object = value as? [String: Any] else {
      return (value as? [Any] ?? []).reduce(into: []) { $0.formUnion(memberNames(in: $1)) }
    }
    return object.values.reduce(into: Set(object.keys)) { $0.formUnion(memberNames(in: $1)) }
  }

  private func skipped(_ reason: String) -> ArtifactRecord {
    ArtifactRecord(path: "a", status: .failed(reason))
  }

  private func json(_ text: Substring) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8))
  }
}
