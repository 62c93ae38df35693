import Findings
import Rules
import TestSupport
import Testing

@testable import Scanning

/// What stands encoded is found where it stands.
@Suite struct LayerTests {
  static let key = "plp_" + "1xgGy7y11NDNCgThLLH7ffjggKgX6xaa5v4N"

  /// A small object that holds a key, all of it encoded.
  private static func object(_ stack: [Encoding], key: String = key) -> MarkedBytes {
    let object =
      MarkedBytes("{\"vendor\":\"pleo\",\"note\":\"a/b\",\"k\":\"")
      + MarkedBytes(key, isMarked: true) + MarkedBytes("\",\"n\":[1,2,3]}")
    return MarkedBytes("before: '") + object.encoded(stack) + MarkedBytes("' # after\n")
  }

  private static func expectKey(
    in text: MarkedBytes, path: ArtifactPath = "settings.txt", key: String = key
  ) throws {
    let findings = try wholeScan(text.bytes, path: path).findings
    let keys = findings.filter { $0.ruleID.rawValue == "pleo-api-key" }
    #expect(keys.map(\.location.region.byteRange) == [text.region])
    #expect(
      keys.first?.credential?.secret.reveal { String(decoding: $0, as: UTF8.self) } == key)
    for finding in findings { expectHidden(finding, text, key) }
  }

  /// Neither the key nor the bytes that stand for it are shown.
  private static func expectHidden(_ finding: Finding, _ text: MarkedBytes, _ key: String) {
    let shown = finding.snippet.pieces.map { piece in
      guard case .text(let text) = piece.content else { return "…" }
      return text
    }
    let encoded = Array(text.bytes[text.region])
    for line in shown + [finding.message, finding.fingerprint.shape] {
      let bytes = Array(line.utf8)
      #expect(bytes.firstRange(of: encoded) == nil)
      let undone = bytes.undoingEscapes(rounds: 4)
      #expect(!Self.sharesRun(of: 8, undone, Array(key.utf8)), "\(line)")
    }
  }

  private static func sharesRun(of length: Int, _ text: [UInt8], _ secret: [UInt8]) -> Bool {
    (0...secret.count - length).contains { text.firstRange(of: secret[$0..<$0 + length]) != nil }
  }

  @Test(arguments: Encoding.allCases)
  func everyEncodingIsLookedThrough(_ encoding: Encoding) throws {
    try Self.expectKey(in: Self.object([encoding]))
  }

  /// A group of digits stands for three bytes, of which the first may be none of the text.
  ///
  /// The name alone shows that there is a key.
  @Test(arguments: 0..<6, [Encoding.base64, .hex])
  func aTextThatStartsBehindAControlCharacterIsFound(before: Int, _ encoding: Encoding) throws {
    let key = HostileTextTests.key
    let encoded =
      MarkedBytes(String(repeating: "A", count: before) + "\0PLEO_API_KEY=")
      + MarkedBytes(key, isMarked: true) + MarkedBytes("\0")
    try Self.expectKey(
      in: MarkedBytes("x: ") + encoded.encoded([encoding]) + MarkedBytes("\n"), key: key)
  }

  @Test func manyLayersAndTheTextAroundThemEachHaveTheirFindingsInOrder() throws {
    let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
    var (text, regions): ([UInt8], [Range<Int>]) = ([], [])
    for number in 0..<48 {
      let key =
        "plp_" + "1xgGy7y11NDNCgThLLH7ffjgg\(letters[number % 24])X6x\(letters[number / 24])5v4N"
      let stacks: [[Encoding]] = [[.base64], [], [.percent], [.json, .base64]]
      let piece = Self.object(stacks[number % stacks.count], key: key)
      regions.append(text.count + piece.region.lowerBound..<text.count + piece.region.upperBound)
      text += piece.bytes
    }
    let findings = try wholeScan(text, path: "settings.txt").findings
    let keys = findings.filter { $0.ruleID.rawValue == "pleo-api-key" }
    #expect(keys.map(\.location.region.byteRange) == regions)
  }

  static let nested: [[Encoding]] = [
    [.percent, .percent], [.percent, .percent, .percent], [.json, .json], [.json, .json, .json],
    [.unicode, .json], [.unicode, .json, .json], [.hexEscapes, .json], [.unicodeBraces, .json],
    [.unicode, .percent],
    [.entities, .entities], [.entitiesAll, .json], [.json, .percent],
    [.json, .entities, .percent], [.base64, .percent], [.base64, .json], [.wrappedBase64, .json],
    [.json, .base64], [.percent, .base64, .percent], [.entities, .hex], [.json, .upperHex, .json],
    [.unicode, .entities, .json], [.urlSafeBase64, .percent, .percent],
  ]

  @Test(arguments: nested)
  func encodingsMayNestThreeDeep(_ stack: [Encoding]) throws {
    try Self.expectKey(in: Self.object(stack))
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func theRegionIsExactlyWhatStandsForTheKey(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let stack = Self.stack(&random)
    let around = { (random: inout SeededGenerator) in
      MarkedBytes(random.text(random.int(0..<40), of: "abc xyz\n,;日é"))
    }
    let start = around(&random) + MarkedBytes(" ")
    let text = start + Self.object(stack) + around(&random)
    try Self.expectKey(in: text)
  }

  /// Where all is escaped, another escape of its signs hides the keywords, and a run those of a run.
  private static func stack(_ random: inout SeededGenerator) -> [Encoding] {
    let light: [Encoding] = [.percent, .json, .entities]
    var stack = (0..<random.int(1..<4)).map { _ in random.element(of: light) }
    switch random.int(0..<4) {
    case 0: stack[0] = .unicode
    case 1:
      let whole = random.element(of: Encoding.allCases.filter(\.isWhole))
      return [whole] + stack.dropFirst().map { _ in .json }
    case 2:
      stack[random.int(0..<stack.count)] = random.element(of: Encoding.allCases.filter(\.isRun))
    default: break
    }
    return stack
  }

  /// Each is looked for in every byte of the input.
  @Test func fewLiteralsAreLookedFor() {
    let keywords = EncodedKeyword.all(of: RuleSet.builtIn.evidence)
    #expect(Set(keywords.map(\.bytes)).count <= 48)
  }

  @Test func whatIsDeeperThanThreeIsLeft() throws {
    let text = Self.object([.unicode, .json, .json, .json])
    #expect(try wholeScan(text.bytes, path: "settings.txt").findings.isEmpty)
  }

  @Test(arguments: [UTF16Text.ByteOrder.little, .big])
  func escapesInUTF16AreLookedThrough(_ order: UTF16Text.ByteOrder) throws {
    let text = MarkedBytes("pleo ") + Self.object([.percent, .json])
    let wide = text.bytes.flatMap { byte -> [UInt8] in order == .little ? [byte, 0] : [0, byte] }
    let findings = try wholeScan(wide, path: "settings.txt").findings
    let region = 2 * text.region.lowerBound..<2 * text.region.upperBound
    #expect(findings.map(\.location.region.byteRange) == [region])
  }

  @Test func aTokenIsJoinedWhereALineBreakCutsIt() throws {
    let (first, last) = (Self.key.prefix(20), Self.key.dropFirst(20))
    let long = String(repeating: "x", count: 40)
    let broken: [(String, String, String, ArtifactPath)] = [
      ("export PLEO_API_KEY=", "\\\n", "\n", "a.sh"),
      ("pleo:\n  key: \"", "\\\n      ", "\"\n", "a.yaml"),
      ("Subject: pleo\n\nthe key \(long) ", "=\r\n", " x\r\n", "a.eml"),
    ]
    for (before, cut, after, path) in broken {
      let key = MarkedBytes(first + cut + last, isMarked: true)
      try Self.expectKey(in: MarkedBytes(before) + key + MarkedBytes(after), path: path)
    }
  }

  @Test func aHeaderInBase64IsReadAsAHeader() throws {
    let basic = MarkedBytes(Self.key + ":", isMarked: true).encoded(.base64)
    let header = (MarkedBytes("Authorization: Basic ") + basic + MarkedBytes("\r\n"))
    let text = MarkedBytes("sent to pleo: ") + header.encoded(.base64) + MarkedBytes("\n")
    let findings = try wholeScan(text.bytes, path: "a.txt").findings
    #expect(findings.map(\.ruleID.rawValue) == ["pleo-encoded-api-key"])
    #expect(findings.map(\.location.region.byteRange) == [text.region])
  }

  @Test func oneLiteralIsOneFinding() throws {
    // The value of a Secret, found as it stands, and what it decodes to.
    let whole = MarkedBytes(Self.key, isMarked: true).encoded(.base64)
    let text = MarkedBytes("data:\n  PLEO_API_KEY: ") + whole + MarkedBytes("\n")
    let findings = try wholeScan(text.bytes, path: "secret.yaml").findings
    #expect(findings.map(\.ruleID.rawValue) == ["pleo-api-key"])
    #expect(findings.map(\.location.region.byteRange) == [text.region])
  }

  @Test func theSignOfPleoMayStandOutside() throws {
    let key = MarkedBytes("k=") + MarkedBytes(Self.key, isMarked: true) + MarkedBytes("; and more")
    for encoding in [Encoding.hex, .base64, .percentAll] {
      let text = MarkedBytes("x ") + key.encoded(encoding) + MarkedBytes("\n")
      let alone = try wholeScan(text.bytes, path: "a.txt").findings
      #expect(alone.map(\.ruleID.rawValue) == ["pleo-unattributed-key"])
      let signed = try wholeScan(
        (text + MarkedBytes("the pleo client\n")).bytes, path: "a.txt"
      ).findings
      #expect(signed.map(\.ruleID.rawValue) == ["pleo-api-key"])
    }
  }

  @Test func aCommentSuppressesWhatStandsEncodedOnItsLine() throws {
    let text =
      MarkedBytes("pleo = '") + MarkedBytes(Self.key, isMarked: true).encoded(.percentAll)
      + MarkedBytes("' # pleolint:allow pleo-api-key -- made up\n")
    let findings = try wholeScan(text.bytes, path: "a.py").findings
    #expect(findings.map(\.ruleID.rawValue) == ["pleo-api-key"])
    #expect(findings.first?.suppression?.justification == "made up")
  }

  @Test func aDirectiveThatStandsEncodedIsNone() throws {
    let comment = MarkedBytes("# pleolint:allow pleo-api-key\n").encoded(.json)
    let text = MarkedBytes("{\"pleo\": \"") + comment + MarkedBytes("\"}\n")
    #expect(try wholeScan(text.bytes, path: "a.json").findings.isEmpty)
  }

  @Test(arguments: [
    "https%3A%2F%2Fexternal.pleo.io%2Fv2%2Femployees", "C:\\new\\pleo\\tools",
    #"const s = "{\"pleo_key\": \"" + key + "\"}\n"; fetch("https://external.pleo.io/v1")"#,
    #"if (/https:\/\/openapi\.pleo\.io/.test(url)) {}"#, "pleo %d%% of %s, \\d+\\.\\d+",
    "pleo&plp&amp;plp%20list&page=plp\\", "<a href=\"?a=1&amp;pleo=2\">pleo&nbsp;key</a>",
  ])
  func ordinaryEscapesAreNoFindings(_ text: String) throws {
    for path in ["a.js", "a.log", "a.json", "a.txt"] as [ArtifactPath] {
      #expect(try wholeScan(Array(text.utf8), path: path).findings.isEmpty, "\(path)")
    }
  }

  @Test(arguments: Encoding.allCases)
  func aCutNeitherLosesNorMovesWhatIsEncoded(_ encoding: Encoding) throws {
    let filler = String(repeating: "2026-03-14T08:11:52Z INFO took 12ms\n", count: 1900)
    for stack in [[encoding], [encoding, .json]] {
      let text =
        MarkedBytes(filler) + MarkedBytes("pleo ") + Self.object(stack) + MarkedBytes(filler)
      let (start, end) = (text.region.lowerBound, text.region.upperBound)
      let whole = try streamScan(text.bytes, path: "app.log", cuts: [])
      #expect(whole.findings.contains { $0.location.region.byteRange == text.region })
      let cuts = [
        65_536, start - 70, start - 1, start, start + 1, (start + end) / 2, end, end + 60,
      ]
      for cut in cuts {
        #expect(try streamScan(text.bytes, path: "app.log", cuts: [cut]) == whole)
      }
    }
  }
}
