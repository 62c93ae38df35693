import Findings
import Foundation
import Rules
import Testing

@testable import Scanning

/// Texts that were made to keep a reader from its end.
///
/// How long they take is measured in `Benchmarks`.
@Suite struct HostileTextTests {
  struct Text: CustomTestStringConvertible, Decodable, Sendable {
    let file: String
    let start: String
    /// What is repeated, one after another in equal parts.
    let repeated: [String]
    let end: String?

    var testDescription: String { "\(file): \(start)\(repeated)\(end ?? "")" }

    /// The text in about so many bytes.
    func filled(_ count: Int) -> String {
      let parts = repeated.map {
        String(repeating: $0, count: count / repeated.count / $0.utf8.count)
      }
      return (start + parts.joined() + (end ?? ""))
        .replacingOccurrences(of: "{key}", with: HostileTextTests.key)
    }
  }

  struct Group: Decodable {
    let texts: [Text]
  }

  static let key = "m6Lws6Rmh8Jhs5Bg" + "g8Bhq4Wbk6Frw0Lt"

  static func texts() throws -> [Text] {
    let repository = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = repository.appending(path: "Benchmarks/corpora/hostile.json")
    return try JSONDecoder().decode([Group].self, from: Data(contentsOf: file)).flatMap(\.texts)
  }

  @Test(arguments: try texts())
  func aCredentialBehindAHostileTextIsFound(text: Text) throws {
    let secret = "plp" + "_" + String(Self.key.reversed())
    let start = text.filled(10_000) + "\n"
    let record = try wholeScan(
      Array("\(start)\(secret)\n".utf8), path: try #require(ArtifactPath(text.file)))
    #expect(
      record.findings.contains {
        $0.ruleID.rawValue == "pleo-api-key"
          && $0.location.region.byteRange.lowerBound == start.utf8.count
      })
  }
}
