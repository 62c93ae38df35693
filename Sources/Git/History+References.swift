public import Findings

extension History {
  /// What reports say of the commits that brought some objects: of a tag, the commit that it names.
  ///
  /// - Throws: `cannotStart`, `failed`, `unexpectedAnswer`.
  public func references(
    of objects: [HistoryObject]
  ) throws(GitError) -> [HistoryObject: CommitReference] {
    var ids: [HistoryObject: ObjectID] = [:]
    let tagged = objects.filter { $0.commit == nil && $0.kind == .message }
    for (tag, commit) in zip(tagged, try repository.commits(of: tagged.map(\.id))) {
      ids[tag] = commit
    }
    for object in objects {
      if let commit = object.commit { ids[object] = ObjectID(packed: commits[commit]) }
    }
    let known = try repository.references(of: Set(ids.values))
    return ids.compactMapValues { known[$0] }
  }
}

extension GitRepository {
  /// What reports say of some commits.
  func references(
    of commits: Set<ObjectID>
  ) throws(GitError) -> [ObjectID: CommitReference] {
    if commits.isEmpty { return [:] }
    let list = commits.sorted { $0.description < $1.description }.lines
    // What starts with a sign of its own is a line also where there is no date.
    var process = try GitProcess(
      program, ["rev-list", "--no-walk", "--format==%aI", "--stdin"], input: list)
    let lines = try process.all().split(separator: UInt8(ascii: "\n"))
    var references: [ObjectID: CommitReference] = [:]
    for index in stride(from: 0, to: lines.count - 1, by: 2) {
      guard let id = ObjectID(lines[index].dropFirst("commit ".utf8.count)) else {
        throw .unexpectedAnswer(command: process.command)
      }
      references[id] = CommitReference(id, dated: lines[index + 1].dropFirst())
    }
    return references
  }
}
