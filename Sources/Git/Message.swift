internal import Findings

/// The message of a commit or a tag: what follows the first empty line of the object, and in a merge of a
/// signed tag before it what git keeps of the tag, with its message.
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

  /// Where the message starts in the object, or the tag before it; its end where it has none.
  public static func start(in content: Span<UInt8>) -> Int {
    let feed = UInt8(ascii: "\n")
    for place in content.indices.dropLast() where content[place] == feed {
      if content[place + 1] == feed { return place + 2 }
      if holdsTag(content, at: place + 1) { return place + 1 }
    }
    return content.count
  }

  /// True where the line that starts at a place is the first one of a tag that was merged.
  private static func holdsTag(_ content: Span<UInt8>, at place: Int) -> Bool {
    tagSign.count <= content.count - place
      && tagSign.indices.allSatisfy { content[place + $0] == tagSign[$0] }
  }

  private static let tagSign = Array("mergetag ".utf8)
}
