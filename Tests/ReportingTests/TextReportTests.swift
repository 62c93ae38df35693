import Findings
import Reporting
import Testing

struct TextReportTests {
  @Test func aWholeReportIsAsPromised() throws {
    try expectFile("report.txt", toHold: report(.text))
  }

  @Test func aWholeReportInColourWithSuppressedFindingsIsAsPromised() throws {
    var options = Sample.options()
    options.usesColor = true
    options.showsSuppressed = true
    try expectFile("report-color.txt", toHold: report(.text, options))
  }

  @Test func aSuppressedFindingIsCountedAndNotShown() throws {
    let suppression = Suppression(kind: .external, justification: "known")
    let finding = Sample.exposure(in: "a", suppression: suppression)
    let text = try report(
      .text, of: [ArtifactRecord(path: "a", byteCount: 9, status: .read, findings: [finding])])
    #expect(
      text
        == "read 1 artifact (9 bytes) with 34 rules; "
        + "found 0 errors, 0 warnings, 0 notes, 1 suppressed\n")
  }

  @Test func whereNothingWasReadItSaysSo() throws {
    #expect(try report(.text, of: []) == "nothing to scan\n")
    let skipped = ArtifactRecord(path: "a", status: .skipped(.symbolicLink))
    #expect(
      try report(.text, of: [skipped, skipped])
        == "nothing to scan; skipped 2 symbolic links\n")
  }

  @Test func whatIsNoArtifactAndWasNotReadIsNamed() throws {
    let text = try report(.text, of: [], failure: "the range a..b does not resolve")
    #expect(text.hasPrefix("pleolint: not complete: the range a..b does not resolve\n"))
    #expect(text.hasSuffix("; NOT COMPLETE: 1 not read\n"))
    #expect(!text.contains("nothing to scan"))
  }

  @Test(arguments: [
    ("/w/shop", "/w/shop", "src/a", "src/a"),
    ("/w/shop", "/w/shop/src", "src/a", "a"),
    ("/w/shop", "/w/shop/src", "b", "../b"),
    ("/w/shop", "/w", "src/a", "shop/src/a"),
    ("/w/shop", "/home/me", "src/a", "/w/shop/src/a"),
    ("/w/shop", "/w/shop2", "a", "../shop/a"),
    ("/", "/", "etc/a", "etc/a"),
    ("/w/shop", "/", "a", "w/shop/a"),
    ("/w/shop", "/w/shop", "/w/shop/a", "a"),
    ("/w/shop", "/w/shop", "/etc/a", "/etc/a"),
    ("/w/shop", "/home", "-", "-"),
  ])
  func aPathIsWrittenFromTheCurrentDirectory(
    root: String, current: String, path: String, expected: String
  ) {
    let base = PathBase(root: root.utf8, currentDirectory: current.utf8)
    #expect(base.fromCurrentDirectory(ArtifactPath(path)) == Array(expected.utf8))
  }

  @Test func noLineIsACommandToABuildServer() throws {
    let pieces: [Snippet.Piece] = [
      .init(.text("  ::set-env name=A::b #"), isMarked: false),
      .init(.text("#[error]x ##teamcity[a] ##"), isMarked: true),
      .init(.masked, isMarked: false),
    ]
    let path: ArtifactPath = "a##vso[x]"
    let text = try report(.text, of: [record(of: pieces, in: path)])
    for line in text.split(separator: "\n") {
      #expect(!line.drop(while: \.isWhitespace).hasPrefix("::"))
      #expect(!line.contains("##"))
    }
  }

  @Test func theMarkerStandsUnderTheRegionWhateverIsBefore() throws {
    let pieces: [Snippet.Piece] = [
      .init(.text("日本\te\u{301}한\u{1f511}\u{1b}"), isMarked: false),
      .init(.text("日x"), isMarked: true),
      .init(.text("   "), isMarked: false),
    ]
    let lines = try report(.text, of: [record(of: pieces, in: "a")]).split(separator: "\n")
    #expect(lines[1] == "  7 | 日本 e\u{301}한\u{1f511}\\u{1b}日x")
    // 2 + 2, 1, 1, 2, 2 and the six columns of the spelt control.
    #expect(lines[2] == "    | " + String(repeating: " ", count: 16) + "^~~")
  }

  @Test func anEmptyRegionIsPointedAt() throws {
    let pieces: [Snippet.Piece] = [
      .init(.text("ab"), isMarked: false), .init(.text(""), isMarked: true),
    ]
    let lines = try report(.text, of: [record(of: pieces, in: "a")]).split(separator: "\n")
    #expect(lines[2] == "    |   ^")
  }

  @Test func nothingThatATerminalObeysOrHidesIsWritten() throws {
    let pieces: [Snippet.Piece] = [.init(.text(Sample.hostileText), isMarked: true)]
    let text = try report(.text, of: [record(of: pieces, in: "a")])
    let forbidden: [ClosedRange<UInt32>] = [
      0...9, 0xb...0x1f, 0x7f...0x9f, 0xad...0xad, 0x61c...0x61c, 0x200b...0x200f,
      0x2028...0x202e, 0x2060...0x206f, 0xfeff...0xfeff, 0xe0000...0xe007f,
    ]
    let written = Set(text.unicodeScalars.map(\.value))
    for range in forbidden { #expect(written.isDisjoint(with: range)) }
    #expect(written.contains(0xe9) && written.contains(0x3042))
  }

  private func record(of pieces: [Snippet.Piece], in path: ArtifactPath) -> ArtifactRecord {
    let finding = Finding(
      ruleID: Sample.ruleID("pleo-plain-http"), severity: .warning, confidence: .medium,
      message: "a message", location: Location(path: path, region: Sample.region(7, 1..<2, at: 0)),
      snippet: Snippet(pieces: pieces), fingerprint: Fingerprint(shape: "", occurrence: 0))
    return ArtifactRecord(path: path, byteCount: 1, status: .read, findings: [finding])
  }
}
