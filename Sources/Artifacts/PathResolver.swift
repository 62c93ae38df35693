/// Turns the paths that a user writes into the ones that a scan works with.
struct PathResolver {
  /// What a path stands for.
  struct Target {
    let path: SystemPath
    let kind: FileStatus.Kind
  }

  let currentDirectory: SystemPath
  // Lists of files name many files of one directory in a row.
  private var lastHolder: (written: SystemPath, resolved: SystemPath)?

  init(currentDirectory: SystemPath) { self.currentDirectory = currentDirectory }

  /// The absolute path of what a user named, and what it is, links followed.
  ///
  /// A directory's path has no links. A file keeps its own name, and only the directory that holds
  /// it is resolved: it is the name that the user knows it by.
  mutating func target(of path: SystemPath) throws(SystemFailure) -> Target {
    let absolute = currentDirectory.appending(path)
    guard !path.bytes.isEmpty, !path.bytes.contains(0) else { throw .notADirectory }
    let kind = try FileStatus(of: absolute.bytes).kind
    guard kind == .directory else { return Target(path: name(of: path), kind: kind) }
    let resolved = (try? absolute.resolved()) ?? absolute.normalized
    return Target(path: resolved, kind: kind)
  }

  /// The absolute path of a file that need not exist.
  mutating func name(of path: SystemPath) -> SystemPath {
    let absolute = currentDirectory.appending(path)
    if absolute.belongsToProcess { return absolute.normalized }
    let last = absolute.components.last.map(Array.init) ?? []
    if last == [SystemPath.dot] || last == [SystemPath.dot, SystemPath.dot] {
      return (try? absolute.resolved()) ?? absolute.normalized
    }
    // Cut from the text as it is: `..` after a link is not where it seems to be.
    let trailing = absolute.bytes.reversed().prefix { $0 == SystemPath.slash }.count
    let holder = SystemPath(bytes: absolute.bytes.dropLast(trailing + last.count))
    return resolvedHolder(holder).appending(SystemPath(bytes: last))
  }

  private mutating func resolvedHolder(_ path: SystemPath) -> SystemPath {
    if let lastHolder, lastHolder.written == path { return lastHolder.resolved }
    let resolved = resolvedDirectory(path)
    lastHolder = (path, resolved)
    return resolved
  }

  /// The directory without links as far as it exists, and the rest as it is written.
  private func resolvedDirectory(_ path: SystemPath) -> SystemPath {
    if let resolved = try? path.resolved() { return resolved }
    let plain = path.normalized
    guard let parent = plain.parent else { return plain }
    return resolvedDirectory(parent).appending(SystemPath(bytes: plain.lastComponent))
  }
}

extension SystemPath {
  /// True for a path in `/dev` or `/proc` that leads nowhere else by `..`.
  fileprivate var belongsToProcess: Bool {
    !hasParentComponent && (bytes.starts(with: "/dev/".utf8) || bytes.starts(with: "/proc/".utf8))
  }
}
