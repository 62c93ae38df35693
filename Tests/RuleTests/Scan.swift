import Findings
import Rules
import Scanning

/// A detector with the built-in rules, and a worker that keeps its compiled expressions.
struct ScanSession: ~Copyable {
  private let detector: Detector
  private let project: Project?
  private var worker: WorkerMemory

  init(
    usesJIT: Bool = true, honoursSuppressions: Bool = true, in project: Project? = nil
  ) throws {
    // 2026-11-21T00:00:00Z
    var options = DetectorOptions(now: 1_795_219_200)
    options.honoursSuppressions = honoursSuppressions
    let detector = try Detector(.builtIn, options: options)
    worker = try WorkerMemory(usesJIT: usesJIT)
    self.detector = detector
    self.project = project
  }

  /// Scans bytes as a whole artifact.
  mutating func scan(_ bytes: [UInt8], path: String) throws -> ArtifactRecord {
    let window = Window(range: 0..<bytes.count, core: 0..<bytes.count, isWhole: true)
    return try scan(bytes, path, [window])
  }

  /// Scans bytes as a stream that is cut at some offsets, in ascending order.
  mutating func scanStream(
    _ bytes: [UInt8], path: String, cuts: [Int]
  ) throws -> ArtifactRecord {
    let starts = [0] + cuts
    let windows = zip(starts, cuts + [bytes.count]).map { start, end in
      Window(range: 0..<bytes.count, core: start..<end, isWhole: false)
    }
    return try scan(bytes, path, windows)
  }

  private mutating func scan(
    _ bytes: [UInt8], _ path: String, _ windows: [Window]
  ) throws -> ArtifactRecord {
    let path = ArtifactPath(path)
    let traits = ArtifactTraits(path: path, head: bytes.span)
    var assembler = ArtifactAssembler(path: path)
    for window in windows {
      assembler.add(try detector.scan(bytes.span, window, traits, in: project, using: &worker))
    }
    return assembler.record(byteCount: bytes.count, isStream: false, status: .read)
  }
}

/// Scans bytes as a whole artifact with the built-in rules.
func scan(
  _ bytes: [UInt8], path: String, usesJIT: Bool = true, honoursSuppressions: Bool = true,
  in project: Project? = nil
) throws -> ArtifactRecord {
  var session = try ScanSession(
    usesJIT: usesJIT, honoursSuppressions: honoursSuppressions, in: project)
  return try session.scan(bytes, path: path)
}

extension ArtifactRecord {
  /// The regions of a rule's findings, in order.
  func regions(of id: RuleID?) -> [Range<Int>] {
    findings.filter { $0.ruleID == id }.map(\.location.region.byteRange)
  }
}

extension Rule {
  /// Whether a text is found that is put before or after an example, or around it.
  ///
  /// The rules about suppressions judge comments, which other text would change.
  var isAboutInput: Bool { documentation.category != .scanner }

  /// Whether a text is evidence by where it stands in a file that is called so.
  var isAboutFiles: Bool {
    clauses.contains { clause in
      guard case .evidence(let names) = clause.trigger else { return false }
      return RuleSet.builtIn.evidence.contains { names.contains($0.id) && $0.artifactPath != nil }
    }
  }
}
