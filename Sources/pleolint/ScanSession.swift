internal import Artifacts
internal import Findings
internal import Scanning

/// One scan: hands what a walk finds to workers, and what they find to a collector.
struct ScanSession: Sendable {
  let detector: Detector
  let root: Root
  let workerCount: Int

  /// Scans all of a walk, until it ends or the process is interrupted.
  func scan(_ walk: Walk, into collector: Collector) async {
    let feed = WorkFeed(walk)
    await withTaskGroup { group in
      for _ in 0..<workerCount {
        group.addTask { await work(feed, collector) }
      }
    }
  }

  /// What one worker does until nothing is left.
  private func work(_ feed: WorkFeed, _ collector: Collector) async {
    do throws(DetectorError) {
      var worker = try ScanWorker(detector: detector, root: root)
      while let work = await feed.next() {
        switch work {
        case .entries(let first, let entries):
          var results: [ScanResult] = []
          for (offset, entry) in entries.enumerated() {
            switch worker.scan(entry, number: first + offset) {
            case .record(let record):
              results.append(ScanResult(number: first + offset, record: record))
            case .large(let scan): await feed.add(scan)
            }
          }
          await collector.add(results)
          await feed.finishEntries()
        case .window(let number, let scan):
          let result = worker.scan(window: number, of: scan)
          if let whole = await scan.take(number, result) { await collector.add([whole]) }
        }
      }
    } catch {
      await collector.fail(error.description)
    }
  }
}
