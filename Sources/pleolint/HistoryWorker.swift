internal import Artifacts
internal import Findings
internal import Git
internal import Scanning

/// One worker of a scan of a history: its memory, and how it scans objects.
struct HistoryWorker: ~Copyable {
  private let session: HistorySession
  /// The numbers of the blobs that are checked out.
  private let heads: Set<Int>
  private var memory: WorkerMemory
  private var bytes: [UInt8] = []

  init(_ session: HistorySession, heads: Set<Int>) throws {
    self.session = session
    self.heads = heads
    memory = try WorkerMemory()
  }

  /// Scans objects, by number; one git reads them all.
  ///
  /// - Throws: `cannotStart`, or `failed` where git ends before its time.
  mutating func scan(_ numbers: [Int], into fold: inout FindingFold) throws(GitError) {
    let objects = numbers.map { session.history.object($0) }
    var stream = try ObjectStream(session.history.repository.program, asking: objects.map(\.id))
    for (number, object) in zip(numbers, objects) where Interruption.status == nil {
      do throws(GitError) {
        try scan(object, number, from: &stream, into: &fold)
      } catch {
        guard case .noObject = error else { throw error }
        fold.add(status: .failed(error.reason), at: object.paths[0])
      }
    }
  }

  private mutating func scan(
    _ object: HistoryObject, _ number: Int, from stream: inout ObjectStream,
    into fold: inout FindingFold
  ) throws(GitError) {
    let size = try stream.open(object.id)
    let paths = object.paths.filter { !session.exclusions.cover($0) }
    let outcome: Outcome
    if size <= ObjectStream.largestLent, reasonToSkip(size, paths) == nil {
      outcome = try stream.withContent(size) { content in
        let start = object.kind == .message ? Self.messageStart(in: content) : 0
        return scan(whole: content.extracting(start..<content.count), paths)
      }
    } else {
      outcome = try scan(size, from: &stream, paths)
    }
    switch outcome {
    case .skipped(let reason): fold.add(status: .skipped(reason), at: object.paths[0])
    case .records(let records):
      fold.add(records, of: object, number, isAtHead: heads.contains(number))
    }
  }

  /// What became of an object at each of its paths.
  private enum Outcome {
    case records([ArtifactRecord])
    case skipped(SkipReason)
  }

  private mutating func scan(whole content: Span<UInt8>, _ paths: [ArtifactPath]) -> Outcome {
    if LFSPointer.holds(content) { return .skipped(.lfsPointer) }
    let all = 0..<content.count
    let window = Window(range: all, core: all, isWhole: true)
    var records: [ArtifactRecord] = []
    for path in paths {
      let traits = ArtifactTraits(path: path, head: content)
      var assembly = ArtifactAssembly(path: path, traits: traits, isStream: false)
      assembly.add(result(of: content, window, traits))
      records.append(assembly.record(unlessWorse: .read))
    }
    return .records(records)
  }

  /// Scans what is too large to be lent by its stream, or is to be left out.
  private mutating func scan(
    _ size: Int, from stream: inout ObjectStream, _ paths: [ArtifactPath]
  ) throws(GitError) -> Outcome {
    var blob = BlobReading(size: size, windows: Detector.geometry)
    if let reason = reasonToSkip(size, paths) {
      while try blob.next(from: &stream, into: &bytes) != nil {}
      return .skipped(reason)
    }
    var assemblies: [ArtifactAssembly] = []
    var traits: [ArtifactTraits] = []
    while let window = try blob.next(from: &stream, into: &bytes) {
      if traits.isEmpty {
        traits = paths.map { ArtifactTraits(path: $0, head: bytes.span) }
        assemblies = traits.map {
          ArtifactAssembly(path: $0.path, traits: $0, isStream: blob.isStream)
        }
      }
      for index in traits.indices {
        // Another reference to the same bytes, gone before they grow.
        let lent = bytes
        assemblies[index].add(result(of: lent.span, window, traits[index]))
      }
    }
    return .records(assemblies.map { $0.record(unlessWorse: .read) })
  }

  private func reasonToSkip(_ size: Int, _ paths: [ArtifactPath]) -> SkipReason? {
    if paths.isEmpty { return .excluded }
    if let limit = session.sizeLimit, size > limit { return .tooLarge }
    return nil
  }

  /// Where the message starts in a commit or a tag: after the first empty line.
  private static func messageStart(in content: Span<UInt8>) -> Int {
    let feed = UInt8(ascii: "\n")
    let end = content.indices.dropLast().first { content[$0] == feed && content[$0 + 1] == feed }
    return end.map { $0 + 2 } ?? content.count
  }

  private mutating func result(
    of content: Span<UInt8>, _ window: Window, _ traits: ArtifactTraits
  ) -> WindowResult {
    do throws(DetectorError) {
      let scan = try session.detector.scan(content, window, traits, using: &memory)
      return .scanned(scan, byteCount: window.core.count)
    } catch {
      return .failed(error.description)
    }
  }
}
