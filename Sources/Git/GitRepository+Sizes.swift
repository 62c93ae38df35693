extension GitRepository {
  /// The sizes of some objects in bytes, in their order; nil for one that is not here.
  ///
  /// - Throws: `cannotStart`, `failed`, `unexpectedAnswer`, `interrupted`.
  public func sizes(of ids: [ObjectID]) throws(GitError) -> [Int?] {
    if ids.isEmpty { return [] }
    var process = try GitProcess(
      program, ["cat-file", "--batch-check=%(objectsize)", "--buffer"], input: ids.lines)
    do throws(GitError) {
      let answers = try process.all().split(separator: UInt8(ascii: "\n"))
      guard answers.count == ids.count else { throw .unexpectedAnswer(command: process.command) }
      return answers.map { Int(String(decoding: $0, as: UTF8.self)) }
    } catch {
      guard case .failed = error else { throw error }
      // In a partial clone git ends at the first that is not here.
      let sizes = try allSizes()
      return ids.map { sizes[$0] }
    }
  }

  /// The sizes of all objects that are here.
  private func allSizes() throws(GitError) -> [ObjectID: Int] {
    let answers = try program.output(of: [
      "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objectsize)", "--buffer",
    ])
    var sizes: [ObjectID: Int] = [:]
    for answer in answers.split(separator: UInt8(ascii: "\n")) {
      let words = answer.split(separator: UInt8(ascii: " "))
      guard let id = words.first.flatMap({ ObjectID($0) }), words.count == 2 else { continue }
      sizes[id] = Int(String(decoding: words[1], as: UTF8.self))
    }
    return sizes
  }

  /// Tells which of some objects that are here are pointers of Git LFS; what cannot be read is none.
  ///
  /// - Parameter blobs: The objects, with their sizes in bytes; those of no pointer's size are not read.
  /// - Returns: The pointers.
  /// - Throws: `cannotStart`, `unexpectedAnswer`, `interrupted`.
  public func pointers(among blobs: [(id: ObjectID, size: Int)]) throws(GitError) -> Set<ObjectID> {
    let possible = blobs.filter { LFSPointer.sizes.contains($0.size) }
    if possible.isEmpty { return [] }
    var stream = ObjectStream(of: self)
    var pointers: Set<ObjectID> = []
    for (id, _) in possible {
      do throws(GitError) {
        var bytes: [UInt8] = []
        try stream.append(try stream.open(id), to: &bytes)
        try stream.close()
        if LFSPointer.holds(bytes) { pointers.insert(id) }
      } catch {
        switch error {
        case .failed, .noObject: continue
        case .cannotStart, .noRepository, .unexpectedAnswer, .interrupted: throw error
        }
      }
    }
    return pointers
  }
}
