extension CommitRange {
  /// Reads the commits that a push brings to a remote.
  ///
  /// What the remote has is told by the refs that were fetched from it, and by those that move.
  ///
  /// - Parameters:
  ///   - refs: The refs that move.
  ///   - remote: The name of the remote, or its address where it has none.
  ///   - repository: The repository that is pushed.
  /// - Throws: `cannotStart`, `failed`, `unexpectedAnswer`, `interrupted`.
  public init(
    pushed refs: PushedRefs, to remote: String, in repository: GitRepository
  ) throws(GitError) {
    let olds = try repository.commits(of: refs.olds).compactMap(\.self)
    // The refs of a remote whose name goes on where this one's ends stand among this one's.
    let others = try repository.remotes().filter { $0.hasPrefix(remote + "/") }
    try self.init(
      refs, in: repository, without: olds,
      and: others.map { "--exclude=\($0)/*" } + ["--remotes=\(remote)"])
  }

  /// Reads the commits that a push brings to this repository, before any ref has moved.
  ///
  /// - Throws: `cannotStart`, `failed`, `unexpectedAnswer`, `interrupted`.
  public init(received refs: PushedRefs, in repository: GitRepository) throws(GitError) {
    try self.init(refs, in: repository, without: [], and: ["--all"])
  }

  private init(
    _ refs: PushedRefs, in repository: GitRepository, without known: [ObjectID],
    and knownRefs: [String]
  ) throws(GitError) {
    let commits = try repository.commits(of: refs.news)
    try self.init(
      RevisionRange(
        "of the push", of: commits.compactMap(\.self), without: known, and: knownRefs),
      in: repository)
    try addMessages(of: try repository.tags(leadingFrom: refs.news))
    for (id, commit) in zip(refs.news, commits) where commit == nil {
      addShortfall("\(id), which is pushed, is no commit and was not scanned")
    }
  }
}

extension GitRepository {
  /// The names of the remotes that are configured.
  fileprivate func remotes() throws(GitError) -> [String] {
    try program.output(of: ["remote"]).split(separator: UInt8(ascii: "\n"))
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The tags among some objects, those that they are tags of too, each with the commit that it leads to.
  fileprivate func tags(
    leadingFrom ids: [ObjectID]
  ) throws(GitError) -> [(id: ObjectID, commit: ObjectID)] {
    if ids.isEmpty { return [] }
    var process = try GitProcess(
      program,
      [
        "rev-list", "--objects", "--no-walk", "--filter=object:type=tag", "--ignore-missing",
        "--stdin",
      ], input: ids.lines)
    let named = try process.all().split(separator: UInt8(ascii: "\n")).compactMap { line in
      ObjectID(line.prefix { $0 != UInt8(ascii: " ") })
    }
    return zip(named, try commits(of: named)).compactMap { id, commit in
      commit.flatMap { $0 == id ? nil : (id, $0) }
    }
  }

  /// The commit that each object is, or is a tag of; nil for what is none, or not here.
  func commits(of ids: [ObjectID]) throws(GitError) -> [ObjectID?] {
    if ids.isEmpty { return [] }
    let questions = ids.flatMap { $0.digits + Array("^{commit}\n".utf8) }
    var process = try GitProcess(program, ["cat-file", "--batch-check"], input: questions)
    let answers = try process.all().split(separator: UInt8(ascii: "\n"))
    guard answers.count == ids.count else {
      throw .unexpectedAnswer(command: process.command)
    }
    return answers.map { answer in
      let words = answer.split(separator: UInt8(ascii: " "))
      return words.count == 3 ? ObjectID(words[0]) : nil
    }
  }
}
