public import Findings

/// How a list of files shows a path and what becomes of it.
public struct ListedPath: Hashable, Sendable {
  /// The path, quoted as git quotes one where it could be misread.
  public let path: String
  /// Why it is not read, in a few words; nil where it is.
  public let reason: String?

  /// Shows a path that is read, as it is called from the current directory.
  public init(_ path: ArtifactPath, from base: PathBase) {
    self.path = PathText.quoted(base.fromCurrentDirectory(path))
    reason = nil
  }

  /// Shows a path that is not read, or not to its end.
  public init(_ record: ArtifactRecord, from base: PathBase) {
    path = PathText.quoted(base.fromCurrentDirectory(record.path))
    reason =
      switch record.status {
      case .read: nil
      case .skipped(let reason): "skipped: \(reason.rawValue)"
      case .failed(let reason), .truncated(let reason): "not read: \(reason)"
      }
  }
}
