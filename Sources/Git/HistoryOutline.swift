/// Some objects of a history, written down so that they can be read once more without a walk.
public struct HistoryOutline: Codable, Sendable {
  /// A blob, its paths as bytes.
  struct Blob: Codable, Sendable {
    let id: String
    let paths: [[UInt8]]
    let commit: Int?
  }

  let commits: [String]
  let tags: [String]
  let blobs: [Blob]
  /// How many commits there were in all.
  let commitCount: Int
  /// All that refs named that was no commit, and what that led to.
  let tips: [String]
}

extension History {
  /// Writes down some objects, by number, and the commits that brought them.
  public func outline(of numbers: [Int]) -> HistoryOutline {
    let objects = numbers.sorted().map(object)
    let used = Set(objects.compactMap(\.commit)).sorted()
    let places = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, $0) })
    return HistoryOutline(
      commits: used.map { ObjectID(packed: commits[$0]).description },
      tags: objects.filter { $0.kind == .message && $0.commit == nil }.map(\.id.description),
      blobs: zip(numbers.sorted(), objects).filter { $1.kind == .blob }.map { number, object in
        let blob = number - commits.count - tags.count
        let paths = [Array(blobs.firstPath(of: blob))] + (otherPaths[blob] ?? [])
        return HistoryOutline.Blob(
          id: object.id.description, paths: paths, commit: object.commit.flatMap { places[$0] })
      }, commitCount: commits.count, tips: tips.map(\.description))
  }

  /// A history of what an outline holds, and of nothing else; nil where it does not hold together.
  public init?(_ outline: HistoryOutline, in repository: GitRepository) {
    self.init(in: repository)
    var name = newName
    for id in outline.commits {
      guard ObjectID.pack(Array(id.utf8).span, into: &name) else { return nil }
      _ = commits.insert(name.span)
    }
    if add(outline) == nil { return nil }
  }

  /// Adds tags and blobs of an outline whose commits are here already.
  ///
  /// - Returns: The numbers of its commits; nil where it does not hold together.
  mutating func add(_ outline: HistoryOutline) -> [Int]? {
    var name = newName
    var numbers: [Int] = []
    for id in outline.commits {
      guard ObjectID.pack(Array(id.utf8).span, into: &name),
        let number = commits.number(of: name.span)
      else { return nil }
      numbers.append(number)
    }
    for id in outline.tags {
      guard ObjectID.pack(Array(id.utf8).span, into: &name) else { return nil }
      _ = tags.insert(name.span)
    }
    for (number, blob) in zip(blobs.count..., outline.blobs) {
      guard ObjectID.pack(Array(blob.id.utf8).span, into: &name), let path = blob.paths.first,
        blob.commit.map(numbers.indices.contains) ?? true
      else { return nil }
      blobs.add(name.span, at: path.span, by: blob.commit.map { numbers[$0] })
      guard blobs.count == number + 1 else { return nil }
      if blob.paths.count > 1 { otherPaths[number] = Array(blob.paths.dropFirst()) }
    }
    return numbers
  }

  /// What refs, reflogs and `HEAD` name: where that is the same, so is all that they reach.
  ///
  /// - Throws: `cannotStart`, `failed`.
  public static func tips(in repository: GitRepository) throws(GitError) -> [UInt8] {
    let program = repository.program
    let head = try program.output(
      of: ["rev-parse", "--quiet", "--verify", "HEAD"], accepting: [0, 1])
    let refs = try program.output(of: ["for-each-ref", "--format=%(objectname) %(refname)"])
    let others = try repository.refsOfOtherWorkTrees().lines
    return head + refs + others
      + (try program.output(of: ["rev-list", "--no-walk", "--all", "--reflog"]))
  }
}
