extension GitRepository {
  /// What the refs name that belong to another work tree alone, such as those of a bisection there.
  ///
  /// Git itself lists of other work trees no more than what they have checked out, and their reflogs.
  ///
  /// - Throws: `cannotStart`, `failed`.
  func refsOfOtherWorkTrees() throws(GitError) -> [ObjectID] {
    let linked = commonDirectory + Array("/worktrees/".utf8)
    var ids: [ObjectID] = []
    let trees = [commonDirectory] + Self.names(in: linked).map { linked + $0 }
    for tree in trees where tree != directory && Self.hasRefs(tree) {
      let refs = try GitProgram(at: .bare(tree)).output(
        of: ["for-each-ref", "--format=%(objectname)"] + Self.ownRefs)
      ids += refs.split(separator: UInt8(ascii: "\n")).compactMap { ObjectID($0) }
    }
    return ids
  }

  /// The refs that each work tree has of its own.
  private static let ownRefs = ["refs/bisect", "refs/rewritten", "refs/worktree"]

  /// True where a work tree may have refs of its own, in files or in a table.
  private static func hasRefs(_ tree: [UInt8]) -> Bool {
    ["refs", "reftable"].contains { PipeEnd(reading: tree + Array("/\($0)".utf8)) != nil }
  }
}
