internal import Artifacts
internal import Findings
internal import Git
internal import Reporting
internal import Rules

extension GitOptions {
  /// Prints the paths of changes, each once, and on standard error what is not read.
  ///
  /// - Throws: `ExitStatus.incomplete` where not all is known.
  func list(_ changes: [Change], _ shortfalls: [String], in repository: GitRepository) throws {
    var paths: [ArtifactPath: ArtifactRecord.Status] = [:]
    for change in changes {
      switch change.content {
      case .blob: paths[change.path] = .read
      case .submodule: paths[change.path] = paths[change.path] ?? .skipped(.submodule)
      case .conflict: paths[change.path] = .failed("its merge conflicts, resolve it")
      }
    }
    try list(paths, shortfalls, in: repository)
  }

  /// Prints the paths of a history, each once, and on standard error what is not read.
  ///
  /// - Throws: `ExitStatus.incomplete` where not all is known.
  func list(_ history: History) throws {
    var paths: [ArtifactPath: ArtifactRecord.Status] = [:]
    for path in history.submodules { paths[path] = .skipped(.submodule) }
    for number in 0..<history.count {
      for path in history.object(number).paths { paths[path] = .read }
    }
    try list(paths, history.shortfalls, in: history.repository)
  }

  private func list(
    _ paths: [ArtifactPath: ArtifactRecord.Status], _ shortfalls: [String],
    in repository: GitRepository
  ) throws {
    let place = try place(of: repository)
    let base = PathBase(place.root)
    for (path, status) in paths.sorted(by: { $0.key < $1.key }) {
      let isExcluded = place.exclusions.cover(path)
      let listed = ListedPath(
        ArtifactRecord(path: path, status: isExcluded ? .skipped(.excluded) : status), from: base)
      if let reason = listed.reason {
        Console.say("\(listed.path): \(reason)")
      } else {
        try Console.print(listed.path + "\n")
      }
    }
    for reason in shortfalls { Console.complain(reason) }
    if !shortfalls.isEmpty { throw ExitStatus.incomplete }
  }
}
