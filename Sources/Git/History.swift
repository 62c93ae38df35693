public import Findings

/// All that the refs and reflogs of a repository reach: files, and messages of commits and tags.
public struct History: Sendable {
  /// The repository.
  public let repository: GitRepository
  /// What could not be read, each a sentence; where there is any, the history is not complete.
  public internal(set) var shortfalls: [String] = []
  /// The names of the commits, the newest first.
  var commits: ByteTable
  /// The names of the tags that are objects.
  var tags: ByteTable
  /// The blobs.
  var blobs: IntroductionTable
  /// What refs name that is no commit, and what that leads to: tags, blobs and trees.
  var tips: [ObjectID] = []
  /// What refs name that belong to other work trees alone.
  var otherTips: [ObjectID] = []
  /// The paths of blobs that have several, without the first.
  var otherPaths: [Int: [[UInt8]]] = [:]

  /// Which commits are meant.
  public struct Scope: Hashable, Sendable {
    /// The first committer date that counts, in seconds since 1970, or nil.
    public var since: Int?
    /// True where what no ref reaches is meant too.
    public var readsUnreachable = false

    /// All that refs and reflogs reach.
    public init() {}
  }

  init(in repository: GitRepository) {
    self.repository = repository
    let width = repository.nameWidth
    commits = ByteTable(width: width)
    tags = ByteTable(width: width)
    blobs = IntroductionTable(nameWidth: width)
  }

  /// How many objects there are to read: commits and tags for their messages, and blobs.
  public var count: Int { commits.count + tags.count + blobs.count }

  /// The paths at which commits of other repositories stand.
  public var submodules: [ArtifactPath] {
    (0..<blobs.submodules.count).map { ArtifactPath(bytes: Array(blobs.submodules[$0])) }
  }

  /// The object of a number below ``count``.
  public func object(_ number: Int) -> HistoryObject {
    var rest = number
    if rest < commits.count { return message(commits[rest], of: .commit, commit: rest) }
    rest -= commits.count
    if rest < tags.count { return message(tags[rest], of: .tag, commit: nil) }
    rest -= tags.count
    let id = ObjectID(packed: blobs.names[rest])
    let paths = [Array(blobs.firstPath(of: rest))] + (otherPaths[rest] ?? [])
    return HistoryObject(
      id: id, kind: .blob, paths: paths.map { Self.path($0, of: id) },
      commit: blobs.commit(of: rest))
  }

  private func message(
    _ name: ArraySlice<UInt8>, of owner: Message.Owner, commit: Int?
  ) -> HistoryObject {
    let id = ObjectID(packed: name)
    return HistoryObject(
      id: id, kind: .message, paths: [Message.path(of: id, owner)], commit: commit)
  }

  /// The path that reports call a blob by; no file that git keeps can be under `.git`.
  private static func path(_ bytes: [UInt8], of id: ObjectID) -> ArtifactPath {
    if bytes.isEmpty { return ArtifactPath(".git/objects/\(id)") }
    // Notes are kept in trees of their own, where a note is called by the object that it is about.
    guard bytes.count >= id.digits.count, ObjectID.isDigit(bytes[0]), ObjectID.isDigit(bytes[1])
    else { return ArtifactPath(bytes: bytes) }
    let digits = bytes.filter { $0 != UInt8(ascii: "/") }
    let isNote = digits.count == id.digits.count && ObjectID(digits) != nil
    return ArtifactPath(bytes: isNote ? Array(".git/notes/".utf8) + digits : bytes)
  }

  /// The number of an object by its digits; nil where the history does not hold it.
  func number(of digits: borrowing Span<UInt8>, using name: inout [UInt8]) -> Int? {
    ObjectID.pack(digits, into: &name) ? number(of: name.span) : nil
  }

  /// The number of an object by its name as git stores it; nil where the history does not hold it.
  func number(of name: borrowing Span<UInt8>) -> Int? {
    if let number = blobs.names.number(of: name) { return commits.count + tags.count + number }
    if let number = commits.number(of: name) { return number }
    return tags.number(of: name).map { commits.count + $0 }
  }
}

/// An object of a history.
public struct HistoryObject: Hashable, Sendable {
  /// What is to be read of it.
  public enum Kind: Hashable, Sendable {
    /// All of it: a file, a note, or where a symbolic link leads.
    case blob
    /// What follows the first empty line: the message of a commit or a tag.
    case message
  }

  /// Its name.
  public let id: ObjectID
  /// What is to be read of it.
  public let kind: Kind
  /// The paths that it stands at in some commit, that of the oldest first; never none.
  public let paths: [ArtifactPath]
  /// The number of the commit that brought it, higher for older ones; nil where no commit did.
  public let commit: Int?
}
