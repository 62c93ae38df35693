extension History {
  /// An object and its type, as `git cat-file --batch-check` says them.
  private struct TypedObject {
    let id: ObjectID
    let type: [UInt8]

    init?(_ line: ArraySlice<UInt8>) {
      let words = line.split(separator: UInt8(ascii: " "))
      guard words.count == 3, let id = ObjectID(words[0]) else { return nil }
      self.id = id
      type = Array(words[1])
    }

    func isA(_ name: String) -> Bool { type.elementsEqual(name.utf8) }
  }

  /// Lists what refs name that is no commit: tags, and what they lead to.
  mutating func listTips() throws(GitError) {
    var process = try GitProcess(
      repository.program,
      [
        "rev-list", "--objects", "--no-walk", "--all", "--reflog", "--filter=object:type=tag",
        "--stdin",
      ], input: otherTips.lines)
    var name = newName
    tips = try process.all().split(separator: UInt8(ascii: "\n")).compactMap { line in
      ObjectID(line.prefix { $0 != UInt8(ascii: " ") })
    }.filter { id in
      ObjectID.pack(id.digits.span, into: &name) && commits.number(of: name.span) == nil
    }
  }

  /// Adds what refs name that is no commit.
  mutating func addTips(where isMeant: (ObjectID) -> Bool = { _ in true }) throws(GitError) {
    try add(types(of: tips.filter(isMeant)))
  }

  /// Adds tags, blobs without a path, and what stands in trees that no commit has.
  private mutating func add(_ objects: [TypedObject]) throws(GitError) {
    var name = newName
    for object in objects where ObjectID.pack(object.id.digits.span, into: &name) {
      if object.isA("tag") { _ = tags.insert(name.span) }
      if object.isA("blob") { blobs.add(name.span, at: [UInt8]().span, by: nil) }
      if object.isA("tree") { try addTree(object.id) }
    }
  }

  private func types(of ids: [ObjectID]) throws(GitError) -> [TypedObject] {
    if ids.isEmpty { return [] }
    var process = try GitProcess(
      repository.program, ["cat-file", "--batch-check", "--buffer"], input: ids.lines)
    return try process.all().split(separator: UInt8(ascii: "\n")).compactMap { TypedObject($0) }
  }

  private mutating func addTree(_ id: ObjectID) throws(GitError) {
    var blobs = blobs
    try repository.program.forEachBlob(of: "\(id)", nameWidth: newName.count) { name, path in
      blobs.add(name, at: path, by: nil)
    }
    self.blobs = blobs
  }

  /// The numbers of the blobs that stand in the commit that is checked out; none where there is none.
  public func blobsAtHead() throws(GitError) -> Set<Int> {
    var numbers: Set<Int> = []
    let start = commits.count + tags.count
    do throws(GitError) {
      try repository.program.forEachBlob(of: "HEAD", nameWidth: newName.count) { name, _ in
        if let number = blobs.names.number(of: name) { numbers.insert(start + number) }
      }
    } catch {
      guard case .failed = error else { throw error }
    }
    return numbers
  }
}

extension History {
  /// Adds the commits that no ref and no reflog reaches, and what no commit at all does.
  ///
  /// - Parameter inOrder: False where git cannot tell an order of commits, since parents are missing.
  /// - Throws: `cannotStart`, `failed`, `unexpectedAnswer`, `interrupted`.
  mutating func addUnreachable(inOrder: Bool) throws(GitError) {
    let process = try GitProcess(
      repository.program,
      ["cat-file", "--batch-all-objects", "--batch-check", "--buffer", "--unordered"])
    var lines = FieldReader(process, separator: UInt8(ascii: "\n"))
    var lost: [ObjectID] = []
    var name = newName
    while let line = lines.next() {
      let text = lines.bytes.span.extracting(line)
      let end = 2 * name.count
      guard text.count > end + 1, ObjectID.pack(text.extracting(0..<end), into: &name) else {
        throw .unexpectedAnswer(command: "cat-file")
      }
      switch text[end + 1] {
      // A blob that a commit brings is given its path later.
      case UInt8(ascii: "b"): blobs.add(name.span, at: [UInt8]().span, by: nil)
      case UInt8(ascii: "c") where commits.number(of: name.span) == nil:
        lost.append(ObjectID(packed: name))
      // The second letter tells a tag from a tree.
      case UInt8(ascii: "t") where text[end + 2] == UInt8(ascii: "a"): _ = tags.insert(name.span)
      default: break
      }
    }
    do throws(GitError) {
      try lines.finish()
    } catch {
      guard case .failed(_, let reason) = error else { throw error }
      shortfalls.append("not all that is in the repository can be listed: \(reason)")
    }
    try addLostCommits(lost, inOrder: inOrder)
  }

  /// Puts commits before all others: what both bring, a ref reaches.
  ///
  /// Where parents of theirs are gone, as those may be that nothing reaches, git lists none: they have no order
  /// then.
  private mutating func addLostCommits(_ ids: [ObjectID], inOrder: Bool) throws(GitError) {
    if ids.isEmpty { return }
    let reached = commits
    commits = ByteTable(width: newName.count)
    if inOrder {
      let command = ["rev-list", "--topo-order", "--stdin", "--not", "--all", "--reflog"]
      do throws(GitError) {
        let input = ids.lines + otherTips.linesToLeaveOut
        let process = try GitProcess(repository.program, command, input: input)
        try add(commitsOf: process)
      } catch {
        guard case .failed = error else { throw error }
      }
    }
    var name = newName
    for id in ids where ObjectID.pack(id.digits.span, into: &name) { _ = commits.insert(name.span) }
    for number in 0..<reached.count { _ = commits.insert(reached[number].span) }
  }
}
