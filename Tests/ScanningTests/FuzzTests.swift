import Findings
import Rules
import TestSupport
import Testing

@testable import Scanning

/// Whatever the bytes are, the detector comes to an end, and says nothing that it must not.
@Suite struct FuzzTests {
  private static let paths = [
    "a.js", "a.py", "a.md", "a.json", "a.yml", "a.sh", "a.log", "a.http", "a.xml", "pleo/.env", "x",
  ]

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func mutatedExamplesAreScannedWhole(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let detector = try Detector(.builtIn, options: DetectorOptions(now: 1_795_219_200))
    var worker = try WorkerMemory()
    for _ in 0..<150 {
      let bytes = Self.mutated(&random)
      let path = ArtifactPath(random.element(of: Self.paths))
      let traits = ArtifactTraits(path: path, head: bytes.span)
      let window = Window(range: 0..<bytes.count, core: 0..<bytes.count, isWhole: true)
      var assembler = ArtifactAssembler(path: path)
      assembler.add(try detector.scan(bytes.span, window, traits, using: &worker))
      let record = assembler.record(byteCount: bytes.count, isStream: false, status: .read)
      #expect(record.status == .read)
      for finding in record.findings { Self.check(finding, in: bytes) }
      #expect(record.findings == record.findings.sorted())
    }
  }

  private static func check(_ finding: Finding, in bytes: [UInt8]) {
    let locations = [finding.location] + finding.relatedLocations.map(\.location)
    for region in locations.map(\.region) {
      #expect(region.byteRange.lowerBound >= 0 && region.byteRange.upperBound <= bytes.count)
      #expect(region.start.line >= 1 && region.start.column >= 1)
      #expect(
        (region.start.line, region.start.column) <= (region.end.line, region.end.column))
    }
    #expect(!finding.location.region.byteRange.isEmpty)
    guard let credential = finding.credential else { return }
    let shown =
      [finding.message, finding.fingerprint.shape]
      + finding.relatedLocations.map(\.message) + finding.snippet.pieces.map(text)
    let leaks = credential.secret.reveal { secret in
      secret.count >= 12 && shown.contains { Array($0.utf8).firstRange(of: secret) != nil }
    }
    #expect(!leaks, "\(finding.ruleID) shows its secret")
  }

  private static func text(_ piece: Snippet.Piece) -> String {
    guard case .text(let text) = piece.content else { return "" }
    return text
  }

  /// Pieces of examples beside each other, with bytes changed, doubled, taken out and put in.
  private static func mutated(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<random.int(1..<5) {
      let text = random.element(of: RuleSet.exampleTexts)
      let start = random.int(0..<text.count)
      bytes += text[(random.int(0..<2) == 0 ? 0 : start)...]
    }
    for _ in 0..<random.int(0..<12) where !bytes.isEmpty {
      let place = random.int(0..<bytes.count)
      switch random.int(0..<5) {
      case 0: bytes[place] = UInt8(random.int(0..<256))
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 20)], at: place)
      case 3: bytes.insert(contentsOf: Array("\n{}()[]\"'`\\".utf8), at: place)
      default: bytes.removeSubrange(place..<min(bytes.count, place + random.int(0..<30)))
      }
    }
    if random.int(0..<4) == 0 { bytes = bytes.flatMap { [$0, 0] } }
    return bytes
  }

  /// Texts that make backtracking expressions slow.
  static let slow: [(name: String, piece: String, end: String)] = [
    ("names", "pleo_", ""), ("names of keys", "pleo_key_", ""), ("prefixes", "plp_", ""),
    ("blanks", " ", "pleo_token="), ("tokens", "eyJhbGciOi.", "pleo_token=x"),
    ("hosts", "https://external.pleo.io?", ""), ("brackets", "(", "pleo_key='x'"),
    ("quotes", "\"'`", "pleo_key='x'"), ("zeros", "\0", "pleo"), ("equals", "pleo_key =", ""),
  ]

  @Test(.timeLimit(.minutes(1)), arguments: slow.map(\.name))
  func slowTextsAreScannedWithinTheLimits(name: String) throws {
    let text = try #require(Self.slow.first { $0.name == name })
    let count = 20_000 / text.piece.utf8.count
    let bytes = Array((String(repeating: text.piece, count: count) + text.end).utf8)
    for path in ["a.js", "a.md", "x"] as [ArtifactPath] {
      #expect(try wholeScan(bytes, path: path).status == .read)
    }
  }
}
