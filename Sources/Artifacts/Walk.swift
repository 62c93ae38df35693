public import Findings

/// All that there is to read at some paths, in the order of the artifacts' paths.
///
/// A walk is lazy: it holds one listing for each directory between a path and where it stands, and
/// no open file. It never follows a link that it meets and never stops at an error. What several of
/// the paths lead to comes once. Where a path was named, ignore files and hidden names do not matter
/// for it; exclusions and the limit on size do.
public struct Walk: Sequence, IteratorProtocol, Sendable {
  /// The paths at which there is nothing, in the order in which they were given.
  public let absent: [ArtifactError]

  private var loader: IgnoreLoader
  // Paths below the root are relative, the others absolute, and both kinds come in one order.
  private var inside: WalkLane
  private var outside: WalkLane
  private var insideHead: WalkEntry?
  private var outsideHead: WalkEntry?

  /// Starts a walk.
  ///
  /// - Parameters:
  ///   - paths: Files and directories; none of them need exist.
  ///   - standardInput: The path that standard input is to go by, where it is to be read.
  ///   - root: What the paths of the artifacts are relative to.
  ///   - options: What is left out.
  /// - Complexity: A few system calls for each of the paths.
  public init(
    of paths: [SystemPath], standardInput: ArtifactPath? = nil, in root: Root,
    options: WalkOptions = WalkOptions()
  ) {
    var starts = WalkStarts(root: root)
    for path in paths { starts.add(path) }
    if let standardInput { starts.addStandardInput(as: standardInput) }
    absent = starts.absent
    loader = IgnoreLoader(user: options.user, root: root)
    inside = WalkLane(starts.inside, root: root, isInside: true, options)
    outside = WalkLane(starts.outside, root: root, isInside: false, options)
  }

  /// The next file or record, or nil at the end.
  public mutating func next() -> WalkEntry? {
    if insideHead == nil { insideHead = inside.next(&loader) }
    outside.addProblems(of: &loader)
    if outsideHead == nil { outsideHead = outside.next(&loader) }
    guard let outsideHead else { return insideHead.take() }
    if let insideHead, insideHead.path < outsideHead.path { return self.insideHead.take() }
    return self.outsideHead.take()
  }
}

/// Where a walk starts, worked out from what the user named.
private struct WalkStarts {
  private(set) var inside: [WalkStart] = []
  private(set) var outside: [WalkStart] = []
  private(set) var absent: [ArtifactError] = []
  private let root: Root
  private var paths: PathResolver

  init(root: Root) {
    self.root = root
    paths = PathResolver(currentDirectory: root.currentDirectory)
  }

  mutating func add(_ path: SystemPath) {
    do throws(SystemFailure) {
      let target = try paths.target(of: path)
      let isDirectory = target.kind == .directory
      append(isDirectory ? .directory(target.path) : .file(target.path))
      // The root is walked on its own, since its paths are relative.
      if isDirectory, root.directory != target.path, root.directory.isWithin(target.path) {
        append(.directory(root.directory))
      }
    } catch  where error.isAbsence {
      absent.append(.absent(path))
    } catch {
      let record = ArtifactRecord(path: root.path(of: path), status: .failed(error.description))
      append(.record(record, at: root.systemPath(of: record.path)))
    }
  }

  mutating func addStandardInput(as path: ArtifactPath) {
    append(.standardInput(path, at: root.systemPath(of: path)))
  }

  private mutating func append(_ start: WalkStart) {
    if start.path.isWithin(root.directory) {
      inside.append(start)
    } else {
      outside.append(start)
    }
  }
}
