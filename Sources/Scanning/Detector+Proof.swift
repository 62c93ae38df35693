public import Findings
public import Rules

extension Detector {
  /// What an example proves, or fails to.
  public enum Proof: Hashable, Sendable {
    /// Exactly the marked regions are found.
    case holds
    /// The regions that were found instead, in bytes of the text without marks and seams.
    case fails(found: [Range<Int>], expected: [Range<Int>])
  }

  /// Runs an example or counterexample of a rule through the whole detector.
  ///
  /// - Parameters:
  ///   - example: The text, with the regions that have to be found.
  ///   - id: The rule whose findings count.
  ///   - worker: The caller's own memory.
  /// - Returns: Whether it holds.
  /// - Throws: `invalidPattern`, `outOfMemory`.
  public func prove(
    _ example: Example, of id: RuleID, using worker: inout WorkerMemory
  ) throws(DetectorError) -> Proof {
    guard let marked = example.marked else { return .fails(found: [], expected: []) }
    let record = try scan(marked.bytes, path: ArtifactPath(example.path), using: &worker)
    let found = record.findings.filter { $0.ruleID == id }.map(\.location.region.byteRange)
    return found == marked.regions ? .holds : .fails(found: found, expected: marked.regions)
  }

  /// Scans bytes that are a whole artifact.
  ///
  /// - Parameters:
  ///   - bytes: All of them.
  ///   - path: The path to judge by.
  ///   - worker: The caller's own memory.
  /// - Returns: The record of the artifact.
  /// - Throws: `invalidPattern`, `outOfMemory`.
  public func scan(
    _ bytes: [UInt8], path: ArtifactPath, using worker: inout WorkerMemory
  ) throws(DetectorError) -> ArtifactRecord {
    let whole = 0..<bytes.count
    let traits = ArtifactTraits(path: path, head: bytes.span)
    var assembler = ArtifactAssembler(path: path)
    assembler.add(
      try scan(
        bytes.span, Window(range: whole, core: whole, isWhole: true), traits, using: &worker))
    return assembler.record(byteCount: bytes.count, isStream: false, status: .read)
  }
}
