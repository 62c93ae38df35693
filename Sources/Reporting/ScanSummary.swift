#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif
public import Findings

/// What a scan did: the proof behind "clean".
///
/// It is built from the records, one after another, and holds nothing of those that were read to
/// their end. What it says is incomplete was not read, and there is no other such place.
public struct ScanSummary: Hashable, Sendable {
  /// Something that was to be read and was not, or not to its end.
  public struct Shortfall: Hashable, Sendable {
    /// What became of it.
    public enum Kind: String, Hashable, Sendable {
      /// It could not be read.
      case failed
      /// It was read in part.
      case truncated
    }

    /// What became of it.
    public let kind: Kind
    /// The artifact, or nil where it is no artifact, such as a range that does not resolve.
    public let path: ArtifactPath?
    /// Why.
    public let reason: String
  }

  /// The program that scanned.
  public let tool: ToolDescription
  /// When the scan started.
  public let startTime: Date?
  /// When it ended.
  public private(set) var endTime: Date?
  /// The exit status of the program, once it is known.
  public private(set) var exitStatus: Int?

  /// How many artifacts were read to their end.
  public private(set) var artifactCount = 0
  /// How many bytes were read, of artifacts read in part too.
  public private(set) var byteCount = 0
  /// How many lines were read, of artifacts read in part too.
  public private(set) var lineCount = 0
  /// How many artifacts were too large to be held whole and were scanned as streams.
  public private(set) var streamCount = 0
  /// How many archives were scanned as plain bytes, their members not looked into.
  public private(set) var plainArchiveCount = 0
  /// How many artifacts were skipped by rule, by reason.
  public private(set) var skipped: [SkipReason: Int] = [:]
  /// How many artifacts were not read because a cache knows that nothing is found in them.
  public private(set) var cachedCount = 0
  /// What was not read, in the order in which it was met.
  public private(set) var shortfalls: [Shortfall] = []
  /// The findings that no suppression covers, those that were there before left out.
  public private(set) var findings = FindingCounts()
  /// How many findings are suppressed.
  public private(set) var suppressedCount = 0
  /// How many findings, none of them suppressed, were there before what was looked at.
  public private(set) var unchangedCount = 0

  /// Creates the summary of a scan that starts.
  public init(tool: ToolDescription, startTime: Date? = nil) {
    self.tool = tool
    self.startTime = startTime
  }

  /// Counts what became of one artifact.
  public mutating func add(_ record: ArtifactRecord) {
    byteCount += record.byteCount
    lineCount += record.lineCount
    streamCount += record.isStream ? 1 : 0
    plainArchiveCount += record.isPlainArchive ? 1 : 0
    switch record.status {
    case .read: artifactCount += 1
    case .skipped(let reason): skipped[reason, default: 0] += 1
    case .failed(let reason):
      shortfalls.append(Shortfall(kind: .failed, path: record.path, reason: reason))
    case .truncated(let reason):
      shortfalls.append(Shortfall(kind: .truncated, path: record.path, reason: reason))
    }
    for finding in record.findings { add(finding) }
  }

  /// Counts artifacts in which nothing was found, all at once.
  public mutating func add(
    artifacts: Int, bytes: Int, lines: Int, streams: Int, plainArchives: Int
  ) {
    artifactCount += artifacts
    byteCount += bytes
    lineCount += lines
    streamCount += streams
    plainArchiveCount += plainArchives
  }

  /// Counts artifacts that a cache knows.
  public mutating func add(cached count: Int) { cachedCount += count }

  /// Counts something that was not read and is no artifact: a range, a signal that ended the scan.
  public mutating func addFailure(_ reason: String) {
    shortfalls.append(Shortfall(kind: .failed, path: nil, reason: reason))
  }

  /// Ends the scan.
  public mutating func end(at time: Date?, exitStatus: Int) {
    endTime = time
    self.exitStatus = exitStatus
  }

  private mutating func add(_ finding: Finding) {
    if finding.isSuppressed {
      suppressedCount += 1
    } else if finding.isUnchanged {
      unchangedCount += 1
    } else {
      findings.add(finding)
    }
  }
}

extension ScanSummary {
  /// True where everything that was to be read was read.
  public var isComplete: Bool { shortfalls.isEmpty }

  /// True where there was nothing to read.
  public var isEmpty: Bool { artifactCount == 0 && cachedCount == 0 && shortfalls.isEmpty }

  /// How many artifacts were skipped by rule.
  public var skippedCount: Int { skipped.values.reduce(0, +) }

  /// The reasons for which artifacts were skipped, in the order of their declaration.
  var skipCounts: [(reason: SkipReason, count: Int)] {
    SkipReason.allCases.compactMap { reason in skipped[reason].map { (reason, $0) } }
  }
}

/// How many findings there are of each severity and confidence.
public struct FindingCounts: Hashable, Sendable {
  private struct Class: Hashable {
    let severity: Severity
    let confidence: Confidence
  }

  private var counts: [Class: Int] = [:]

  /// Creates counts of nothing.
  public init() {}

  /// Counts a finding.
  public mutating func add(_ finding: Finding) {
    counts[Class(severity: finding.severity, confidence: finding.confidence), default: 0] += 1
  }

  /// How many findings there are.
  public var total: Int { counts.values.reduce(0, +) }

  /// How many findings are exactly this severe, whatever their confidence.
  public subscript(severity: Severity) -> Int {
    Confidence.allCases.reduce(0) { sum, confidence in
      sum + (counts[Class(severity: severity, confidence: confidence)] ?? 0)
    }
  }

  /// How many findings are at least this severe and at least this sure: those that fail a run.
  public func count(atLeast severity: Severity, atLeast confidence: Confidence) -> Int {
    counts.reduce(0) { sum, entry in
      entry.key.severity >= severity && entry.key.confidence >= confidence
        ? sum + entry.value : sum
    }
  }
}
