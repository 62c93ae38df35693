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
    return await withTaskGroup { group in
      for worker in 0..<workerCount {
        group.addTask { await work(feed, of: packs, for: worker, heads, collector) }
      }
      var left: [UInt32] = []
      for await (part, unread) in group {
        fold.add(part)
        left += unread
      }
      return left
    }
  }

  /// How many families are handed out at once.
  private static let familyShare = 64

  private func work(
    _ feed: WorkShares<PackFamily>, of packs: PackedObjects, for number: Int, _ heads: Set<Int>,
    _ collector: Collector
  ) async -> (FindingFold, unread: [UInt32]) {
    var fold = FindingFold()
    do {
      guard var reader = FamilyReader(packs) else { return (fold, []) }
      var scanner = try HistoryScanner(for: self, heads: heads)
      while Interruption.status == nil {
        let families = await feed.next(Self.familyShare, for: number)
        if families.isEmpty { break }
        let before = fold.counts
        for family in families where Interruption.status == nil {
          reader.start(family)
          while Interruption.status == nil, let number = reader.next() {
            let object = history.object(Int(number))
            scanner.scan(reader.content.span, of: object, Int(number), into: &fold)
          }
        }
        await collector.advance(by: fold.counts.less(before))
      }
      return (fold, reader.unread)
    } catch {
      fold.isComplete = false
      await collector.fail("\(error)")
      return (fold, [])
    }
  }
}
