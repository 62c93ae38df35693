internal import Git
internal import Scanning

extension HistorySession {
  /// Has all workers scan what stands in packs.
  ///
  /// - Returns: The numbers of the objects that are left to git.
  func scan(
    _ packs: PackedObjects, _ heads: Set<Int>, into fold: inout FindingFold,
    _ collector: Collector
  ) async -> [UInt32] {
    let feed = WorkShares(packs.families, for: workerCount)
    let help = FamilyHelp(workerCount: workerCount)
    return await withTaskGroup { group in
      for worker in 0..<workerCount {
        group.addTask(executorPreference: globalConcurrentExecutor) {
          await work(feed, help, of: packs, for: worker, heads, collector)
        }
      }
      var left: [UInt32] = []
      for await (part, unread) in group {
        fold.add(part)
        left += unread
      }
      return left
    }
  }

  private func work(
    _ feed: WorkShares<PackFamily>, _ help: FamilyHelp, of packs: PackedObjects, for number: Int,
    _ heads: Set<Int>, _ collector: Collector
  ) async -> (FindingFold, unread: [UInt32]) {
    do {
      guard
        var worker = try FamilyWorker(HistoryScanner(for: self, heads: heads), packs, number, help)
      else {
        await help.end(number)
        return (FindingFold(), [])
      }
      await worker.scan(feed, collector)
      await help.end(number)
      let unread = worker.reader.unread
      worker.addDamaged()
      await worker.scanForOthers(collector)
      return (worker.fold, unread)
    } catch {
      var fold = FindingFold()
      fold.isComplete = false
      await help.end(number)
      await collector.fail("\(error)")
      return (fold, [])
    }
  }
}
