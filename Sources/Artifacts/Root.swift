public import Findings

/// The directory that the paths of a scan are relative to.
public struct Root: Hashable, Sendable {
  /// The root, absolute and without links.
  public let directory: SystemPath
  /// The current directory, absolute and without links.
  public let currentDirectory: SystemPath

  /// Finds the root of a scan.
  ///
  /// - Parameters:
  ///   - given: The directory that the user wants, if the user said.
  ///   - first: The first path that is to be scanned, if one was named. Where none is given, the
  ///     root is the top of the git work tree that holds it, else the path itself where it is a
  ///     directory, else the current directory.
  ///   - current: The directory that relative paths start from, or nil for that of the process.
  /// - Throws: `rootUnusable` where `given` is no directory, `noCurrentDirectory`.
  public init(
    given: SystemPath? = nil, first: SystemPath? = nil, from current: SystemPath? = nil
  ) throws(ArtifactError) {
    do throws(SystemFailure) {
      if let current {
        currentDirectory = try current.resolved()
      } else {
        currentDirectory = try SystemPath.currentDirectory()
      }
    } catch {
      throw .noCurrentDirectory(reason: error.description)
    }
    var paths = PathResolver(currentDirectory: currentDirectory)
    if let given {
      directory = try Self.checked(given, &paths)
    } else if let first {
      directory = Self.root(for: first, &paths)
    } else {
      directory = GitDirectory.top(holding: currentDirectory) ?? currentDirectory
    }
  }

  /// The path as a report names it: relative to the root where it lies under it, else absolute.
  ///
  /// Links on the way to the file are followed, the file itself need not exist. What is in `/dev` or
  /// `/proc` keeps its name, since links there mean something else for each process.
  public func path(of path: SystemPath) -> ArtifactPath {
    var paths = PathResolver(currentDirectory: currentDirectory)
    return self.path(ofResolved: paths.name(of: path))
  }

  /// The path that the system knows an artifact by.
  public func systemPath(of path: ArtifactPath) -> SystemPath {
    directory.appending(SystemPath(bytes: path.bytes))
  }

  private static func checked(
    _ given: SystemPath, _ paths: inout PathResolver
  ) throws(ArtifactError) -> SystemPath {
    do throws(SystemFailure) {
      let target = try paths.target(of: given)
      guard target.kind == .directory else { throw .notADirectory }
      return target.path
    } catch {
      throw .rootUnusable(given, reason: error.description)
    }
  }

  private static func root(for first: SystemPath, _ paths: inout PathResolver) -> SystemPath {
    guard let target = try? paths.target(of: first) else {
      let directory = paths.name(of: first).parent ?? paths.currentDirectory
      return GitDirectory.top(holding: directory) ?? paths.currentDirectory
    }
    let isDirectory = target.kind == .directory
    let directory = isDirectory ? target.path : target.path.parent ?? target.path
    return GitDirectory.top(holding: directory)
      ?? (isDirectory ? target.path : paths.currentDirectory)
  }
}

extension Root {
  /// The path of something whose absolute path has no links on its way.
  func path(ofResolved path: SystemPath) -> ArtifactPath {
    guard path.isWithin(directory) else { return ArtifactPath(bytes: path.bytes) }
    guard path != directory else { return "." }
    return ArtifactPath(bytes: Array(path.bytes.dropFirst(directory.prefix.count)))
  }
}
