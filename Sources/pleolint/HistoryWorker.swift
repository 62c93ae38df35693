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
  private var objects: ObjectStream
  /// What git was asked for, and has not been scanned yet.
  private var asked: [(number: Int, object: HistoryObject)] = []
  private var bytes: [UInt8] = []

  /// Prepares a worker, and starts its git.
  static func prepared(
    for session: HistorySession, heads: Set<Int>
  ) throws -> HistoryWorker {
    let memory = try WorkerMemory()
    let objects = try ObjectStream(askingAheadIn: session.history.repository.program)
    return HistoryWorker(session, heads, memory, objects)
  }

  private init(
    _ session: HistorySession, _ heads: Set<Int>, _ memory: consuming WorkerMemory,
    _ objects: consuming ObjectStream
  ) {
    self.session = session
    self.heads = heads
    self.memory = memory
    self.objects = objects
  }

  /// Asks for objects, by number, and scans of those that were asked for before as many as git has answered.
  ///
  /// - Throws: `failed` where git ends before its time.
  mutating func scan(
    andAskFor numbers: ArraySlice<UInt32>, into fold: inout FindingFold
  ) throws(GitError) {
    let next = numbers.map { number in
      (number: Int(number), object: session.history.object(Int(number)))
    }
    if next.isEmpty {
      self.objects.endAsking()
    } else {
      try self.objects.ask(next.map(\.object.id))
    }
    asked += next
    // What git keeps to itself comes only when enough was asked for behind it, or nothing more will be.
    let ready = next.isEmpty ? asked.count : max(0, asked.count - ObjectStream.mostAsked)
    let objects = asked.prefix(ready)
    asked.removeFirst(ready)
    for (number, object) in objects where Interruption.status == nil {
      do throws(GitError) {
        try scan(object, number, into: &fold)
      } catch {
        guard case .noObject = error else { throw error }
        fold.add(status: .failed(error.reason), at: object.paths[0])
      }
    }
  }

  private mutating func scan(
    _ object: HistoryObject, _ number: Int, into fold: inout FindingFold
  ) throws(GitError) {
    let size = try objects.open(object.id)
    let paths = object.paths.filter { !session.exclusions.cover($0) }
    let outcome: Outcome
    if size <= ObjectStream.largestLent, reasonToSkip(size, paths) == nil {
      let detector = session.detector
      outcome = try objects.withContent(size, &memory) { content, memory in
        let start = object.kind == .message ? Self.messageStart(in: content) : 0
        return Self.scan(
          whole: content.extracting(start..<content.count), paths, detector, &memory)
      }
    } else {
      outcome = try scan(size, paths)
    }
    switch outcome {
    case .skipped(let reason): fold.add(status: .skipped(reason), at: object.paths[0])
    case .records(let records):
      fold.add(
        records, of: object, number, isAtHead: heads.contains(number),
        isCached: session.cache != nil)
    }
  }

  /// What became of an object at each of its paths.
  private enum Outcome {
    case records([ArtifactRecord])
    case skipped(SkipReason)
  }

  private static func scan(
    whole content: Span<UInt8>, _ paths: [ArtifactPath], _ detector: Detector,
    _ memory: inout WorkerMemory
  ) -> Outcome {
    if LFSPointer.holds(content) { return .skipped(.lfsPointer) }
    let all = 0..<content.count
    let window = Window(range: all, core: all, isWhole: true)
    var records: [ArtifactRecord] = []
    for path in paths {
      let traits = ArtifactTraits(path: path, head: content)
      var assembly = ArtifactAssembly(path: path, traits: traits, isStream: false)
      assembly.add(result(of: content, window, traits, detector, &memory))
      records.append(assembly.record(unlessWorse: .read))
    }
    return .records(records)
  }

  /// Scans what is too large to be lent by its stream, or is to be left out.
  private mutating func scan(_ size: Int, _ paths: [ArtifactPath]) throws(GitError) -> Outcome {
    var blob = BlobReading(size: size, windows: Detector.geometry)
    if let reason = reasonToSkip(size, paths) {
      while try blob.next(from: &objects, into: &bytes) != nil {}
      return .skipped(reason)
    }
    var assemblies: [ArtifactAssembly] = []
    var traits: [ArtifactTraits] = []
    while let window = try blob.next(from: &objects, into: &bytes) {
      if traits.isEmpty {
        traits = paths.map { ArtifactTraits(path: $0, head: bytes.span) }
        assemblies = traits.map {
          ArtifactAssembly(path: $0.path, traits: $0, isStream: blob.isStream)
        }
      }
      for index in traits.indices {
        // Another reference to the same bytes, gone before they grow.
        let lent = bytes
        assemblies[index].add(
          Self.result(of: lent.span, window, traits[index], session.detector, &memory))
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

  private static func result(
    of content: Span<UInt8>, _ window: Window, _ traits: ArtifactTraits, _ detector: Detector,
    _ memory: inout WorkerMemory
  ) -> WindowResult {
    var result = WindowResult()
    result.add(window) { () throws(DetectorError) in
      try detector.scan(content, window, traits, using: &memory)
    }
    return result
  }
}
