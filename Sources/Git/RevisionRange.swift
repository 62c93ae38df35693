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
  }

  /// What some commits reach and others do not.
  ///
  /// - Parameters:
  ///   - name: What people call it.
  ///   - commits: The commits; without any, the range is empty.
  ///   - known: The commits that are known already.
  ///   - refs: The option that names the refs of what else is.
  init(
    _ name: String, of commits: [ObjectID], without known: [ObjectID], and refs: String
  ) {
    self.name = name
    arguments = ["--stdin", "--not", refs]
    input = commits.lines + known.flatMap { [UInt8(ascii: "^")] + [$0].lines }
    since = nil
  }
}
