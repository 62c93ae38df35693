internal import Artifacts
internal import Findings
internal import Git
internal import Scanning

extension ChangeSession {
  /// Scans what each of some commits adds; what was there before it is another commit's.
  func scan(_ commits: [CommitChange], into collector: Collector) async {
    let numbers = Self.numbers(of: commits)
    let count = workers.count(for: commits.count)
    await withTaskGroup { group in
      for first in 0..<count {
        let part = stride(from: first, to: commits.count, by: count).map { index in
          NumberedCommit(change: commits[index], numbers: numbers[index])
        }
        group.addTask(executorPreference: globalConcurrentExecutor) {
          await scan(part, into: collector)
        }
      }
    }
  }

  /// The place of each path of each commit in the report: by path, then in the order of commits.
  private static func numbers(of commits: [CommitChange]) -> [[Int]] {
    let places = commits.indices.flatMap { commit in
      commits[commit].changes.indices.map { (commit: commit, change: $0) }
    }
    let order = places.sorted { left, right in
      let paths = (
        commits[left.commit].changes[left.change].path,
        commits[right.commit].changes[right.change].path
      )
      return paths.0 == paths.1 ? left.commit < right.commit : paths.0 < paths.1
    }
    var numbers = commits.map { [Int](repeating: 0, count: $0.changes.count) }
    for (number, place) in order.enumerated() { numbers[place.commit][place.change] = number }
    return numbers
  }

  private func scan(_ commits: [NumberedCommit], into collector: Collector) async {
    do {
      var worker = try ChangeWorker(for: self)
      for commit in commits where Interruption.status == nil {
        await collector.add(worker.scan(commit))
      }
    } catch {
      await collector.fail("\(error)")
    }
  }
}

/// A commit, and the places of its paths in the report.
struct NumberedCommit: Sendable {
  let change: CommitChange
  let numbers: [Int]
}

extension ChangeWorker {
  /// Scans all that a commit changes, and keeps what it adds.
  mutating func scan(_ commit: NumberedCommit) -> [ScanResult] {
    let changes = commit.change.changes
    turn(to: changes)
    var results = changes.indices.map { scan(changes[$0], number: commit.numbers[$0]) }
    if let project = Project(of: results.compactMap(\.sharing)) {
      relate(to: project)
      for index in results.indices where results[index].sharing != nil {
        results[index] = scan(changes[index], number: commit.numbers[index])
      }
    }
    return results.map { $0.owned(by: commit.change.commit) }
  }
}

extension ScanResult {
  /// The result with the findings that came with a commit, and no others.
  fileprivate func owned(by commit: CommitReference) -> ScanResult {
    let own = record.findings.filter { $0.baselineState == .new }.map { $0.brought(by: commit) }
    return ScanResult(number: number, record: record.with(own))
  }
}
