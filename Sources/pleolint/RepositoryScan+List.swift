internal import Artifacts
internal import Findings
internal import Git
internal import Reporting
internal import Rules

/// A blob that a list of files is to say something of.
private struct ListedBlob {
  let id: ObjectID
  let paths: [ArtifactPath]
  /// In bytes; nil where it is not in the repository.
  let size: Int?
}

extension RepositoryScan {
  /// Prints the paths of changes, each once, and on standard error what is not read.
  ///
  /// - Returns: The status to end with.
  /// - Throws: A `GitError`.
  func list(_ changes: [Change], _ shortfalls: [String], in repository: GitRepository) throws
    -> ExitStatus
  {
    var blobs: [(id: ObjectID, path: ArtifactPath)] = []
    var others: [ArtifactRecord] = []
    for change in changes {
      let path = change.path
      switch change.content {
      case .blob(let id), .message(let id): blobs.append((id, path))
      case .submodule: others.append(ArtifactRecord(path: path, status: .skipped(.submodule)))
      case .conflict:
        others.append(ArtifactRecord(path: path, status: .failed(Change.conflictReason)))
      }
    }
    let sizes = try repository.sizes(of: blobs.map(\.id))
    let listed = zip(blobs, sizes).map { ListedBlob(id: $0.id, paths: [$0.path], size: $1) }
    return try list(listed, others, shortfalls, in: repository)
  }

  /// Prints the paths of a history, each once, and on standard error what is not read.
  ///
  /// - Returns: The status to end with.
  /// - Throws: A `GitError`.
  func list(_ history: History) throws -> ExitStatus {
    let submodules = history.submodules.map {
      ArtifactRecord(path: $0, status: .skipped(.submodule))
    }
    let objects = (0..<history.count).map(history.object)
    let sizes = try history.repository.sizes(of: objects.map(\.id))
    let listed = zip(objects, sizes).map { ListedBlob(id: $0.id, paths: $0.paths, size: $1) }
    return try list(listed, submodules, history.shortfalls, in: history.repository)
  }

  private func list(
    _ blobs: [ListedBlob], _ others: [ArtifactRecord], _ shortfalls: [String],
    in repository: GitRepository
  ) throws -> ExitStatus {
    let place = try place(of: repository)
    let base = PathBase(place.root)
    let records = (try records(of: blobs, in: repository) + others).map { record in
      place.exclusions.cover(record.path)
        ? ArtifactRecord(path: record.path, status: .skipped(.excluded)) : record
    }
    let order = { (record: ArtifactRecord) in (record.path, "\(record.status)") }
    for record in Set(records).sorted(by: { order($0) < order($1) }) {
      let listed = ListedPath(record, from: base)
      if let reason = listed.reason {
        Console.say("\(listed.path): \(reason)")
      } else {
        try Console.print(listed.path + "\n")
      }
    }
    for reason in shortfalls { Console.complain(reason) }
    return shortfalls.isEmpty ? .clean : .incomplete
  }

  /// What a scan would make of each blob at each of its paths.
  private func records(
    of blobs: [ListedBlob], in repository: GitRepository
  ) throws(GitError) -> [ArtifactRecord] {
    let known = blobs.compactMap { blob in blob.size.map { (blob.id, $0) } }
    let pointers = try repository.pointers(among: known)
    return blobs.flatMap { blob in
      let status: ArtifactRecord.Status =
        switch blob.size {
        case nil: .failed(GitError.noObject(blob.id).reason)
        case let size? where sizeLimit.map({ size > $0 }) ?? false: .skipped(.tooLarge)
        case _?: pointers.contains(blob.id) ? .skipped(.lfsPointer) : .read
        }
      return blob.paths.map { ArtifactRecord(path: $0, status: status) }
    }
  }
}
