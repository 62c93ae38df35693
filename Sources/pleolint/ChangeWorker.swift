internal import Artifacts
internal import Findings
internal import Git
internal import Scanning

/// One worker: its memory, where it gets objects from, and how it scans what a change puts at a path.
struct ChangeWorker: ~Copyable {
  private let session: ChangeSession
  private var project: Project?
  private var memory: WorkerMemory
  private var objects: ObjectStream
  private var ownership: Ownership
  private var bytes: [UInt8] = []

  /// Prepares a worker.
  init(for session: ChangeSession) throws(DetectorError) {
    memory = try WorkerMemory()
    objects = ObjectStream(of: session.repository)
    ownership = Ownership([], in: session.repository.program)
    self.session = session
  }

  /// Turns to all that one change changes; with a project, what is scanned of it is related to others.
  mutating func turn(to changes: [Change], _ project: Project? = nil) {
    ownership = Ownership(changes, in: session.repository.program)
    self.project = project
  }

  /// Turns to what other artifacts of the same change offer.
  mutating func relate(to project: Project) { self.project = project }

  /// Scans what is at a path after the change.
  mutating func scan(_ change: Change, number: Int) -> ScanResult {
    let path = change.path
    if session.exclusions.cover(path) { return Self.result(number, path, .skipped(.excluded)) }
    switch change.content {
    case .submodule: return Self.result(number, path, .skipped(.submodule))
    case .conflict: return Self.result(number, path, .failed(Change.conflictReason))
    case .blob(let id): return scan(id, path, number)
    case .message(let id): return scan(id, path, number, isMessage: true)
    }
  }

  private mutating func scan(
    _ id: ObjectID, _ path: ArtifactPath, _ number: Int, isMessage: Bool = false
  ) -> ScanResult {
    do throws(GitError) {
      var blob = try BlobReading(id, from: &objects, windows: Detector.geometry)
      if let limit = session.sizeLimit, blob.size > limit {
        while try blob.next(from: &objects, into: &bytes) != nil {}
        return Self.result(number, path, .skipped(.tooLarge))
      }
      var assembly: ArtifactAssembly?
      var traits: ArtifactTraits?
      while var window = try blob.next(from: &objects, into: &bytes) {
        if isMessage, window.isWhole { window = messageAlone() }
        if LFSPointer.holds(bytes) { return Self.result(number, path, .skipped(.lfsPointer)) }
        let known = traits ?? ArtifactTraits(path: path, head: bytes.span)
        traits = known
        if assembly == nil {
          assembly = ArtifactAssembly(path: path, traits: known, isStream: blob.isStream)
        }
        assembly?.add(result(of: window, known))
      }
      return result(of: assembly, path, number)
    } catch {
      return Self.result(number, path, .failed(error.reason))
    }
  }

  /// Takes what stands before the message from the bytes of a commit or a tag.
  private mutating func messageAlone() -> Window {
    bytes.removeFirst(Message.start(in: bytes.span))
    return Window(range: bytes.indices, core: bytes.indices, isWhole: true)
  }

  /// The record with each finding marked as new or unchanged; where git cannot tell, all are new.
  private mutating func marked(_ assembly: ArtifactAssembly) -> ArtifactRecord {
    do throws(GitError) {
      return try ownership.marking(assembly.record(unlessWorse: .read))
    } catch {
      let record = assembly.record(
        unlessWorse: .truncated("its added lines are not known: \(error.reason)"))
      return record.with(record.findings.map { $0.marked(as: .new) })
    }
  }

  private mutating func result(
    of assembly: ArtifactAssembly?, _ path: ArtifactPath, _ number: Int
  ) -> ScanResult {
    guard let assembly else { return Self.result(number, path, .read) }
    let record = marked(assembly)
    let share = assembly.share
    let sharing = Sharing(file: ArtifactFile(path: path, source: .met), share: share)
    return ScanResult(number: number, record: record, sharing: share.isOpen ? sharing : nil)
  }

  private mutating func result(of window: Window, _ traits: ArtifactTraits) -> WindowResult {
    // Another reference to the same bytes, gone before they grow.
    let lent = bytes
    var result = WindowResult()
    result.add(window) { () throws(DetectorError) in
      try session.detector.scan(lent.span, window, traits, in: project, using: &memory)
    }
    return result
  }

  private static func result(
    _ number: Int, _ path: ArtifactPath, _ status: ArtifactRecord.Status
  ) -> ScanResult {
    ScanResult(number: number, record: ArtifactRecord(path: path, status: status))
  }
}
