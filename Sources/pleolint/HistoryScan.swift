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
    guard let tips, let content = cache?.content else {
      return try await scanAll(of: repository, tips, into: collector)
    }
    if content.tips == tips, let history = History(content.outline, in: repository) {
      let numbers = (0..<history.count).map { UInt32($0) }
      let session = session(history, numbers: numbers)
      _ = await scan(session, knowing: content, count: content.count, into: collector)
    } else if let growth = try await growth(of: repository, since: content) {
      let session = session(growth.history, numbers: growth.numbers)
      let count = content.count + growth.newCount
      let fold = await scan(session, knowing: content, count: count, into: collector)
      try write(growth.history, fold, tips, count: count, isGrowth: true)
    } else {
      try await scanAll(of: repository, tips, into: collector)
    }
  }

  private func growth(
    of repository: GitRepository, since content: HistoryCache.Content
  ) async throws(GitError) -> HistoryGrowth? {
    try await History.growth(
      since: content.outline, scope, in: repository, workerCount: session.workerCount
    ) { cache?.held($0) == true }
  }

  private func scanAll(
    of repository: GitRepository, _ tips: String?, into collector: Collector
  ) async throws {
    let history = try await History.read(
      scope, in: repository, workerCount: session.workerCount)
    let session = session(history)
    let fold = await session.scan(into: collector)
    await session.report(fold, into: collector)
    try write(history, fold, tips ?? "", count: history.count, isGrowth: false)
  }

  /// Scans what is known to hold something, and what is new.
  private func scan(
    _ session: HistorySession, knowing content: HistoryCache.Content, count: Int,
    into collector: Collector
  ) async -> FindingFold {
    var fold = await session.scan(into: collector)
    let submodules = Set(session.history.submodules)
    for skip in content.skips {
      let path = ArtifactPath(bytes: skip.path)
      guard let reason = SkipReason(rawValue: skip.reason),
        reason != .submodule || !submodules.contains(path)
      else { continue }
      fold.add(status: .skipped(reason), at: path)
    }
    fold.cachedCount = max(0, count - (session.numbers?.count ?? 0))
    await session.report(fold, into: collector)
    return fold
  }

  /// Writes the cache where everything was read.
  private func write(
    _ history: History, _ fold: FindingFold, _ tips: String, count: Int, isGrowth: Bool
  ) throws(Problem) {
    guard let cache, let skips = fold.skips else { return }
    let content = HistoryCache.Content(
      tips: tips, outline: history.outline(of: Array(fold.open)),
      skips: skips.map {
        HistoryCache.Content.Skip(path: $0.path.bytes, reason: $0.reason.rawValue)
      },
      count: count)
    try cache.write(content, clean: fold.clean, names: history.names, isGrowth: isGrowth)
  }

  private func session(_ history: History, numbers: [UInt32]? = nil) -> HistorySession {
    HistorySession(
      detector: session.detector, history: history, exclusions: session.exclusions,
      sizeLimit: session.sizeLimit, workerCount: session.workerCount, cache: cache,
      numbers: numbers)
  }

  /// What the refs name, hashed; nil where more than they reach is read, that cannot be told, or there is no cache.
  private func tips(in repository: GitRepository) throws(GitError) -> String? {
    if cache == nil || scope.readsUnreachable { return nil }
    do throws(GitError) {
      let hash = SHA256.hash(data: try History.tips(in: repository))
      return Hexadecimal.digits(of: Array(hash))
    } catch {
      guard case .failed = error else { throw error }
      return nil
    }
  }
}
