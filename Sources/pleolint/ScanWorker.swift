internal import Artifacts
internal import Findings
internal import Scanning

/// One worker: its memory, and how it scans what it is given.
struct ScanWorker: ~Copyable {
  private let detector: Detector
  private var opener: ArtifactOpener
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
    opener = ArtifactOpener(root: root)
    memory = try WorkerMemory()
  }

  /// Scans an entry of the walk; a large file is only opened, to be shared.
  mutating func scan(_ entry: WalkEntry, number: Int) -> Outcome {
    switch entry {
    case .record(let record): return .record(record)
    case .file(let file):
      do throws(ArtifactError) {
        switch try opener.open(file, windows: Detector.geometry) {
        case .file(let opened): return outcome(of: opened, from: file, number: number)
        case .stream(let stream): return .record(record(of: stream))
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
    guard let project, case .file(let opened)? = try? opener.open(file, windows: Detector.geometry),
      opened.windowCount == 1, (try? opened.read(opened.firstWindow, into: &buffer)) != nil
    else { return nil }
    let traits = traits(of: file.path)
    guard buffer.withBytes({ project.mayReach(traits, in: $0) }),
      case .record(let record, _) = outcome(of: opened, from: file, number: number),
      record.status == .read
    else { return nil }
    return record
  }

  /// Scans what is read from one end to the other.
  private mutating func record(of opened: consuming OpenedStream) -> ArtifactRecord {
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
        var result = WindowResult()
        scanBuffer(as: window, known, into: &result)
        assembly?.add(result)
      }
    } catch {
      guard assembly != nil else {
        return ArtifactRecord(path: stream.path, status: .failed(error.reason))
      }
      assembly?.add(WindowResult(failure: error.reason))
    }
    return assembly?.record(unlessWorse: .read) ?? ArtifactRecord(path: stream.path, status: .read)
  }

  /// Judges an artifact by the start of what the buffer holds.
  private func traits(of path: ArtifactPath) -> ArtifactTraits {
    buffer.withBytes { ArtifactTraits(path: path, head: $0) }
  }

  /// Scans the part of an artifact that the buffer holds.
  private mutating func scanBuffer(
    as window: Window, _ traits: ArtifactTraits, into result: inout WindowResult
  ) {
    result.add(window) { () throws(DetectorError) in
      try buffer.withBytes { bytes throws(DetectorError) in
        try detector.scan(bytes, window, traits, in: project, using: &memory)
      }
    }
  }
}

extension ScanWorker {
  /// The smallest file that is surveyed where it stands, in bytes: to read a smaller one takes no
  /// longer.
  private static let smallestSurveyed = 256 << 10

  /// Scans a file, unless it is to be shared.
  private mutating func outcome(
    of file: OpenedFile, from entry: ArtifactFile, number: Int
  ) -> Outcome {
    do throws(ArtifactError) {
      if file.windowCount > 1 {
        return .large(LargeScan(file, number: number, traits: try traits(of: file)))
      }
      let (assembly, outcome) = try assembly(of: file)
      let sharesNames = assembly.share.isOpen && entry.source != .standardInput
      return .record(
        assembly.record(unlessWorse: outcome),
        sharesNames ? Sharing(file: entry, share: assembly.share) : nil)
    } catch {
      return .record(ArtifactRecord(path: file.path, status: .failed(error.reason)))
    }
  }

  /// Scans a file that is one window, and says what became of it meanwhile.
  private mutating func assembly(
    of file: OpenedFile
  ) throws(ArtifactError) -> (ArtifactAssembly, ArtifactRecord.Status) {
    let window = file.firstWindow
    guard file.size < Self.smallestSurveyed else {
      let traits = try self.traits(of: file)
      let result = self.result(of: window, in: file, traits)
      return (assembly(of: file, traits, result), file.outcome())
    }
    let (read, outcome) = try file.readWhole(into: &buffer)
    let traits = self.traits(of: file.path)
    var result = WindowResult()
    scanBuffer(as: read, of: window, in: file, traits, into: &result)
    return (assembly(of: file, traits, result), outcome)
  }

  private func assembly(
    of file: OpenedFile, _ traits: ArtifactTraits, _ result: WindowResult
  ) -> ArtifactAssembly {
    var assembly = ArtifactAssembly(path: file.path, traits: traits, isStream: false)
    assembly.add(result)
    return assembly
  }

  /// Judges a file by its start.
  private mutating func traits(of file: OpenedFile) throws(ArtifactError) -> ArtifactTraits {
    let head = 0..<min(file.size, ArtifactTraits.headSize)
    _ = try file.read(Window(range: head, core: head, isWhole: false), into: &buffer)
    return traits(of: file.path)
  }

  /// Scans a window of a large file.
  mutating func scan(window number: Int, of scan: LargeScan) -> WindowResult {
    guard let window = scan.file.window(number) else { return WindowResult() }
    return result(of: window, in: scan.file, scan.traits)
  }

  /// Scans a window of a file, of which only that is read in which something may be found.
  private mutating func result(
    of window: Window, in file: OpenedFile, _ traits: ArtifactTraits
  ) -> WindowResult {
    var result = WindowResult()
    do throws(DetectorError) {
      for stretch in try stretches(of: window, in: file, traits) where result.failure == nil {
        switch stretch {
        case .quiet(let scan, let byteCount):
          result.scans.append(scan)
          result.byteCount += byteCount
        case .open(let part):
          do throws(ArtifactError) {
            let read = try file.read(part, into: &buffer)
            scanBuffer(as: read, of: part, in: file, traits, into: &result)
          } catch {
            result.failure = error.reason
          }
        }
      }
    } catch {
      result.failure = error.description
    }
    return result
  }

  /// Where in a window something may be found; anywhere, where the file changes under our eyes.
  private mutating func stretches(
    of window: Window, in file: OpenedFile, _ traits: ArtifactTraits
  ) throws(DetectorError) -> [Stretch] {
    let stretches = try file.withMapping(of: window) { bytes throws(DetectorError) in
      try detector.survey(bytes, window, traits, using: &memory)
    }
    return stretches ?? [.open(window)]
  }

  /// Scans as much of a window as could be read, and says where that is not all of it.
  private mutating func scanBuffer(
    as read: Window?, of window: Window, in file: OpenedFile, _ traits: ArtifactTraits,
    into result: inout WindowResult
  ) {
    guard let read else { return }
    scanBuffer(as: read, traits, into: &result)
    result.failure = result.failure ?? file.failure(at: read.range.upperBound, of: window)?.reason
  }
}
