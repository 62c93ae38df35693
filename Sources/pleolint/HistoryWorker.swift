internal import Artifacts
internal import Findings
internal import Git
internal import Scanning

/// One worker of a scan of a history that has a git give it objects.
///
/// Git ends at an object that is damaged: then the rest is asked for one by one.
struct HistoryWorker: ~Copyable {
  private var scanner: HistoryScanner
  private var objects: ObjectStream
  private var asksAhead = true
  /// What git was asked for, and has not been scanned yet.
  private var asked: [(number: Int, object: HistoryObject)] = []
  private var bytes: [UInt8] = []

  /// Takes what a worker scans with, and starts its git.
  init(_ scanner: consuming HistoryScanner) throws(GitError) {
    objects = try ObjectStream(askingAheadIn: scanner.session.history.repository.program)
    self.scanner = scanner
  }

  /// Asks for objects, by number, and scans of those that were asked for before as many as git has answered.
  ///
  /// - Throws: `cannotStart`, `interrupted`, `unexpectedAnswer`.
  mutating func scan(
    andAskFor numbers: ArraySlice<UInt32>, into fold: inout FindingFold
  ) throws(GitError) {
    let history = scanner.session.history
    let next = numbers.map { (number: Int($0), object: history.object(Int($0))) }
    if next.isEmpty {
      self.objects.endAsking()
    } else if asksAhead {
      // Where git has ended, what it did not answer says so.
      try? self.objects.ask(next.map(\.object.id))
    }
    asked += next
    // What git keeps to itself comes only when enough was asked for behind it, or nothing more will be.
    let isDone = next.isEmpty || !asksAhead
    let ready = isDone ? asked.count : max(0, asked.count - ObjectStream.mostAsked)
    let objects = asked.prefix(ready)
    asked.removeFirst(ready)
    for (number, object) in objects where Interruption.status == nil {
      do throws(GitError) {
        try scan(object, number, into: &fold)
      } catch {
        try add(error, of: object, number, to: &fold)
      }
    }
  }

  /// Adds that an object cannot be read, or reads it for itself where it is not known whether it can.
  private mutating func add(
    _ error: GitError, of object: HistoryObject, _ number: Int, to fold: inout FindingFold
  ) throws(GitError) {
    switch error {
    case .failed where asksAhead:
      asksAhead = false
      objects = ObjectStream(of: scanner.session.history.repository)
      do throws(GitError) {
        try scan(object, number, into: &fold)
      } catch {
        try add(error, of: object, number, to: &fold)
      }
    case .failed, .noObject: fold.add(status: .failed(error.reason), at: object.paths[0])
    case .cannotStart, .noRepository, .unexpectedAnswer, .interrupted: throw error
    }
  }

  private mutating func scan(
    _ object: HistoryObject, _ number: Int, into fold: inout FindingFold
  ) throws(GitError) {
    let size = try objects.open(object.id)
    if size > ObjectStream.largestLent {
      return scanner.add(try scan(size, object), of: object, number, to: &fold)
    }
    try objects.withContent(size, &scanner) { content, scanner in
      scanner.scan(content, of: object, number, into: &fold)
    }
  }

  /// Scans what is too large to be lent by its stream.
  private mutating func scan(
    _ size: Int, _ object: HistoryObject
  ) throws(GitError) -> HistoryScanner.Outcome {
    var blob = BlobReading(size: size, windows: Detector.geometry)
    let (paths, reason) = scanner.paths(of: object, size: size)
    if let reason {
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
        assemblies[index].add(scanner.result(of: lent.span, window, traits[index]))
      }
    }
    return .records(assemblies.map { $0.record(unlessWorse: .read) })
  }
}
