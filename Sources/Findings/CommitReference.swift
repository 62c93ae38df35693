/// The commit that a finding came with.
public struct CommitReference: Hashable, Sendable, CustomStringConvertible {
  /// Its name: 40 hexadecimal digits, or 64 where the repository uses SHA-256.
  public let id: String
  /// When its author made it: RFC 3339 with the author's own offset; nil where the commit says none.
  public let authorDate: String?

  /// Creates a reference.
  public init(id: String, authorDate: String?) {
    self.id = id
    self.authorDate = authorDate
  }

  /// The commit and its date, in words.
  public var description: String { authorDate.map { "\(id) of \($0)" } ?? id }
}
