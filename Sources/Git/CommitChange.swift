public import Findings

/// What a commit changes beside each of its parents.
public struct CommitChange: Hashable, Sendable {
  /// The commit.
  public let commit: CommitReference
  /// Each path that differs from all parents, in the order of paths; deletions are left out.
  public let changes: [Change]
}
