/// What makes a directory the top of a git work tree: its `.git`.
struct GitDirectory: Hashable, Sendable {
  /// Where git keeps what all work trees of the repository share, or nil where it is not to be had.
  let common: SystemPath?

  /// The longest `.git` file or the like that is read, in bytes.
  private static let longestFile = 64 << 10

  /// Looks for `.git` in a directory.
  ///
  /// - Returns: nil where there is none, or none that git would take: a directory needs `HEAD`,
  ///   `objects` and `refs`, a file has to say where the directory is. Git is never run.
  init?(in top: SystemPath) {
    let path = top.appending(".git")
    guard let status = try? FileStatus(of: path.bytes) else { return nil }
    switch status.kind {
    case .directory:
      guard Self.isRepository(path) else { return nil }
      common = path
    case .regular:
      guard let target = Self.word(after: "gitdir:", in: path) else { return nil }
      common = Self.common(of: top.appending(target))
    case .symbolicLink, .fifo, .other: return nil
    }
  }

  /// The top of the work tree that a directory lies in, or nil where it lies in none.
  ///
  /// Git's own store lies in no work tree.
  static func top(holding directory: SystemPath) -> SystemPath? {
    var candidate: SystemPath? = directory
    while let path = candidate {
      if path.isGitStore { return nil }
      if GitDirectory(in: path) != nil { return path }
      candidate = path.parent
    }
    return nil
  }

  /// A linked work tree's own directory says where that of its repository is.
  private static func common(of directory: SystemPath) -> SystemPath? {
    let other = word(after: "", in: directory.appending("commondir"))
    let common = other.map { directory.appending($0) } ?? directory
    return isRepository(common) ? common : nil
  }

  private static func isRepository(_ path: SystemPath) -> Bool {
    ["HEAD", "objects", "refs"].allSatisfy { name in
      (try? FileStatus(of: path.appending(name).bytes)) != nil
    }
  }

  /// The first line of a small file, less a label that it has to start with.
  private static func word(after label: String, in path: SystemPath) -> SystemPath? {
    guard case .text(let text)? = try? SmallFile(path, limit: longestFile, followsLinks: true),
      text.starts(with: label.utf8)
    else { return nil }
    let line = text.dropFirst(label.utf8.count).prefix { $0 != 0x0a && $0 != 0x0d }
    let word = line.drop { $0 == 0x20 }
    return word.isEmpty ? nil : SystemPath(bytes: word)
  }
}

extension SystemPath {
  /// True for a path whose last part is `.git`.
  var isGitStore: Bool { lastComponent.elementsEqual(".git".utf8) }
}
