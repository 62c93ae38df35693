internal import Artifacts
internal import Findings
internal import Scanning

/// One scan: hands what a walk finds to workers, and what they find to a collector.
struct ScanSession: Sendable {
  let detector: Detector
  let root: Root
  let workers: WorkerLimit

  /// Scans all of a walk, until it ends or the process is interrupted.
  func scan(_ walk: Walk, into collector: Collector) async {
    let feed = WorkFeed(walk)
    // For one file, no other thread is started unless it turns out to be large; nothing offers it names.
    if await feed.holdsOneEntry() { await work(feed, collector, pieces: 1, in: Project([])) }
    if await !feed.isEmpty { await share(feed, collector) }
    await relate(await collector.sharings(), into: collector)
  }

  /// Has all workers work, this task among them.
  private func share(_ feed: WorkFeed, _ collector: Collector) async {
    await withTaskGroup { group in
      for _ in 1..<workers.count {
        group.addTask(executorPreference: globalConcurrentExecutor) { await work(feed, collector) }
      }
      await work(feed, collector)
    }
  }

  /// Reads the files once more that may use what others offer, now that all offers are known.
  ///
  /// So the findings do not depend on the order of files, and no text has to be kept.
  private func relate(_ open: [OpenArtifact], into collector: Collector) async {
    guard let project = Project(of: open.map(\.sharing)) else { return }
    await withTaskGroup { group in
      let count = workers.count(for: open.count)
      for first in 0..<count {
        let part = stride(from: first, to: open.count, by: count).map { open[$0] }
        group.addTask(executorPreference: globalConcurrentExecutor) {
          await relate(part, to: project, collector)
        }
      }
    }
  }

  private func relate(
    _ part: [OpenArtifact], to project: Project, _ collector: Collector
  ) async {
    do throws(DetectorError) {
      var worker = try ScanWorker(detector: detector, root: root, project: project)
      for artifact in part where Interruption.status == nil {
        // A file that has changed meanwhile keeps what was found in it first.
        guard
          let record = worker.scanAgain(artifact.sharing.file, number: artifact.number)
        else { continue }
        await collector.replace(artifact.number, by: record)
      }
    } catch {
      await collector.fail(error.description)
    }
  }

  /// What one worker does until nothing is left, or it has had so many pieces.
  private func work(
    _ feed: WorkFeed, _ collector: Collector, pieces: Int = .max, in project: Project? = nil
  ) async {
    do throws(DetectorError) {
      var worker = try ScanWorker(detector: detector, root: root, project: project)
      var left = pieces
      while left > 0, let work = await feed.next() {
        left -= 1
        switch work {
        case .entries(let first, let entries):
          var results: [ScanResult] = []
          for (offset, entry) in entries.enumerated() {
            switch worker.scan(entry, number: first + offset) {
            case .record(let record, let sharing):
              results.append(
                ScanResult(number: first + offset, record: record, sharing: sharing))
            case .large(let scan): await feed.add(scan)
            }
          }
          await collector.add(results)
          await feed.finishEntries()
        case .window(let number, let scan):
          let result = worker.scan(window: number, of: scan)
          if let whole = await scan.take(number, result) { await collector.add([whole]) }
        case .walk(var walk, let count):
          await feed.add(walk.next(count), of: count, andGoOnWith: walk)
        }
      }
    } catch {
      await collector.fail(error.description)
    }
  }
}
