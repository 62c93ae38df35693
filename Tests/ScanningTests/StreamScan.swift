import Findings
import Rules
import Scanning
import Testing

/// Scans bytes as a stream that is cut at some offsets, each window with the detector's margin.
func streamScan(
  _ bytes: [UInt8], path: ArtifactPath, cuts: [Int], margin: Int = Detector.geometry.margin
) throws -> ArtifactRecord {
  let detector = try Detector(.builtIn, options: DetectorOptions(now: 1_795_219_200))
  var worker = try WorkerMemory()
  let traits = ArtifactTraits(path: path, head: bytes.span)
  var assembler = ArtifactAssembler(path: path)
  let ends = Set(cuts + [bytes.count]).filter { (1...bytes.count).contains($0) }.sorted()
  var start = 0
  for end in ends {
    let range = max(0, start - margin)..<min(bytes.count, end + margin)
    let window = Window(range: range, core: start..<end, isWhole: false)
    let lent = bytes.span.extracting(range)
    assembler.add(try detector.scan(lent, window, traits, using: &worker))
    start = end
  }
  return assembler.record(byteCount: bytes.count, isStream: true, status: .read)
}

/// Scans bytes as a stream of which only that is looked at which a survey of each window leaves open.
///
/// - Returns: The record, and how many bytes were quiet.
func surveyedScan(
  _ bytes: [UInt8], path: ArtifactPath, cuts: [Int]
) throws -> (record: ArtifactRecord, quietCount: Int) {
  let detector = try Detector(.builtIn, options: DetectorOptions(now: 1_795_219_200))
  var worker = try WorkerMemory()
  let traits = ArtifactTraits(path: path, head: bytes.span)
  var assembler = ArtifactAssembler(path: path)
  let margin = Detector.geometry.margin
  var (start, quietCount) = (0, 0)
  for end in cuts.sorted() + [bytes.count] {
    let range = max(0, start - margin)..<min(bytes.count, end + margin)
    let window = Window(range: range, core: start..<end, isWhole: false)
    let lent = bytes.span.extracting(range)
    for stretch in try detector.survey(lent, window, traits, using: &worker) {
      switch stretch {
      case .quiet(let scan, let byteCount):
        assembler.add(scan)
        start += byteCount
        quietCount += byteCount
      case .open(let part):
        #expect(part.core.lowerBound == start)
        let lent = bytes.span.extracting(part.range)
        assembler.add(try detector.scan(lent, part, traits, using: &worker))
        start = part.core.upperBound
      }
    }
    #expect(start == end)
  }
  return (assembler.record(byteCount: bytes.count, isStream: true, status: .read), quietCount)
}

/// Scans bytes as a whole artifact.
func wholeScan(
  _ bytes: [UInt8], path: ArtifactPath, rules: RuleSet = .builtIn, usesJIT: Bool = true
) throws -> ArtifactRecord {
  let detector = try Detector(rules, options: DetectorOptions(now: 1_795_219_200))
  var worker = try WorkerMemory(usesJIT: usesJIT)
  let traits = ArtifactTraits(path: path, head: bytes.span)
  var assembler = ArtifactAssembler(path: path)
  let window = Window(range: 0..<bytes.count, core: 0..<bytes.count, isWhole: true)
  assembler.add(try detector.scan(bytes.span, window, traits, using: &worker))
  return assembler.record(byteCount: bytes.count, isStream: false, status: .read)
}

extension RuleSet {
  /// The bytes of all examples and counterexamples of the built-in rules.
  static let exampleTexts: [[UInt8]] = RuleSet.builtIn.rules.flatMap { rule in
    (rule.examples + rule.counterexamples).compactMap { $0.marked?.bytes }
  }

  /// The bytes of the examples that hold a credential, most of which a stream shows as well.
  static let exposingTexts: [[UInt8]] = RuleSet.builtIn.rules
    .filter { $0.documentation.category == .exposure }
    .flatMap { $0.examples.compactMap { $0.marked?.bytes } }
}
