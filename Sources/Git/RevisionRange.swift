/// Which commits are meant, as `git rev-list` takes it.
public struct RevisionRange: Hashable, Sendable {
  /// What people call it.
  public let name: String
  /// What narrows it, and what it is, in this order.
  let arguments: [String]
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
    self.since = since
  }

  /// What some commits reach and others do not.
  ///
  /// - Parameters:
  ///   - name: What people call it.
  ///   - commits: The commits; without any, the range is empty.
  ///   - known: Options and names of what is known already.
  init(_ name: String, of commits: [ObjectID], without known: [String]) {
    self.name = name
    arguments = commits.map(\.description) + ["--not"] + known
    since = nil
  }
}
