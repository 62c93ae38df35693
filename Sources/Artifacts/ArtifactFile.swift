public import Findings

/// Something that is to be read.
public struct ArtifactFile: Hashable, Sendable {
  /// How a scan came to it.
  public enum Source: Hashable, Sendable {
    /// It was met in a walk: it is read only while it is a regular file.
    case met
    /// The user named it: a link is followed, and it may be a pipe or a device.
    case named
    /// It is the standard input of the process.
    case standardInput
  }

  /// The path that reports name it by.
  public let path: ArtifactPath
  /// How the scan came to it.
  public let source: Source

  /// Creates something to be read.
  public init(path: ArtifactPath, source: Source) {
    self.path = path
    self.source = source
  }
}

/// What a walk comes to: something to read, or something that is not read and why.
public enum WalkEntry: Hashable, Sendable {
  /// To be opened and read.
  case file(ArtifactFile)
  /// Not to be read: its record says why. The path of a directory ends with a slash.
  case record(ArtifactRecord)

  /// The path of either.
  public var path: ArtifactPath {
    switch self {
    case .file(let file): file.path
    case .record(let record): record.path
    }
  }
}
