import Findings
import Rules
import Scanning

/// Scans bytes as a whole artifact with the built-in rules.
func scan(_ bytes: [UInt8], path: String) throws -> ArtifactRecord {
  // 2026-11-21T00:00:00Z
  let detector = try Detector(.builtIn, options: DetectorOptions(now: 1_795_219_200))
  var worker = try WorkerMemory()
  let path = ArtifactPath(path)
  let window = Window(range: 0..<bytes.count, core: 0..<bytes.count, isWhole: true)
  let traits = ArtifactTraits(path: path, head: bytes.span)
  var assembler = ArtifactAssembler(path: path)
  assembler.add(try detector.scan(bytes.span, window, traits, using: &worker))
  return assembler.record(byteCount: bytes.count, isStream: false, status: .read)
}

extension ArtifactRecord {
  /// The regions of a rule's findings, in order.
  func regions(of id: RuleID) -> [Range<Int>] {
    findings.filter { $0.ruleID == id }.map(\.location.region.byteRange)
  }
}

extension Rule {
  /// Whether a text is found that is put before or after an example, or around it.
  ///
  /// The rules about suppressions judge comments, which other text would change.
  var isAboutInput: Bool { documentation.category != .scanner }
}
