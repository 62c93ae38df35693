import Findings
import Rules
import Testing

@testable import Scanning

/// What a survey leaves out holds nothing.
@Suite struct SurveyTests {
  struct Input: CustomTestStringConvertible, Sendable {
    let seed: UInt64
    var encoding = StreamText.Encoding.utf8
    var filler = StreamText.Filler.logLines
    var plantEvery = 400_000
    var path = "logs/app.log"
    var wraps = false
    /// False where a keyword stands so near to every place that nothing is quiet, or one in UTF-16 does.
    var isPartlyQuiet = true

    var testDescription: String { "\(encoding), \(filler), every \(plantEvery), seed \(seed)" }
  }

  static let inputs = [
    Input(seed: 1), Input(seed: 2, plantEvery: 150_000), Input(seed: 3, wraps: true),
    Input(seed: 4, encoding: .utf8WithMark), Input(seed: 5, filler: .giantLines),
    Input(seed: 16, filler: .windowsLines), Input(seed: 7, filler: .noise),
    Input(seed: 8, plantEvery: 2000, isPartlyQuiet: false),
    Input(seed: 9, encoding: .utf16Embedded, isPartlyQuiet: false),
    Input(seed: 10, encoding: .utf16LittleWithMark, isPartlyQuiet: false),
    Input(seed: 11, path: "secrets/pleo-api-key", isPartlyQuiet: false),
  ]

  @Test(arguments: inputs)
  func aSurveyedScanFindsWhatAScanOfEveryByteFinds(_ input: Input) throws {
    var text = StreamText(
      seed: input.seed, size: input.encoding == .utf8 ? 3 << 19 : 1 << 20,
      encoding: input.encoding, filler: input.filler, plantEvery: input.plantEvery,
      wraps: input.wraps)
    let path = ArtifactPath(input.path)
    let whole = try streamScan(text.bytes, path: path, cuts: [])
    let (record, quietCount) = try surveyedScan(
      text.bytes, path: path, cuts: Set(text.cuts(2)).sorted())
    #expect(!whole.findings.isEmpty)
    #expect(record == whole)
    #expect(quietCount > 0 || !input.isPartlyQuiet)
  }

  @Test func aTextWithoutAKeywordIsQuietThroughout() throws {
    let line = Array("2026-11-20T10:00:00Z info request served in 12 ms, blåbær\n".utf8)
    let bytes = Array(repeatElement(line, count: 9000).joined()) + Array("no end".utf8)
    let whole = try streamScan(bytes, path: "app.log", cuts: [])
    let (record, quietCount) = try surveyedScan(bytes, path: "app.log", cuts: [100_001])
    #expect(quietCount == bytes.count)
    #expect(record == whole)
    #expect(record.lineCount == 9001)
  }

  @Test func anArtifactThatIsLentWholeIsOneStretch() throws {
    let detector = try Detector(.builtIn, options: DetectorOptions(now: 0))
    var worker = try WorkerMemory()
    let bytes = [UInt8](repeating: 10, count: 500_000) + Array("pleo".utf8)
    let window = Window(range: 0..<bytes.count, core: 0..<bytes.count, isWhole: true)
    let traits = ArtifactTraits(path: "app.log", head: bytes.span)
    let stretches = try detector.survey(bytes.span, window, traits, using: &worker)
    #expect(stretches.count == 1)
    guard case .open(window) = stretches.first else {
      Issue.record("what holds a keyword was not left open")
      return
    }
  }
}
