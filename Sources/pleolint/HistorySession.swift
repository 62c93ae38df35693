internal import Artifacts
internal import Findings
internal import Git
internal import Scanning

/// A scan of all that a history holds: hands its objects to workers, and what they find to a collector.
struct HistorySession: Sendable {
  let detector: Detector
  let history: History
  let exclusions: Exclusions
  /// The size in bytes over which a file is left out, or nil for no limit.
  let sizeLimit: Int?
  let workerCount: Int

  /// How many objects a git is asked for at once.
  ///
  /// For more, workers end at different times; for fewer,
  /// more gits are started, each of which begins without what the last one had unpacked.
  static let share = 8192

  /// How many that are missing are reported by themselves.
  private static let namedCount = 20

  /// Scans every object, until there are none left or the process is interrupted.
  func scan(into collector: Collector) async {
    for reason in history.shortfalls { await collector.fail(reason) }
    do throws(GitError) {
      let feed = ObjectFeed(try ObjectOrder(of: history))
      let heads = try history.blobsAtHead()
      var fold = await withTaskGroup { group in
        for _ in 0..<workerCount {
          group.addTask { await work(feed, heads, collector) }
        }
        var fold = FindingFold()
        for await part in group { fold.add(part) }
        return fold
      }
      for number in history.submodules.indices {
        fold.add(status: .skipped(.submodule), at: history.submodules[number])
      }
      if Interruption.status == nil { await addMissing(feed, to: &fold) }
      await report(fold, into: collector)
    } catch {
      await collector.fail(error.description)
    }
  }

  /// What one worker does until nothing is left.
  private func work(
    _ feed: ObjectFeed, _ heads: Set<Int>, _ collector: Collector
  ) async -> FindingFold {
    var fold = FindingFold()
    do {
      var worker = try HistoryWorker(self, heads: heads)
      while Interruption.status == nil {
        let numbers = try await feed.next(Self.share)
        if numbers.isEmpty { break }
        let before = fold.counts
        try worker.scan(numbers, into: &fold)
        await collector.advance(by: fold.counts.less(before))
      }
    } catch {
      await collector.fail("\(error)")
    }
    return fold
  }

  /// Adds what the history names and this clone does not have.
  private func addMissing(_ feed: ObjectFeed, to fold: inout FindingFold) async {
    let missing = await feed.missing()
    for (number, object) in missing.prefix(Self.namedCount + 1).map(history.object).enumerated() {
      let rest = missing.count - number - 1
      let isLast = number == Self.namedCount && rest > 0
      let reason = isLast ? "it and \(rest) more objects are not in the repository" : nil
      fold.add(
        status: .failed(reason ?? GitError.noObject(object.id).reason), at: object.paths[0])
      if isLast { return }
    }
  }

  /// Hands on what was found, in the order of paths and then of commits, the oldest first.
  private func report(_ fold: FindingFold, into collector: Collector) async {
    var references: [HistoryObject: CommitReference] = [:]
    do throws(GitError) {
      references = try history.references(of: Array(Set(fold.objects.map(history.object))))
    } catch {
      await collector.fail("the commits of findings are not known: \(error)")
    }
    let records = fold.records { references[history.object($0)] }
    await collector.count(fold.counts, without: records)
    for (number, record) in records.enumerated() {
      await collector.add([ScanResult(number: number, record: record)])
    }
  }
}

/// Hands the objects of a history to workers, each of which takes a row that is one in the pack.
actor ObjectFeed {
  private var order: ObjectOrder

  init(_ order: consuming sending ObjectOrder) { self.order = order }

  func next(_ count: Int) throws(GitError) -> [Int] { try order.next(count) }

  func missing() -> [Int] { order.missing }
}
