public import Findings

/// Puts the windows of one artifact together, in their order.
public struct ArtifactAssembler: Sendable {
  private let path: ArtifactPath
  private var findings: [Finding] = []
  private var occurrences: [Shape: Int] = [:]
  private var gaps: [String] = []
  private var newlineCount = 0
  private var column = 0
  private var endsInsideLine = false

  /// What findings that are alike have in common.
  private struct Shape: Hashable {
    let ruleID: RuleID
    let text: String
  }

  /// Starts an artifact of a path.
  public init(path: ArtifactPath) { self.path = path }

  /// Adds the scan of the next window.
  public mutating func add(_ scan: WindowScan) {
    // Most artifacts are one window, and need no room for the findings of another.
    if findings.isEmpty { findings.reserveCapacity(scan.findings.count) }
    for finding in scan.findings { findings.append(placed(finding)) }
    gaps += scan.gaps
    column = scan.newlineCount > 0 ? scan.tailColumns : column + scan.tailColumns
    newlineCount += scan.newlineCount
    endsInsideLine = scan.endsInsideLine
  }

  /// The record of the artifact, with all findings in order.
  ///
  /// - Parameters:
  ///   - byteCount: How many bytes were read.
  ///   - isStream: True where it was scanned in more than one window.
  ///   - isPlainArchive: True where it is an archive whose members were not looked into.
  ///   - status: What became of reading it; a gap in the scan makes `read` into `truncated`.
  /// - Returns: The record, with every finding that the windows gave.
  public func record(
    byteCount: Int, isStream: Bool, isPlainArchive: Bool = false, status: ArtifactRecord.Status
  ) -> ArtifactRecord {
    ArtifactRecord(
      path: path, byteCount: byteCount, lineCount: newlineCount + (endsInsideLine ? 1 : 0),
      isStream: isStream, isPlainArchive: isPlainArchive,
      status: gaps.isEmpty ? status : .truncated(gaps.joined(separator: "; ")),
      findings: findings)
  }

  private mutating func placed(_ placed: PlacedFinding) -> Finding {
    let local = placed.finding
    let shape = Shape(ruleID: local.ruleID, text: local.shape)
    let occurrence = Self.number(by: &occurrences[shape, default: 0])
    return Finding(
      ruleID: local.ruleID, severity: local.severity, confidence: local.confidence,
      message: local.message, location: location(of: placed.region),
      relatedLocations: zip(placed.related, local.related).map {
        RelatedLocation(location: $1.elsewhere ?? location(of: $0), message: $1.message)
      },
      snippet: local.snippet, credential: local.credential,
      fingerprint: Fingerprint(shape: local.shape, occurrence: occurrence),
      suppression: local.suppression)
  }

  /// The next number of a count; to look a shape up takes long enough to do it once.
  private static func number(by count: inout Int) -> Int {
    defer { count += 1 }
    return count
  }

  private func location(of region: LocalRegion) -> Location {
    Location(
      path: path,
      region: Region(
        byteRange: region.byteRange, start: position(of: region.start),
        end: position(of: region.end)))
  }

  private func position(of place: LineIndex.Place) -> Position {
    Position(
      line: max(1, newlineCount + place.line + 1),
      column: max(1, place.column + 1 + (place.line == 0 ? column : 0)))
  }
}
