internal import Findings

/// What the next commit would change: the index beside the commits that it will have as parents.
public struct StagedChange: Sendable {
  /// The repository.
  public let repository: GitRepository
  /// Each path that differs from all parents, in the order of paths; deletions are left out.
  ///
  /// Where a merge is in progress, what one of its sides has already is no change.
  public let changes: [Change]

  /// Reads the index, that which `GIT_INDEX_FILE` names where the place is the current one.
  ///
  /// - Throws: `cannotStart`, `noRepository`, `failed`, `unexpectedAnswer`.
  public init(in program: GitProgram) throws(GitError) {
    // Both run at once: to start git is most of what they do.
    var question = try GitRepository.question(program)
    var comparison = try Self.comparison(program, with: "HEAD")
    repository = try GitRepository(program, answer: &question)
    var sides = [try Self.changes(in: repository, &comparison)]
    for parent in repository.mergedParents() {
      var comparison = try Self.comparison(program, with: parent.description)
      sides.append(try Self.changes(comparison: &comparison))
    }
    changes = Change.common(to: sides).sorted { $0.path < $1.path }
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
    guard let file = PipeEnd(reading: directory + Array("/MERGE_HEAD".utf8)) else { return [] }
    return file.all().split(separator: UInt8(ascii: "\n")).compactMap { ObjectID($0) }
  }
}
