public import Findings

/// A path that a change gives new content, with what stood there before.
public struct Change: Hashable, Sendable {
  /// What is at the path after the change.
  public enum Content: Hashable, Sendable {
    /// A file, or a symbolic link: its content is where it leads.
    case blob(ObjectID)
    /// The message of a commit or a tag.
    case message(ObjectID)
    /// The commit of another repository.
    case submodule
    /// Nothing yet: versions that were merged conflict.
    case conflict
  }

  /// Why a conflict is not read, in a few words.
  public static let conflictReason = "its merge conflicts, resolve it"

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

extension Change {
  /// The message of a commit or a tag, which comes with it.
  init(messageOf id: ObjectID, _ owner: Message.Owner) {
    self.init(path: Message.path(of: id, owner), content: .message(id), origins: [])
  }

  /// What all sides have in common, with what each of them had before.
  static func common(to sides: [[Change]]) -> [Change] {
    guard sides.count > 1 else { return sides.first ?? [] }
    let others = sides.dropFirst().map { side in
      Dictionary(side.map { ($0.path, $0) }) { first, _ in first }
    }
    return sides[0].compactMap { change in
      let same = others.compactMap { $0[change.path] }
      guard same.count == others.count else { return nil }
      return Change(
        path: change.path, content: change.content,
        origins: change.origins + same.flatMap(\.origins))
    }
  }
}
