public import Findings

/// Tells the findings that belong to a change from those that were there before.
///
/// A finding belongs to a change where its region, or one of its related locations, has a part in a
/// line that the change adds: a new address can make an old credential a mistake. Which lines are
/// added is asked of git, and only for files in which something was found.
public struct Ownership: Sendable {
  private let program: GitProgram
  private let changes: [Change]
  /// The changes by path, once something was found: mostly nothing is.
  private var changesByPath: [ArtifactPath: Change]?
  private var known: [ArtifactPath: AddedLines] = [:]

  /// Takes all that a change changes.
  public init(_ changes: [Change], in program: GitProgram) {
    self.program = program
    self.changes = changes
  }

  /// The record with each finding marked as new or as unchanged.
  ///
  /// - Throws: `failed`, `unexpectedAnswer`, where git cannot say what was added.
  public mutating func marking(_ record: ArtifactRecord) throws(GitError) -> ArtifactRecord {
    var findings: [Finding] = []
    for finding in record.findings {
      findings.append(finding.marked(as: try isOwn(finding) ? .new : .unchanged))
    }
    return record.with(findings)
  }

  private mutating func isOwn(_ finding: Finding) throws(GitError) -> Bool {
    if try meets(finding.location) { return true }
    for related in finding.relatedLocations where try meets(related.location) {
      return true
    }
    return false
  }

  private mutating func meets(_ location: Location) throws(GitError) -> Bool {
    guard let change = change(at: location.path) else { return false }
    if let lines = known[location.path] { return lines.meet(location.region) }
    let lines = try added(by: change)
    known[location.path] = lines
    return lines.meet(location.region)
  }

  private mutating func change(at path: ArtifactPath) -> Change? {
    let changesByPath =
      changesByPath ?? Dictionary(changes.map { ($0.path, $0) }) { first, _ in first }
    self.changesByPath = changesByPath
    return changesByPath[path]
  }

  /// The lines of a path that none of its origins has.
  private func added(by change: Change) throws(GitError) -> AddedLines {
    switch change.content {
    case .message: return .all
    case .submodule, .conflict: return .none
    case .blob(let id):
      var lines = AddedLines.all
      for case let origin? in change.origins {
        lines = lines.intersection(try added(to: origin, by: id))
      }
      return lines
    }
  }

  private func added(to old: ObjectID, by new: ObjectID) throws(GitError) -> AddedLines {
    if old == new { return .none }
    let diff = try program.output(of: [
      "diff", "--no-ext-diff", "--no-textconv", "--no-color", "--unified=0",
      "--inter-hunk-context=0", "--no-relative", "-O/dev/null", "--src-prefix=a/",
      "--dst-prefix=b/",
      old.description, new.description, "--",
    ])
    guard let lines = AddedLines(diff: diff) else { throw .unexpectedAnswer(command: "diff") }
    return lines
  }
}
