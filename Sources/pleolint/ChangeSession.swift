internal import Artifacts
internal import Findings
internal import Git
internal import Scanning

/// A scan of changes: hands them to workers, and what they find to a collector.
struct ChangeSession: Sendable {
  let detector: Detector
  let repository: GitRepository
  let exclusions: Exclusions
  /// The size in bytes over which a file is left out, or nil for no limit.
  let sizeLimit: Int?
  let workers: WorkerLimit

  /// How many paths are worth a worker.
  private static let share = 32

  /// Scans all paths of one change, until there are none left or the process is interrupted.
  ///
  /// What was there before is reported as that.
  func scan(_ changes: [Change], into collector: Collector) async {
    let count = workers.count(for: (changes.count + Self.share - 1) / Self.share)
    let parts = (0..<count).map { Array(stride(from: $0, to: changes.count, by: count)) }
    // Another thread takes a while to start.
    if parts.count == 1 {
      await scan(parts[0], of: changes, nil, into: collector)
    } else {
      await withTaskGroup { group in
        for part in parts {
          group.addTask(executorPreference: globalConcurrentExecutor) {
            await scan(part, of: changes, nil, into: collector)
          }
        }
      }
    }
    await relate(await collector.sharings(), of: changes, into: collector)
  }

  /// Reads the files once more that may use what others offer, now that all offers are known.
  private func relate(
    _ open: [OpenArtifact], of changes: [Change], into collector: Collector
  ) async {
    guard let project = Project(of: open.map(\.sharing)) else { return }
    await scan(open.map(\.number), of: changes, project, into: collector)
  }

  /// Scans some of the paths, by number; those of a project for the second time.
  private func scan(
    _ numbers: [Int], of changes: [Change], _ project: Project?, into collector: Collector
  ) async {
    do {
      var worker = try ChangeWorker(for: self)
      worker.turn(to: changes, project)
      for number in numbers where Interruption.status == nil {
        let result = worker.scan(changes[number], number: number)
        if project == nil {
          await collector.add([result])
        } else if result.record.status == .read {
          await collector.replace(number, by: result.record)
        }
      }
    } catch {
      await collector.fail("\(error)")
    }
  }
}
