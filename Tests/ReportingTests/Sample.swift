import Findings
import Foundation
import Reporting
import Rules

/// A small scan, made by hand, with hostile names and content.
enum Sample {
  static let key = "plp" + "_" + "Zk3v9TqLw7Rb2NxY"
  static let otherKey = "plp" + "_" + "h8GfD4sAq1WeR6tY"
  static let credential = Credential(kind: "api-key", secret: SecretText(key.utf8))
  static let otherCredential = Credential(kind: "api-key", secret: SecretText(otherKey.utf8))

  static let tool = ToolDescription(
    version: "1.2.3", ruleSetDigest: "sha256:0a1b2c", ruleCount: 34,
    home: "https://github.com/pleolint/pleolint")

  static let rules = [
    RuleDocumentation(
      id: ruleID("pleo-api-key"), summary: "Pleo API key in the text", category: .exposure,
      severity: .error, confidence: .high, tags: ["security", "external/cwe/cwe-798"],
      references: ["https://developers.pleo.io/docs"],
      advice: "revoke the key in Pleo, then read it from the environment",
      helpSource:
        "A key in the text is everyone's\nwho can read it.\n\n## How to mend it\n\nRevoke it.\n"
    ),
    RuleDocumentation(
      id: ruleID("pleo-plain-http"), summary: "Pleo host over plain HTTP", category: .handling,
      severity: .warning, confidence: .medium, tags: ["security"], references: [],
      advice: "use https", helpSource: "Whoever is on the way reads along."),
    RuleDocumentation(
      id: ruleID("pleolint-suppression-unused"), summary: "Suppression that covers nothing",
      category: .scanner, severity: .note, confidence: .high, tags: ["maintainability"],
      references: [], advice: "delete the comment", helpSource: "It covers nothing."),
  ]

  static func options(
    numbered: Bool = true, root: String = "/me/shop", currentDirectory: String = "/me/shop"
  ) -> ReportOptions {
    let key = IdentityKey(Array("sixteen bytes at least".utf8)) ?? IdentityKey()
    var options = ReportOptions(
      rules: rules, paths: PathBase(root: root.utf8, currentDirectory: currentDirectory.utf8),
      identities: numbered ? .numbered : .keyed(key))
    options.isReproducible = true
    return options
  }

  static func ruleID(_ name: String) -> RuleID {
    guard let id = RuleID(rawValue: name) else { preconditionFailure("\(name) is no rule ID") }
    return id
  }

  static func region(_ line: Int, _ columns: Range<Int>, at offset: Int) -> Region {
    Region(
      byteRange: offset..<(offset + columns.count),
      start: Position(line: line, column: columns.lowerBound),
      end: Position(line: line, column: columns.upperBound))
  }

  /// A finding of the key, in `const key = "…"`.
  static func exposure(
    in path: ArtifactPath, line: Int = 12, occurrence: Int = 0, suppression: Suppression? = nil
  ) -> Finding {
    Finding(
      ruleID: ruleID("pleo-api-key"), severity: .error, confidence: .high,
      message: "Pleo API key in the source",
      location: Location(path: path, region: region(line, 14..<34, at: 200)),
      snippet: Snippet(pieces: [
        .init(.text("\tconst key = \""), isMarked: false),
        .init(.credential(credential), isMarked: true),
        .init(.text("\";\r"), isMarked: false),
      ]),
      credential: credential,
      fingerprint: Fingerprint(shape: "const key = \"<api-key>\";", occurrence: occurrence),
      suppression: suppression)
  }

  /// A finding without a credential, on a line that holds everything that hurts a terminal.
  static func hostile(in path: ArtifactPath) -> Finding {
    let endpoint = Location(path: "src/base.ts", region: region(3, 16..<42, at: 77))
    let hostileText =
      "::add-mask::##vso[task.complete]\u{1b}]52;c;x\u{7}\u{9b}31m\u{202e}\u{200b}\u{2028}日本e\u{301}\t"
    return Finding(
      ruleID: ruleID("pleo-plain-http"), severity: .warning, confidence: .medium,
      message: "Pleo host over plain HTTP",
      location: Location(path: path, region: region(1, 40..<61, at: 39)),
      relatedLocations: [RelatedLocation(location: endpoint, message: "the base URL")],
      snippet: Snippet(pieces: [
        .init(.omitted, isMarked: false),
        .init(.text(hostileText), isMarked: false),
        .init(.text("http://日本.example"), isMarked: true),
        .init(.text("/?t="), isMarked: false),
        .init(.masked, isMarked: false),
        .init(.text("&k="), isMarked: false),
        .init(.credential(otherCredential), isMarked: false),
        .init(.omitted, isMarked: false),
      ]),
      fingerprint: Fingerprint(shape: "http://example", occurrence: 0))
  }

  static let unused = Finding(
    ruleID: ruleID("pleolint-suppression-unused"), severity: .note, confidence: .low,
    message: "suppression that covers nothing",
    location: Location(path: "src/app.ts", region: region(40, 1..<30, at: 900)),
    snippet: Snippet(pieces: [.init(.text("// a comment of 29 characters."), isMarked: true)]),
    fingerprint: Fingerprint(shape: "// a comment", occurrence: 0))

  /// The characters of the blocks that hold what a terminal obeys or hides, and of their neighbours.
  static let hostileText: String = {
    let blocks: [ClosedRange<UInt32>] = [
      0...0x30ff, 0xfe00...0xffff, 0x1f000...0x1f7ff, 0xe0000...0xe0fff,
    ]
    let scalars = blocks.flatMap { block in block.compactMap(Unicode.Scalar.init) }
    return String(String.UnicodeScalarView(scalars))
  }()

  static let hostilePath = ArtifactPath(bytes: Array("bad\u{1b}[31m\"name\n".utf8) + [0xff])

  static let records: [ArtifactRecord] = [
    ArtifactRecord(
      path: "::error::x.ts", byteCount: 61, lineCount: 1, status: .read,
      findings: [hostile(in: "::error::x.ts")]),
    ArtifactRecord(
      path: hostilePath, byteCount: 400, lineCount: 20, status: .read,
      findings: [exposure(in: hostilePath)]),
    ArtifactRecord(path: "locked/key", status: .failed("Permission denied")),
    ArtifactRecord(path: "logs", status: .skipped(.ignored)),
    ArtifactRecord(
      path: "logs.tar.gz!/a b.log", byteCount: 1_288_490_188, lineCount: 9_000_000, isStream: true,
      isPlainArchive: true,
      status: .truncated("the member ends early")),
    ArtifactRecord(path: "node_modules", status: .skipped(.ignored)),
    ArtifactRecord(path: "pipe", status: .skipped(.specialFile)),
    ArtifactRecord(
      path: "src/app.ts", byteCount: 1000, lineCount: 40, status: .read,
      findings: [
        exposure(in: "src/app.ts"),
        exposure(
          in: "src/app.ts", line: 13, occurrence: 1,
          suppression: Suppression(
            kind: .inSource, justification: "a test key, \(key), see SEC-12")),
        unused,
      ]),
    ArtifactRecord(path: "src/base.ts", byteCount: 100, lineCount: 4, status: .read),
  ]

  static func summary() -> ScanSummary {
    ScanSummary(tool: tool, startTime: Date(timeIntervalSince1970: 1_767_225_600.25))
  }
}
