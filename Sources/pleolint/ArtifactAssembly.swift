internal import Artifacts
internal import Findings
internal import Scanning

/// The record of an artifact while its windows come in, in their order.
struct ArtifactAssembly {
  private var assembler: ArtifactAssembler
  private let traits: ArtifactTraits
  private let isStream: Bool
  private var byteCount = 0
  private var failure: String?
  /// What the artifact has to do with others; nothing where it was read in windows.
  private(set) var share = ArtifactShare()

  init(path: ArtifactPath, traits: ArtifactTraits, isStream: Bool) {
    assembler = ArtifactAssembler(path: path)
    self.traits = traits
    self.isStream = isStream
  }

  /// Adds the next window.
  mutating func add(_ result: WindowResult) {
    for scan in result.scans {
      assembler.add(scan)
      share = scan.share
    }
    byteCount += result.byteCount
    failure = failure ?? result.failure
  }

  /// The record, given what else became of the artifact.
  func record(unlessWorse outcome: ArtifactRecord.Status) -> ArtifactRecord {
    let status = failure.map { ArtifactRecord.Status.truncated($0) } ?? outcome
    return assembler.record(
      byteCount: byteCount, isStream: isStream, isPlainArchive: traits.isCompressed,
      status: status)
  }
}
