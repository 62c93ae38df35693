internal import Findings

/// What the next commit would change: the index beside the commits that it will have as parents.
///
/// Git is not asked where nothing is left for it to decide, else all that is asked of it at once, and whoever
/// asks can do something else before taking the answers.
public struct StagedChange: ~Copyable {
  private let program: GitProgram
  private let known: GitRepository?
  private let knownChanges: [Change]?
  private var question: GitProcess?
  private var comparison: GitProcess?

  /// Looks at the index, that which `GIT_INDEX_FILE` names where the place is the current one.
  ///
  /// - Throws: `cannotStart`.
  public init(in program: GitProgram) throws(GitError) {
    let known = GitRepository.known(to: program)
    let changes = known.flatMap { IndexComparison.changes(in: $0) }
    // The comparison takes longest.
    comparison = try changes == nil ? Self.comparison(program, with: "HEAD") : nil
    question = try known == nil ? GitRepository.question(program) : nil
    self.program = program
    self.known = known
    knownChanges = changes
  }

  /// True while git is asked what differs, and has not begun to answer.
  public var isWaiting: Bool {
    switch comparison {
    case .some(let comparison): comparison.isSilent
    case nil: false
    }
  }

  /// Waits for what git makes of the place; to be asked once.
  ///
  /// - Throws: `noRepository`, `unexpectedAnswer`.
  public mutating func repository() throws(GitError) -> GitRepository {
    if let known { return known }
    guard var question = question.take() else { return try GitRepository(program) }
    return try GitRepository(program, answer: &question)
  }

  /// Waits for each path that differs from all parents, in the order of paths; to be asked once.
  ///
  /// Deletions are left out. Where a merge is in progress, what one of its sides has already is no
  /// change.
  ///
  /// - Throws: `cannotStart`, `failed`, `unexpectedAnswer`.
  public mutating func changes(in repository: GitRepository) throws(GitError) -> [Change] {
    if let knownChanges { return knownChanges }
    guard var comparison = comparison.take() else { return [] }
    var sides = [try Self.changes(in: repository, &comparison)]
    for parent in repository.mergedParents() {
      var comparison = try Self.comparison(program, with: parent.description)
      sides.append(try Self.changes(comparison: &comparison))
    }
    return Change.common(to: sides).sorted { $0.path < $1.path }
  }

  private static func comparison(
    _ program: GitProgram, with parent: String
  ) throws(GitError) -> GitProcess {
    // A rename is told from a new file by content. A copy is new: it shows the credential once more.
    try GitProcess(
      program,
      [
        "diff-index", "--cached", "--raw", "-z", "--no-abbrev", "--find-renames", "--no-relative",
        "--no-ext-diff", "--no-textconv", "--ignore-submodules=none", "--ita-invisible-in-index",
        parent, "--",
      ])
  }

  private static func changes(
    in repository: GitRepository, _ comparison: inout GitProcess
  ) throws(GitError) -> [Change] {
    do throws(GitError) {
      return try changes(comparison: &comparison)
    } catch {
      // It may be one that git does not open.
      let repository = try GitRepository(repository.program)
      guard try !repository.hasCommit else { throw error }
      // Before the first commit all is new.
      var comparison = try Self.comparison(repository.program, with: repository.emptyTree)
      return try changes(comparison: &comparison)
    }
  }

  private static func changes(comparison: inout GitProcess) throws(GitError) -> [Change] {
    try RawDiff.changes(in: try comparison.all(), of: comparison.command)
  }
}

extension GitRepository {
  /// True where the current branch has a commit.
  fileprivate var hasCommit: Bool {
    get throws(GitError) {
      var process = try GitProcess(program, ["rev-parse", "--quiet", "--verify", "HEAD^{commit}"])
      return try !process.all(accepting: [0, 1, 128]).isEmpty
    }
  }

  /// The commits that the merge which is in progress brings in.
  fileprivate func mergedParents() -> [ObjectID] {
    let content = PipeEnd(reading: mergePath)?.content() ?? []
    return content.split(separator: UInt8(ascii: "\n")).compactMap { ObjectID($0) }
  }

  /// Where it stands that a merge is in progress.
  var mergePath: [UInt8] { directory + Array("/MERGE_HEAD".utf8) }
}
