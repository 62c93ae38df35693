internal import Findings

/// The commits of a range, each with what it changes.
public struct CommitRange: Sendable {
  /// The repository.
  public let repository: GitRepository
  /// The commits, parents before their children.
  public private(set) var commits: [CommitChange] = []
  /// What could not be read, each a sentence; where there is any, the range is not complete.
  public private(set) var shortfalls: [String] = []
  /// The same commits, and those whose changes cannot be read.
  private var listed: [ListedCommit] = []

  /// Reads a range.
  ///
  /// A range that does not resolve, or not for sure, or that a shallow clone cuts short, is a shortfall.
  ///
  /// - Throws: `cannotStart`, `unexpectedAnswer`, `interrupted`.
  public init(_ range: RevisionRange, in repository: GitRepository) throws(GitError) {
    self.repository = repository
    do throws(GitError) {
      listed = try ListedCommit.all(of: range, in: repository.program)
      shortfalls += try range.doubts(in: repository)
      let cut = listed.isEmpty ? [] : try repository.cutCommits()
      for commit in listed where cut.contains(commit.id) {
        shortfalls.append(
          "the parents of commit \(commit.id) are not in this shallow clone; fetch more of it")
      }
      commits = try Self.changes(of: listed.filter { !cut.contains($0.id) }, in: repository)
    } catch {
      guard case .failed(_, let reason) = error else { throw error }
      shortfalls.append("the range \(range.name) cannot be read: \(reason)")
    }
  }

  /// Adds the messages of its commits, and of tags, each with the commit that it names.
  mutating func addMessages(of tags: [(id: ObjectID, commit: ObjectID)]) throws(GitError) {
    commits += listed.map { commit in
      CommitChange(
        commit: commit.reference, changes: [Change(messageOf: commit.id, .commit)])
    }
    let references = try repository.references(of: Set(tags.map(\.commit)))
    for tag in tags {
      guard let reference = references[tag.commit] else { continue }
      commits.append(CommitChange(commit: reference, changes: [Change(messageOf: tag.id, .tag)]))
    }
  }

  /// Notes something that could not be read.
  mutating func addShortfall(_ reason: String) { shortfalls.append(reason) }

  private static func changes(
    of listed: [ListedCommit], in repository: GitRepository
  ) throws(GitError) -> [CommitChange] {
    guard !listed.isEmpty else { return [] }
    if GitProcess.isInterrupted { throw .interrupted }
    var process = try GitProcess(
      repository.program,
      [
        "diff-tree", "--stdin", "--always", "--root", "-r", "--raw", "-z", "--no-abbrev",
        "--find-renames", "--no-relative", "--no-ext-diff", "--no-textconv",
        "--ignore-submodules=none",
      ], input: listed.flatMap(\.request))
    var sections = try RawDiff.sections(in: try process.all(), of: process.command)[...]
    var commits: [CommitChange] = []
    for commit in listed {
      let sides = sections.prefix(commit.sideCount)
      guard sides.count == commit.sideCount, sides.allSatisfy({ $0.id == commit.id }) else {
        throw .unexpectedAnswer(command: process.command)
      }
      sections = sections.dropFirst(sides.count)
      let changes = Change.common(to: sides.map(\.changes)).sorted { $0.path < $1.path }
      commits.append(CommitChange(commit: commit.reference, changes: changes))
    }
    return commits
  }
}

/// A commit as `git rev-list --parents` lists it with both of its dates.
private struct ListedCommit: Sendable {
  let id: ObjectID
  let parents: [ObjectID]
  /// In seconds since 1970.
  let committerDate: Int
  let reference: CommitReference

  /// How many times it is compared: with each parent, or with nothing.
  var sideCount: Int { max(1, parents.count) }

  /// What `git diff-tree --stdin` is asked: one line for each comparison.
  var request: [UInt8] {
    let lines = parents.isEmpty ? ["\(id)"] : parents.map { "\(id) \($0)" }
    return lines.flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] }
  }

  static func all(
    of range: RevisionRange, in program: GitProgram
  ) throws(GitError) -> [ListedCommit] {
    var process = try GitProcess(
      program,
      ["rev-list", "--topo-order", "--reverse", "--parents", "--format=%ct %aI"]
        + range.arguments + ["--"], input: range.input)
    let lines = try process.all().split(separator: UInt8(ascii: "\n"))
    var commits: [ListedCommit] = []
    for index in stride(from: 0, to: lines.count, by: 2) {
      guard index + 1 < lines.count, let commit = ListedCommit(lines[index], lines[index + 1])
      else { throw .unexpectedAnswer(command: process.command) }
      commits.append(commit)
    }
    // Git's own option ends where a date is older: what its parents are is left out then, however new.
    return commits.filter { $0.committerDate >= range.since ?? .min }
  }

  /// Reads `commit ID PARENT…` and the dates below it.
  private init?(_ line: ArraySlice<UInt8>, _ dates: ArraySlice<UInt8>) {
    let words = line.split(separator: UInt8(ascii: " "))
    let ids = words.dropFirst().compactMap { ObjectID($0) }
    guard words.first?.elementsEqual("commit".utf8) == true, ids.count == words.count - 1,
      let id = ids.first, let space = dates.firstIndex(of: UInt8(ascii: " "))
    else { return nil }
    self.id = id
    parents = Array(ids.dropFirst())
    // One that cannot be read is no reason to leave a commit out.
    committerDate = Int(String(decoding: dates[..<space], as: UTF8.self)) ?? .max
    reference = CommitReference(id, dated: dates[(space + 1)...])
  }
}

extension GitRepository {
  /// The commits whose parents a shallow clone lacks.
  func cutCommits() throws(GitError) -> Set<ObjectID> {
    let output = try program.output(
      of: ["rev-parse", "--path-format=absolute", "--git-path", "shallow"])
    guard let file = PipeEnd(reading: Array(output.dropLast())) else { return [] }
    // One line for each; a million of them are no clone that anybody has.
    guard let content = file.content(atMost: 64 << 20) else {
      throw .unexpectedAnswer(command: "rev-parse")
    }
    return Set(content.split(separator: UInt8(ascii: "\n")).compactMap { ObjectID($0) })
  }
}
