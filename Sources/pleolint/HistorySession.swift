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

  /// How many that are missing are reported by themselves.
  private static let namedCount = 20

  /// What an earlier scan found to be clean, where it is to be left out.
  var cache: HistoryCache?
  /// The numbers of the objects that are to be read, where they are few and known; nil for all that there are.
  var numbers: [UInt32]?

  /// Scans every object, until there are none left or the process is interrupted.
  ///
  /// - Returns: What was found and is reported, and what else there is to know of the scan.
  func scan(into collector: Collector) async -> FindingFold {
    var fold = FindingFold()
    fold.isComplete = history.shortfalls.isEmpty
    for reason in history.shortfalls { await collector.fail(reason) }
    do throws(GitError) {
      let heads = try history.blobsAtHead()
      if let numbers {
        fold.add(try await scan(numbers, heads, collector))
      } else {
        try await scan(heads, into: &fold, collector)
      }
      for number in history.submodules.indices {
        fold.add(status: .skipped(.submodule), at: history.submodules[number])
      }
    } catch {
      fold.isComplete = false
      await collector.fail(error.description)
    }
    return fold
  }

  /// Scans what stands in packs, then what does not, or has to be left to git.
  private func scan(
    _ heads: Set<Int>, into fold: inout FindingFold, _ collector: Collector
  ) async throws(GitError) {
    let isKnown = (0..<history.count).map { cache?.knows(history.object($0)) == true }
    let packs = PackedObjects(of: history) { !isKnown[$0] }
    var left = await scan(packs, heads, into: &fold, collector)
    if packs.isMet.contains(false) {
      var order = try ObjectOrder(of: history, without: packs.isMet)
      let others = try order.all()
      left += others.filter { !isKnown[Int($0)] }
      fold.cachedCount = others.count { isKnown[Int($0)] }
      if Interruption.status == nil { addMissing(order.missing, to: &fold) }
    }
    if !left.isEmpty { fold.add(try await scan(left, heads, collector)) }
  }

  /// Has all workers scan objects that git reads.
  private func scan(
    _ numbers: [UInt32], _ heads: Set<Int>, _ collector: Collector
  ) async throws(GitError) -> FindingFold {
    let feed = WorkShares(numbers, for: workerCount)
    return await withTaskGroup { group in
      for worker in 0..<workerCount {
        group.addTask(executorPreference: globalConcurrentExecutor) {
          await work(feed, for: worker, heads, collector)
        }
      }
      var fold = FindingFold()
      for await part in group { fold.add(part) }
      return fold
    }
  }

  /// What one worker does until nothing is left.
  private func work(
    _ feed: WorkShares<UInt32>, for number: Int, _ heads: Set<Int>, _ collector: Collector
  ) async -> FindingFold {
    var fold = FindingFold()
    do {
      var worker = try HistoryWorker(HistoryScanner(for: self, heads: heads))
      while Interruption.status == nil {
        let next = await feed.next(ObjectStream.mostAsked, for: number)
        let before = fold.counts
        try worker.scan(andAskFor: next, into: &fold)
        await collector.advance(by: fold.counts.less(before))
        if next.isEmpty { break }
      }
    } catch {
      fold.isComplete = false
      await collector.fail("\(error)")
    }
    return fold
  }

  /// Adds what the history names and this clone does not have.
  private func addMissing(_ missing: [Int], to fold: inout FindingFold) {
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
  func report(_ fold: FindingFold, into collector: Collector) async {
    var references: [HistoryObject: CommitReference] = [:]
    do throws(GitError) {
      references = try history.references(of: Array(Set(fold.objects.map(history.object))))
    } catch {
      await collector.fail("the commits of findings are not known: \(error)")
    }
    await collector.count(cached: fold.cachedCount)
    let records = fold.records { references[history.object($0)] }
    await collector.count(fold.counts, without: records)
    for (number, record) in records.enumerated() {
      await collector.add([ScanResult(number: number, record: record)])
    }
  }
}
