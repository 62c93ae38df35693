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
      })
  }

  /// A history of what an outline holds, and of nothing else; nil where it does not hold together.
  public init?(_ outline: HistoryOutline, in repository: GitRepository) {
    self.init(in: repository)
    var name = newName
    for id in outline.commits {
      guard ObjectID.pack(Array(id.utf8).span, into: &name) else { return nil }
      _ = commits.insert(name.span)
    }
    for id in outline.tags {
      guard ObjectID.pack(Array(id.utf8).span, into: &name) else { return nil }
      _ = tags.insert(name.span)
    }
    for (number, blob) in outline.blobs.enumerated() {
      guard ObjectID.pack(Array(blob.id.utf8).span, into: &name), let path = blob.paths.first,
        blob.commit.map({ commits.count > $0 && $0 >= 0 }) ?? true
      else { return nil }
      blobs.add(name.span, at: path.span, by: blob.commit)
      guard blobs.count == number + 1 else { return nil }
      if blob.paths.count > 1 { otherPaths[number] = Array(blob.paths.dropFirst()) }
    }
  }

  /// What refs, reflogs and `HEAD` name: where that is the same, so is all that they reach.
  ///
  /// - Throws: `cannotStart`, `failed`.
  public static func tips(in program: GitProgram) throws(GitError) -> [UInt8] {
    let head = try program.output(
      of: ["rev-parse", "--quiet", "--verify", "HEAD"], accepting: [0, 1])
    let refs = try program.output(of: ["for-each-ref", "--format=%(objectname) %(refname)"])
    return head + refs + (try program.output(of: ["rev-list", "--no-walk", "--all", "--reflog"]))
  }
}
