/// Which commits are meant, as `git rev-list` takes it.
public struct RevisionRange: Hashable, Sendable {
  /// What people call it.
  public let name: String
  /// What narrows it, and what it is, in this order.
  let arguments: [String]
  /// What git reads beside them: there is no limit to how much that is, as there is to arguments.
  let input: [UInt8]
  /// The first committer date that counts, in seconds since 1970, or nil.
  let since: Int?
  /// What has to be made of words still; nil where it is given by names of commits.
  private let text: String?

  /// Takes `A..B`, `A...B` or a single commit.
  ///
  /// - Parameters:
  ///   - text: The range, as git reads revisions; it can be no option.
  ///   - since: The first committer date that counts, in seconds since 1970.
  public init(_ text: String, since: Int? = nil) {
    let single = text.contains("..") ? [] : ["--no-walk"]
    name = text
    arguments = single + ["--end-of-options", text]
    input = []
    self.since = since
    self.text = text
  }

  /// What some commits reach and others do not.
  ///
  /// - Parameters:
  ///   - name: What people call it.
  ///   - commits: The commits; without any, the range is empty.
  ///   - known: The commits that are known already.
  ///   - refs: The options that name the refs of what else is.
  init(
    _ name: String, of commits: [ObjectID], without known: [ObjectID], and refs: [String]
  ) {
    self.name = name
    arguments = ["--stdin", "--not"] + refs
    input = commits.lines + known.linesToLeaveOut
    since = nil
    text = nil
  }

  /// Why it may not be what somebody meant by it, though git lists commits: it names something else, as
  /// the tag of a file, or nothing but what is left out; or git warns that a name has two meanings, or that a
  /// reflog does not go back as far as it is asked to.
  ///
  /// - Throws: `cannotStart`, `failed`, `unexpectedAnswer`, `interrupted`.
  func doubts(in repository: GitRepository) throws(GitError) -> [String] {
    guard let text else { return [] }
    var process = try GitProcess(
      repository.program, ["rev-parse", "--revs-only", "--end-of-options", text])
    let ends = try process.all().split(separator: UInt8(ascii: "\n"))
    // What is left out may be anything: without entries it leaves out nothing.
    let starts = ends.compactMap { ObjectID($0) }
    let others = zip(starts, try repository.commits(of: starts)).filter { $1 == nil }
    return process.warnings.map { "the range \(name) may be another one: \($0)" }
      + others.map { "the range \(name) names \($0.0), which is no commit" }
      + (starts.isEmpty ? ["the range \(name) names no commit to start from"] : [])
  }
}
