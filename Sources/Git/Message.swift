internal import Findings

/// The message of a commit or a tag: what follows the first empty line of the object.
public enum Message {
  /// What has a message.
  enum Owner: String {
    case commit
    case tag
  }

  /// The path that reports call a message by; no file that git keeps can be under `.git`.
  static func path(of id: ObjectID, _ owner: Owner) -> ArtifactPath {
    ArtifactPath(".git/messages/\(owner.rawValue)/\(id)")
  }

  /// Where the message starts in the object; its end where it has none.
  public static func start(in content: Span<UInt8>) -> Int {
    let feed = UInt8(ascii: "\n")
    let end = content.indices.dropLast().first { content[$0] == feed && content[$0 + 1] == feed }
    return end.map { $0 + 2 } ?? content.count
  }
}
