internal import Findings

/// What the index holds beside what a commit holds, told without git where nothing is left for it to decide.
///
/// To start git takes as long as to check a small change. An entry is passed over only where the trees of the
/// commit hold the same at its path, or the index remembers that they do.
struct IndexComparison: ~Copyable {
  private let index: IndexFile
  private let nameWidth: Int
  private var objects: StoredObjects
  /// What the commit holds, in the order of paths, as far as it was read.
  private var held: [Held] = []
  private var treesLeft = mostTrees
  private var room = mostHeld

  /// What a commit holds.
  private enum Held {
    /// A file, at a path.
    case file(path: [UInt8], TreeEntry)
    /// All that the index holds below a folder, whose path ends in a slash, in so many entries.
    case same(folder: [UInt8], count: Int)

    var path: [UInt8] {
      switch self {
      case .file(let path, _): path
      case .same(let folder, _): folder
      }
    }
  }

  /// So many trees are read; git remembers what they are made of, and reads more of them in less time.
  private static let mostTrees = 256
  /// So much of what the commit holds is kept, in bytes: anybody can make a tree of many long paths.
  private static let mostHeld = 64 << 20

  /// Compares the index of a repository with the commit at its head.
  ///
  /// - Returns: Each path with new content in the order of paths, without deletions; nil where git has to be
  ///   asked: before the first commit, in a merge, where a path may have been renamed, and wherever something
  ///   is unusual, damaged or not found.
  static func changes(in repository: GitRepository) -> [Change]? {
    guard PipeEnd(reading: repository.mergePath) == nil, let head = repository.head,
      let index = repository.index
    else { return nil }
    var comparison = IndexComparison(index, in: repository)
    return comparison.changes(since: head)
  }

  private init(_ index: IndexFile, in repository: GitRepository) {
    self.index = index
    nameWidth = repository.nameWidth
    objects = StoredObjects(of: repository)
  }

  private mutating func changes(since commit: ObjectID) -> [Change]? {
    guard let content = objects.content(of: commit, .commit),
      content.starts(with: "tree ".utf8),
      let tree = content.dropFirst("tree ".utf8.count).split(
        separator: UInt8(ascii: "\n"), maxSplits: 1
      ).first.flatMap({ ObjectID($0) })
    else { return nil }
    // What the index remembers of the top, git does not believe either.
    return read(tree.packed[...], below: [], index.trees.top) ? changes() : nil
  }

  /// Reads what the commit holds below a path; false where not all of it can be told.
  private mutating func read(
    _ tree: ArraySlice<UInt8>, below path: [UInt8], _ folder: Int?
  ) -> Bool {
    treesLeft -= 1
    guard treesLeft >= 0, let content = objects.content(of: ObjectID(packed: tree), .tree),
      let entries = TreeEntry.entries(of: content, nameWidth: nameWidth)
    else { return false }
    let folders = folder.map { index.trees.folders(in: $0) } ?? []
    for entry in entries {
      let place = path + entry.component
      room -= place.count + MemoryLayout<Held>.stride
      guard room >= 0 else { return false }
      guard entry.isFolder else {
        held.append(.file(path: place, entry))
        continue
      }
      let inner = index.trees.folder(entry.component, among: folders)
      let innerPath = place + [UInt8(ascii: "/")]
      if let known = inner.flatMap({ index.trees.folders[$0].tree }), known.name == entry.name {
        held.append(.same(folder: innerPath, count: known.count))
      } else if !read(entry.name, below: innerPath, inner) {
        return false
      }
    }
    return true
  }

  /// Goes through both in the order of paths.
  private func changes() -> [Change]? {
    var changes = Changes()
    var number = 0
    for held in held {
      while number < index.count, index.path(of: number).lexicographicallyPrecedes(held.path) {
        guard changes.add(index[number]) else { return nil }
        number += 1
      }
      switch held {
      case .same(let folder, let count):
        guard holds(count, from: number, allBelow: folder) else { return nil }
        number += count
      case .file(let path, let file):
        let isThere = number < index.count && index.path(of: number).elementsEqual(path)
        guard changes.replace(file, by: isThere ? index[number] : nil) else { return nil }
        if isThere { number += 1 }
      }
    }
    for number in number..<index.count {
      guard changes.add(index[number]) else { return nil }
    }
    return changes.list
  }

  /// True where so many entries, and not the one behind them, are below a folder.
  private func holds(_ count: Int, from first: Int, allBelow folder: [UInt8]) -> Bool {
    guard count > 0, count <= index.count - first else { return false }
    func isBelow(_ number: Int) -> Bool { index.path(of: number).starts(with: folder) }
    let end = first + count
    return isBelow(first) && isBelow(end - 1) && (end == index.count || !isBelow(end))
  }

  /// The changes that were found so far.
  private struct Changes {
    private var all: [Change] = []
    private var hasAdditions = false
    private var hasDeletions = false

    /// All of them; nil where a path that is gone and one that is new may be the same file.
    var list: [Change]? { hasAdditions && hasDeletions ? nil : all }

    /// Adds what is new; false where git has to be asked.
    mutating func add(_ entry: IndexFile.Entry) -> Bool {
      guard entry.isUsual else { return false }
      if entry.isIntent { return true }
      hasAdditions = true
      append(entry, origin: nil)
      return true
    }

    /// Adds what is not what it was; false where git has to be asked.
    mutating func replace(_ file: TreeEntry, by entry: IndexFile.Entry?) -> Bool {
      if let entry, !entry.isUsual { return false }
      guard let entry, !entry.isIntent else {
        hasDeletions = true
        return true
      }
      if entry.mode != file.mode || !entry.name.elementsEqual(file.name) {
        append(entry, origin: file.mode == TreeEntry.submodule ? nil : ObjectID(packed: file.name))
      }
      return true
    }

    private mutating func append(_ entry: IndexFile.Entry, origin: ObjectID?) {
      all.append(
        Change(
          path: ArtifactPath(bytes: Array(entry.path)),
          content: entry.mode == TreeEntry.submodule
            ? .submodule : .blob(ObjectID(packed: entry.name)),
          origins: [origin]))
    }
  }
}

extension GitRepository {
  /// What the next commit holds; nil where it is left to git.
  fileprivate var index: IndexFile? {
    let named = program.place == .current ? PipeEnd.variable("GIT_INDEX_FILE") : nil
    let path = named ?? directory + Array("/index".utf8)
    let content = PipeEnd(reading: path)?.content(atMost: IndexFile.largest)
    return content.flatMap { IndexFile($0, nameWidth: nameWidth) }
  }
}
