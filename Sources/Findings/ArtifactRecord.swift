/// What became of one artifact, whether anything was found in it or not.
///
/// "Clean" is a claim that needs proof, and this is the proof: a report counts these.
public struct ArtifactRecord: Hashable, Sendable {
  /// What became of it.
  public enum Status: Hashable, Sendable {
    /// All of it was read.
    case read
    /// It was left out by a rule that the user can know, such as `.gitignore`.
    case skipped(SkipReason)
    /// It could not be read, or not to its end; the text says why.
    case failed(String)
    /// It was read in part; the text says where it ended.
    case truncated(String)
  }

  /// The path, relative to the root where it lies under it.
  public let path: ArtifactPath
  /// How many bytes were read.
  public let byteCount: Int
  /// How many lines were read; a last line without an end counts.
  public let lineCount: Int
  /// True where it was too large to be one unit and was scanned as a stream.
  public let isStream: Bool
  /// True where it is compressed or an archive, and was scanned as plain bytes all the same.
  public let isPlainArchive: Bool
  /// What became of it.
  public let status: Status
  /// What was found in it, in the order of a report.
  public let findings: [Finding]

  /// Creates the record of an artifact.
  public init(
    path: ArtifactPath, byteCount: Int = 0, lineCount: Int = 0, isStream: Bool = false,
    isPlainArchive: Bool = false, status: Status, findings: [Finding] = []
  ) {
    self.path = path
    self.byteCount = byteCount
    self.lineCount = lineCount
    self.isStream = isStream
    self.isPlainArchive = isPlainArchive
    self.status = status
    self.findings = findings
  }

  /// The record with only some of its findings.
  public func keeping(_ isKept: (Finding) -> Bool) -> ArtifactRecord {
    with(findings.filter(isKept))
  }

  /// The record with other findings, in the order of a report.
  public func with(_ findings: [Finding]) -> ArtifactRecord {
    ArtifactRecord(
      path: path, byteCount: byteCount, lineCount: lineCount, isStream: isStream,
      isPlainArchive: isPlainArchive, status: status, findings: findings)
  }
}

/// Why an artifact was left out by rule.
public enum SkipReason: String, CaseIterable, Hashable, Sendable {
  /// A `.gitignore` or an exclude file of git's covers it.
  case ignored
  /// An exclusion of the user's covers it.
  case excluded
  /// Its name starts with a dot, and hidden files were not asked for.
  case hidden
  /// It is a symbolic link met in a walk.
  case symbolicLink = "symbolic-link"
  /// It is a FIFO, a socket or a device met in a walk.
  case specialFile = "special-file"
  /// It is larger than the user's own limit.
  case tooLarge = "too-large"
  /// It is git's own store.
  case gitDirectory = "git-directory"
  /// It is the commit of another repository.
  case submodule
  /// It says where Git LFS keeps a file that is not in the repository.
  case lfsPointer = "lfs-pointer"
}
