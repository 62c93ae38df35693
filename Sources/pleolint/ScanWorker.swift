internal import Artifacts
internal import Findings
internal import Scanning

/// One worker: its memory, and how it scans what it is given.
struct ScanWorker: ~Copyable {
  private let detector: Detector
  private let root: Root
  private var memory: WorkerMemory
  private var buffer = WindowBuffer()
  private let project: Project?

  /// What became of an entry of the walk.
  enum Outcome {
    case record(ArtifactRecord, Sharing? = nil)
    /// It is too large for one worker.
    case large(LargeScan)
  }

  /// Prepares a worker; with a project, what it scans is related to other artifacts.
  init(detector: Detector, root: Root, project: Project? = nil) throws(DetectorError) {
    self.detector = detector
    self.project = project
    self.root = root
    memory = try WorkerMemory()
  }

  /// Scans an entry of the walk; a large file is only opened, to be shared.
  mutating func scan(_ entry: WalkEntry, number: Int) -> Outcome {
    switch entry {
    case .record(let record): return .record(record)
    case .file(let file):
      do throws(ArtifactError) {
        switch try root.open(file, windows: Detector.geometry) {
        case .file(let opened): return scan(opened, of: file, number: number)
        case .stream(let stream): return .record(scan(stream))
        }
      } catch {
        return .record(ArtifactRecord(path: file.path, status: .failed(error.reason)))
      }
    }
  }

  /// Scans a file once more, now that it is known what others offer.
  ///
  /// - Returns: Its record, or nil where what is known of it still holds: it uses nothing of the
  ///   project, or cannot be read any more.
  mutating func scanAgain(_ file: ArtifactFile, number: Int) -> ArtifactRecord? {
    guard let project, case .file(let opened)? = try? root.open(file, windows: Detector.geometry),
      opened.windowCount == 1, (try? opened.read(0, into: &buffer)) != nil
    else { return nil }
    let traits = traits(of: file.path)
    guard buffer.withBytes({ project.mayReach(traits, in: $0) }),
      case .record(let record, _) = scan(opened, of: file, number: number), record.status == .read
    else { return nil }
    return record
  }

  /// Scans a window of a large file.
  mutating func scan(window number: Int, of scan: LargeScan) -> WindowResult {
    do throws(ArtifactError) {
      guard let window = try scan.file.read(number, into: &buffer) else { return .gone }
      return result(of: window, scan.traits, scan.file.failure(after: window))
    } catch {
      return .failed(error.reason)
    }
  }

  private mutating func scan(
    _ file: OpenedFile, of entry: ArtifactFile, number: Int
  ) -> Outcome {
    do throws(ArtifactError) {
      let window = try file.read(0, into: &buffer)
      let traits = traits(of: file.path)
      // The first window is read once more as one of many: its core is what its first reader saw.
      if file.windowCount > 1 { return .large(LargeScan(file, number: number, traits: traits)) }
      var assembly = ArtifactAssembly(path: file.path, traits: traits, isStream: false)
      assembly.add(window.map { result(of: $0, traits, file.failure(after: $0)) } ?? .gone)
      let share = assembly.share
      return .record(
        assembly.record(unlessWorse: file.outcome()),
        share.isOpen && entry.source != .standardInput ? Sharing(file: entry, share: share) : nil)
    } catch {
      return .record(ArtifactRecord(path: file.path, status: .failed(error.reason)))
    }
  }

  private mutating func scan(_ opened: consuming OpenedStream) -> ArtifactRecord {
    var stream = opened
    stream.isInterrupted = { Interruption.status != nil }
    var assembly: ArtifactAssembly?
    var traits: ArtifactTraits?
    do throws(ArtifactError) {
      while let window = try stream.next(into: &buffer) {
        let known = traits ?? self.traits(of: stream.path)
        traits = known
        if assembly == nil {
          assembly = ArtifactAssembly(
            path: stream.path, traits: known, isStream: !window.isWhole)
        }
        assembly?.add(result(of: window, known))
      }
    } catch {
      guard assembly != nil else {
        return ArtifactRecord(path: stream.path, status: .failed(error.reason))
      }
      assembly?.add(.failed(error.reason))
    }
    return assembly?.record(unlessWorse: .read) ?? ArtifactRecord(path: stream.path, status: .read)
  }

  /// Judges an artifact by the start of what the buffer holds.
  private func traits(of path: ArtifactPath) -> ArtifactTraits {
    buffer.withBytes { ArtifactTraits(path: path, head: $0) }
  }

  private mutating func result(
    of window: Window, _ traits: ArtifactTraits, _ failure: ArtifactError? = nil
  ) -> WindowResult {
    do throws(DetectorError) {
      let scan = try buffer.withBytes { bytes throws(DetectorError) in
        try detector.scan(bytes, window, traits, in: project, using: &memory)
      }
      return .scanned(scan, byteCount: window.core.count, failure: failure?.reason)
    } catch {
      return .failed(error.description)
    }
  }
}
