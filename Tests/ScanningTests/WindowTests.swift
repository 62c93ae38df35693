import Findings
import Rules
import Testing

@testable import Scanning

/// Scanning a stream in windows finds exactly what scanning it in one window finds.
@Suite struct WindowTests {
  struct Input: CustomTestStringConvertible, Sendable {
    let seed: UInt64
    let encoding: StreamText.Encoding
    let filler: StreamText.Filler
    var plantEvery = 12_000
    var path = "data/part-00017"
    var wraps = false

    /// Reading UTF-16 takes several times as long.
    var size: Int { encoding == .utf8 || encoding == .utf8WithMark ? 3 << 18 : 1 << 19 }

    var testDescription: String {
      "\(encoding), \(filler), every \(plantEvery), seed \(seed), \(wraps ? "encoded" : "plain")"
    }
  }

  static let inputs =
    StreamText.Filler.allCases.flatMap { filler in
      [
        Input(seed: 1, encoding: .utf8, filler: filler),
        Input(seed: 2, encoding: .utf8, filler: filler, plantEvery: 150_000),
      ]
    }
    + StreamText.Encoding.allCases.map { Input(seed: 3, encoding: $0, filler: .logLines) }
    + [
      Input(seed: 4, encoding: .utf16LittleWithMark, filler: .giantLines),
      Input(seed: 5, encoding: .utf8WithMark, filler: .giantLines, plantEvery: 200_000),
      Input(seed: 6, encoding: .utf16Embedded, filler: .noise, plantEvery: 200_000),
      Input(seed: 7, encoding: .utf16Big, filler: .names, plantEvery: 20_000),
      Input(seed: 8, encoding: .utf8, filler: .logLines, path: "pleo/app.log"),
      Input(seed: 9, encoding: .utf8, filler: .logLines, wraps: true),
      Input(seed: 10, encoding: .utf8, filler: .giantLines, plantEvery: 40_000, wraps: true),
      Input(seed: 11, encoding: .utf16LittleWithMark, filler: .logLines, wraps: true),
    ]

  @Test(arguments: inputs)
  func aCutNeitherLosesNorAddsNorChangesAFinding(_ input: Input) throws {
    var text = StreamText(
      seed: input.seed, size: input.size, encoding: input.encoding, filler: input.filler,
      plantEvery: input.plantEvery, wraps: input.wraps)
    let path = ArtifactPath(input.path)
    let whole = try streamScan(text.bytes, path: path, cuts: [])
    let parts = try streamScan(text.bytes, path: path, cuts: text.cuts(5))
    #expect(!whole.findings.isEmpty)
    #expect(parts.findings.count == whole.findings.count)
    let pairs = zip(parts.findings, whole.findings)
    for (part, other) in pairs where part != other {
      expectEqual(part, other)
      return
    }
    #expect(parts == whole)
  }

  /// Compares piece by piece, so that a failure says in what they differ.
  private func expectEqual(_ left: Finding, _ right: Finding) {
    #expect(left.ruleID == right.ruleID)
    #expect(left.location == right.location)
    #expect(left.relatedLocations == right.relatedLocations)
    #expect(left.snippet == right.snippet)
    #expect(left.fingerprint == right.fingerprint)
    #expect(left == right)
  }

  @Test func aFindingWhoseKeywordStandsBehindTheCutIsNotLost() throws {
    // The word that proves a token to be Pleo's stands in its payload, far from its start.
    let token = try #require(
      RuleSet.exampleTexts.first { text in
        ["\"access_token\"", "eyJ"].allSatisfy { text.firstRange(of: Array($0.utf8)) != nil }
      })
    let start = try #require(token.firstRange(of: Array("eyJ".utf8))).lowerBound
    let path: ArtifactPath = "data/part"
    let whole = try streamScan(token, path: path, cuts: [])
    #expect(whole.findings.count == 1)
    for cut in start...start + 40 {
      #expect(try streamScan(token, path: path, cuts: [cut]) == whole)
    }
  }
}
