public import Findings

/// Why something could not be read.
public enum ArtifactError: Error, Hashable, Sendable {
  /// The process has no current directory.
  case noCurrentDirectory(reason: String)
  /// The root that the user wants is no directory that can be used.
  case rootUnusable(SystemPath, reason: String)
  /// There is nothing at a path that the user named.
  case absent(SystemPath)
  /// An exclusion can match nothing; the text says why.
  case invalidExclusion(String, reason: String)
  /// A line of a list of files holds a NUL; the line counts from 1.
  case unexpectedNUL(line: Int)
  /// A configuration file cannot be used; the text says why.
  case configurationUnusable(SystemPath, reason: String)
  /// A file could not be opened.
  case cannotOpen(ArtifactPath, reason: String)
  /// Reading failed at an offset in bytes.
  case cannotRead(ArtifactPath, offset: Int, reason: String)
  /// There was no memory for a window.
  case outOfMemory(ArtifactPath, byteCount: Int)
}

extension ArtifactError {
  /// Why, in a few words that name no path: the text of an artifact's record.
  public var reason: String {
    switch self {
    case .noCurrentDirectory(let reason), .rootUnusable(_, let reason),
      .invalidExclusion(_, let reason), .configurationUnusable(_, let reason),
      .cannotOpen(_, let reason):
      reason
    case .absent: "no such file or directory"
    case .unexpectedNUL: "a path cannot hold a NUL"
    case .cannotRead(_, let offset, let reason): "\(reason) at byte \(offset)"
    case .outOfMemory(_, let count): "no memory for \(count) bytes"
    }
  }
}

extension ArtifactError: CustomStringConvertible {
  /// A sentence that names the place and the cure.
  ///
  /// Paths stand in it as they are; whoever shows it escapes what a terminal would obey.
  public var description: String {
    switch self {
    case .noCurrentDirectory(let reason):
      "The current directory cannot be used: \(reason). Change to one that exists."
    case .rootUnusable(let path, _):
      "The root \(path) cannot be used: \(reason). Name a directory that can be read."
    case .absent(let path): "There is no file or directory \(path). Check its name."
    case .invalidExclusion(let glob, _):
      "The exclusion \(glob) matches nothing: \(reason). Write it as a line of a .gitignore."
    case .unexpectedNUL(let line):
      "Line \(line) of the list of files holds a NUL. Use -0 for a list that is separated by NULs."
    case .configurationUnusable(let path, _):
      "The configuration \(path) cannot be used: \(reason). Use --no-config to go without."
    case .cannotOpen(let path, _): "\(path.text) cannot be opened: \(reason)."
    case .cannotRead(let path, _, _): "\(path.text) cannot be read: \(reason)."
    case .outOfMemory(let path, _):
      "\(path.text) cannot be scanned: \(reason). Use fewer --threads."
    }
  }
}

extension ArtifactPath {
  fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}
