/// What came to a history since an earlier look at it, and what of the rest is to be read again.
public struct HistoryGrowth: Sendable {
  /// All commits, and of the other objects those that are to be read.
  public let history: History
  /// The numbers of the objects that are to be read.
  public let numbers: [UInt32]
  /// How many of them are new.
  public let newCount: Int
}

extension History {
  /// Reads what came to a history since an outline of it was written, its content left out.
  ///
  /// - Parameters:
  ///   - outline: What is to be read again, of what was there.
  ///   - scope: Which commits are meant, then and now; nothing that is unreachable.
  ///   - repository: The repository.
  ///   - workerCount: How many gits may work at once.
  ///   - isKnown: Whether an object was there.
  /// - Returns: nil where it has to be walked as a whole: something went away, or came back.
  /// - Throws: `cannotStart`, `failed`, `unexpectedAnswer`.
  public static func growth(
    since outline: HistoryOutline, _ scope: Scope, in repository: GitRepository, workerCount: Int,
    isKnown: (ObjectID) -> Bool
  ) async throws(GitError) -> HistoryGrowth? {
    var history = History(in: repository)
    try history.addCommits(of: scope)
    let new = (0..<history.commits.count).filter { !isKnown(ObjectID(packed: history.commits[$0])) }
    try history.listTips()
    guard history.commits.count - new.count == outline.commitCount,
      Set(outline.tips).isSubset(of: history.tips.map(\.description))
    else { return nil }
    try await history.addBlobs(of: new, workerCount: workerCount)
    let oldTips = Set(outline.tips)
    try history.addTips { !oldTips.contains($0.description) }
    // A blob that was there has other paths too, and an older commit.
    guard !(0..<history.blobs.count).contains(where: { isKnown(history.blobID($0)) }) else {
      return nil
    }
    let newCount = new.count + history.tags.count + history.blobs.count
    guard let old = history.add(outline) else { return nil }
    try history.addCuts()
    let others = history.commits.count..<history.count
    let numbers = Set(new).union(old).sorted() + others
    return HistoryGrowth(history: history, numbers: numbers.map { UInt32($0) }, newCount: newCount)
  }

  private func blobID(_ blob: Int) -> ObjectID { ObjectID(packed: blobs.names[blob]) }

  /// The names of all objects.
  public var names: [ObjectID] {
    [commits, tags, blobs.names].flatMap { table in
      (0..<table.count).map { ObjectID(packed: table[$0]) }
    }
  }
}
