import Findings

/// One half of a walk: what lies below the root, or what does not.
struct WalkLane: Sendable {
  /// A directory that is being walked.
  private struct Level: Sendable {
    let listing: DirectoryListing
    /// What git ignores here, or nil outside of a work tree.
    let scope: IgnoreScope?
    /// The length of the directory's path, its slash included.
    let pathCount: Int
    var next = 0
  }

  private let options: WalkOptions
  private let isInside: Bool
  private let rootPrefix: [UInt8]
  private var queue: WalkStartQueue
  private var levels: [Level] = []
  // The absolute path of the entry at hand; that of a directory ends with a slash.
  private var path: [UInt8] = []

  init(_ starts: [WalkStart], root: Root, isInside: Bool, _ options: WalkOptions) {
    self.options = options
    self.isInside = isInside
    rootPrefix = root.directory.prefix
    queue = WalkStartQueue(starts)
  }

  /// The next file or record, or nil at the end.
  mutating func next(_ loader: inout IgnoreLoader) -> WalkEntry? {
    while true {
      addProblems(of: &loader)
      if let level = levels.indices.last {
        if let entry = advance(level, &loader) { return entry }
      } else if let start = queue.popFirst() {
        if let entry = begin(start, &loader) { return entry }
      } else {
        return nil
      }
    }
  }

  /// Takes over what the loader has to report of files on this side of the root.
  mutating func addProblems(of loader: inout IgnoreLoader) {
    for record in loader.takeProblems(absolute: !isInside) {
      let bytes = (isInside ? rootPrefix : []) + record.path.bytes
      queue.insert(.record(record, at: SystemPath(bytes: bytes)))
    }
  }

  /// Goes one step further in a directory.
  private mutating func advance(_ level: Int, _ loader: inout IgnoreLoader) -> WalkEntry? {
    let index = levels[level].next
    guard index < levels[level].listing.entries.count else {
      levels.removeLast()
      return nil
    }
    let entry = levels[level].listing.entries[index]
    setPath(to: entry, of: level)
    switch queue.order(to: path) {
    case .later:
      levels[level].next += 1
      return visit(entry, of: level, &loader)
    case .same: levels[level].next += 1
    case .earlier: break
    }
    return queue.popFirst().flatMap { begin($0, &loader) }
  }

  private mutating func setPath(to entry: DirectoryListing.Entry, of level: Int) {
    path.removeSubrange(levels[level].pathCount...)
    path += levels[level].listing.name(of: entry)
    if entry.kind == .directory { path.append(SystemPath.slash) }
  }

  /// Comes to an entry of a directory.
  private mutating func visit(
    _ entry: DirectoryListing.Entry, of level: Int, _ loader: inout IgnoreLoader
  ) -> WalkEntry? {
    if !isInside && path == rootPrefix { return nil }
    if let reason = reasonToSkip(entry.kind, levels[level]) { return record(.skipped(reason)) }
    guard entry.kind == .directory else { return .file(ArtifactFile(path: name, source: .met)) }
    return open(below: levels[level].scope, &loader)
  }

  /// Comes to something that was named.
  private mutating func begin(_ start: WalkStart, _ loader: inout IgnoreLoader) -> WalkEntry? {
    path = start.key
    switch start.content {
    case .record(let record): return .record(record)
    case .standardInput(let name): return .file(ArtifactFile(path: name, source: .standardInput))
    case .file:
      if let reason = reasonToSkip(start) { return record(.skipped(reason)) }
      return .file(ArtifactFile(path: name, source: .named))
    case .directory:
      if let reason = reasonToSkip(start) { return record(.skipped(reason)) }
      return open(below: scope(around: start.path, &loader), &loader)
    }
  }

  private func scope(around directory: SystemPath, _ loader: inout IgnoreLoader) -> IgnoreScope? {
    guard options.honoursIgnoreFiles, !directory.isGitStore else { return nil }
    return directory.parent.flatMap { loader.scope(of: $0) }
  }

  /// Lists the directory at hand; what cannot be listed is a record.
  private mutating func open(
    below outer: IgnoreScope?, _ loader: inout IgnoreLoader
  ) -> WalkEntry? {
    let listing: DirectoryListing
    do throws(SystemFailure) {
      // With a slash at its end, a link would be followed.
      let bytes = path.count > 1 ? Array(path.dropLast()) : path
      listing = try DirectoryListing(of: bytes, sizeLimit: options.sizeLimit)
    } catch {
      return record(.failed(error.description))
    }
    let scope = self.scope(of: listing, below: outer, &loader)
    levels.append(Level(listing: listing, scope: scope, pathCount: path.count))
    return listing.failure.map { record(.failed("\($0) while it was listed")) }
  }

  private func scope(
    of listing: DirectoryListing, below outer: IgnoreScope?, _ loader: inout IgnoreLoader
  ) -> IgnoreScope? {
    guard options.honoursIgnoreFiles, listing.hasGit || outer != nil && listing.hasIgnoreFile
    else { return outer }
    let directory = SystemPath(bytes: path.count > 1 ? path.dropLast() : path[...])
    return loader.scope(
      of: directory, below: outer, mayBeTop: listing.hasGit, mayHaveFile: listing.hasIgnoreFile)
  }
}

extension WalkLane {
  /// How many bytes of an absolute path are not in the artifact's.
  private var base: Int { isInside ? rootPrefix.count : 0 }

  /// The name of the entry at hand in reports.
  private var name: ArtifactPath {
    path.count == base ? "./" : ArtifactPath(bytes: Array(path[base...]))
  }

  private func record(_ status: ArtifactRecord.Status) -> WalkEntry {
    .record(ArtifactRecord(path: name, status: status))
  }

  /// Why an entry at hand is left out, if it is.
  private func reasonToSkip(_ kind: DirectoryListing.Kind, _ level: Level) -> SkipReason? {
    let start = level.pathCount
    let isDirectory = kind == .directory
    let text = path.span.extracting(0..<path.count - (isDirectory ? 1 : 0))
    if text.part(from: start, is: ".git") { return .gitDirectory }
    if !options.exclusions.isEmpty,
      options.exclusions.cover(
        text, from: exclusionBase, nameFrom: start, isDirectory: isDirectory)
    {
      return .excluded
    }
    if !options.readsHidden && text[start] == SystemPath.dot { return .hidden }
    if kind == .symbolicLink { return .symbolicLink }
    if kind == .special { return .specialFile }
    if let scope = level.scope,
      scope.ignores(text, nameFrom: start, isDirectory: isDirectory),
      isDirectory || !text.part(from: start, startsWith: ".env")
    {
      return .ignored
    }
    return kind == .large ? .tooLarge : nil
  }

  /// Why something that was named is left out, if it is.
  private func reasonToSkip(_ start: WalkStart) -> SkipReason? {
    let exclusions = options.exclusions
    if exclusions.coverAny(of: start.path, from: exclusionBase, isDirectory: start.isDirectory) {
      return .excluded
    }
    guard let limit = options.sizeLimit, !start.isDirectory,
      let status = try? FileStatus(of: start.path.bytes), status.kind == .regular
    else { return nil }
    return status.size > limit ? .tooLarge : nil
  }

  /// Where the part of a path starts that exclusions are about.
  private var exclusionBase: Int { isInside ? rootPrefix.count : 1 }
}

extension Span<UInt8> {
  /// True where the bytes from an offset on are those of a text.
  fileprivate func part(from start: Int, is text: StaticString) -> Bool {
    count - start == text.utf8CodeUnitCount && part(from: start, startsWith: text)
  }

  /// True where the bytes from an offset on start with those of a text.
  fileprivate func part(from start: Int, startsWith text: StaticString) -> Bool {
    guard count - start >= text.utf8CodeUnitCount else { return false }
    var index = start
    return text.withUTF8Buffer { bytes in
      unsafe bytes.allSatisfy { byte in
        defer { index += 1 }
        return self[index] == byte
      }
    }
  }
}
