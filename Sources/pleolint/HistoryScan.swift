internal import Crypto
internal import Findings
internal import Git

/// A scan of a history, with what an earlier one left in a cache.
struct HistoryScan {
  let scope: History.Scope
  let session: ChangeSession
  let cache: HistoryCache?

  /// Scans, reports, and writes the cache where everything was read.
  ///
  /// - Throws: A `GitError` where there is nothing to be read, a `Problem` where the cache cannot be written.
  func run(in repository: GitRepository, into collector: Collector) async throws {
    if let complaint = cache?.complaint { Console.say("pleolint: \(complaint)") }
    let tips = try tips(in: repository)
    if let content = cache?.content, content.tips == tips,
      let history = History(content.outline, in: repository)
    {
      return await scan(history, knowing: content, into: collector)
    }
    let history = try await History.read(
      scope, in: repository.program, workerCount: session.workerCount)
    let session = session(history)
    let fold = await session.scan(into: collector)
    await session.report(fold, into: collector)
    guard let cache, let skips = fold.skips else { return }
    try cache.write(
      HistoryCache.Content(
        tips: tips ?? "", outline: history.outline(of: Array(fold.found)),
        skips: skips.map {
          HistoryCache.Content.Skip(path: $0.path.bytes, reason: $0.reason.rawValue)
        },
        count: history.count),
      clean: fold.clean)
  }

  /// Scans what is known to hold something, of a history that has not changed.
  private func scan(
    _ history: History, knowing content: HistoryCache.Content, into collector: Collector
  ) async {
    var session = session(history)
    session.isOutline = true
    session.cache = nil
    var fold = await session.scan(into: collector)
    for skip in content.skips {
      guard let reason = SkipReason(rawValue: skip.reason) else { continue }
      fold.add(status: .skipped(reason), at: ArtifactPath(bytes: skip.path))
    }
    fold.cachedCount = max(0, content.count - history.count)
    await session.report(fold, into: collector)
  }

  private func session(_ history: History) -> HistorySession {
    HistorySession(
      detector: session.detector, history: history, exclusions: session.exclusions,
      sizeLimit: session.sizeLimit, workerCount: session.workerCount, cache: cache)
  }

  /// What the refs name, hashed; nil where more than they reach is read, or there is no cache.
  private func tips(in repository: GitRepository) throws -> String? {
    if cache == nil || scope.readsUnreachable { return nil }
    let hash = SHA256.hash(data: try History.tips(in: repository.program))
    return Hexadecimal.digits(of: Array(hash))
  }
}
