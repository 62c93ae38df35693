internal import Artifacts
internal import Findings
internal import Git
internal import Scanning

/// What one worker scans objects of a history with, wherever their content comes from.
struct HistoryScanner: ~Copyable {
  let session: HistorySession
  /// The numbers of the blobs that are checked out.
  private let heads: Set<Int>
  /// Nothing: the files of a commit are not related to each other here.
  private let project = Project([])
  private var memory: WorkerMemory

  /// Prepares a worker.
  init(for session: HistorySession, heads: Set<Int>) throws(DetectorError) {
    self.session = session
    self.heads = heads
    memory = try WorkerMemory()
  }

  /// What became of an object at each of its paths.
  enum Outcome {
    case records([ArtifactRecord])
    case skipped(SkipReason)
  }

  /// The paths of an object that are not excluded, or why it is left out.
  func paths(of object: HistoryObject, size: Int) -> ([ArtifactPath], SkipReason?) {
    let paths = object.paths.filter { !session.exclusions.cover($0) }
    if paths.isEmpty { return ([], .excluded) }
    if let limit = session.sizeLimit, size > limit { return (paths, .tooLarge) }
    return (paths, nil)
  }

  /// Scans an object whose content is whole.
  mutating func scan(
    _ content: Span<UInt8>, of object: HistoryObject, _ number: Int, into fold: inout FindingFold
  ) {
    let (paths, reason) = paths(of: object, size: content.count)
    if let reason { return add(.skipped(reason), of: object, number, to: &fold) }
    let start = object.kind == .message ? Message.start(in: content) : 0
    let outcome = scan(whole: content.extracting(start..<content.count), paths)
    add(outcome, of: object, number, to: &fold)
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

  /// Scans a window of an object.
  mutating func result(
    of content: Span<UInt8>, _ window: Window, _ traits: ArtifactTraits
  ) -> WindowResult {
    var result = WindowResult()
    result.add(window) { () throws(DetectorError) in
      try session.detector.scan(content, window, traits, in: project, using: &memory)
    }
    return result
  }

  /// Adds what became of an object to what was found.
  mutating func add(
    _ outcome: Outcome, of object: HistoryObject, _ number: Int, to fold: inout FindingFold
  ) {
    let isTimeBound = memory.takeTimeBound()
    switch outcome {
    case .skipped(let reason): fold.add(status: .skipped(reason), at: object.paths[0])
    case .records(let records):
      fold.add(
        records, of: object, number, isAtHead: heads.contains(number),
        isTimeBound: isTimeBound, isCached: session.cache != nil)
    }
  }
}
