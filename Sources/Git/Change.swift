public import Findings

/// A path that a change gives new content, with what stood there before.
public struct Change: Hashable, Sendable {
  /// What is at the path after the change.
  public enum Content: Hashable, Sendable {
    /// A file, or a symbolic link: its content is where it leads.
    case blob(ObjectID)
    /// The commit of another repository.
    case submodule
    /// Nothing yet: versions that were merged conflict.
    case conflict
  }

  /// The path after the change.
  public let path: ArtifactPath
  /// What is there after it.
  public let content: Content
  /// What was there before it, one for each commit that the change is made to; nil for nothing.
  ///
  /// Where the change renames a file, it is what was at the old path.
  public let origins: [ObjectID?]

  /// Creates a change of a path.
  public init(path: ArtifactPath, content: Content, origins: [ObjectID?]) {
    self.path = path
    self.content = content
    self.origins = origins
  }
}
