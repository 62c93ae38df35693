internal import Findings
internal import Rules

/// A finding in the bytes of an artifact; its lines are not counted yet.
///
/// As a class, for the same reason as ``Candidate``.
final class LocalFinding: Sendable {
  let origin: Candidate.Origin
  let message: String
  /// The offsets in the artifact.
  let byteRange: Range<Int>
  /// Those of the secret that is told of.
  let secretRange: Range<Int>?
  let related: [LocalRelated]
  let snippet: Snippet
  let shape: String
  let credential: Credential?
  let suppression: Suppression?

  init(
    of origin: Candidate.Origin, message: String, byteRange: Range<Int>,
    secretRange: Range<Int>?, related: [LocalRelated], snippet: Snippet, shape: String,
    credential: Credential?, suppression: Suppression?
  ) {
    self.origin = origin
    self.message = message
    self.byteRange = byteRange
    self.secretRange = secretRange
    self.related = related
    self.snippet = snippet
    self.shape = shape
    self.credential = credential
    self.suppression = suppression
  }
}

/// The other half of a relation.
struct LocalRelated: Hashable, Sendable {
  let byteRange: Range<Int>
  let message: String
  /// Where it really is, when that is another artifact.
  var elsewhere: Location?
}

extension LocalFinding {
  /// The rule that holds.
  var ruleID: RuleID { origin.rule.id }
  var severity: Severity { origin.severity }
  var confidence: Confidence { origin.confidence }

  /// Orders by offset and rule.
  func isBefore(_ other: LocalFinding) -> Bool {
    let (a, b) = (byteRange, other.byteRange)
    if a.lowerBound != b.lowerBound { return a.lowerBound < b.lowerBound }
    if ruleID != other.ruleID { return ruleID < other.ruleID }
    return a.upperBound < b.upperBound
  }
}

/// A finding whose lines are counted from the core of its window.
///
/// How many lines lie before the window is known only when the windows are put together.
struct PlacedFinding: Sendable {
  let finding: LocalFinding
  let region: LocalRegion
  /// The regions of the finding's other halves, in their order.
  let related: [LocalRegion]

  /// Counts the lines of findings, those that follow each other one after another.
  ///
  /// - Parameters:
  ///   - findings: What was found, in order of offset.
  ///   - lines: The count, from the core of the window.
  ///   - bytes: The bytes of the window.
  ///   - start: Where they stand in the artifact.
  /// - Returns: The findings, in the same order.
  static func all(
    _ findings: [LocalFinding], by lines: inout LineIndex, in bytes: Span<UInt8>, from start: Int
  ) -> [PlacedFinding] {
    // Other halves may stand far from the findings, and from each other.
    var others = lines
    var known: [Range<Int>: LocalRegion] = [:]
    let related = findings.flatMap { $0.related.map(\.byteRange) }
    for range in related.sorted(by: { $0.lowerBound < $1.lowerBound }) where known[range] == nil {
      known[range] = LocalRegion(range, by: &others, in: bytes, from: start)
    }
    var placed: [PlacedFinding] = []
    placed.reserveCapacity(findings.count)
    for finding in findings {
      let region = LocalRegion(finding.byteRange, by: &lines, in: bytes, from: start)
      let related = finding.related.compactMap { known[$0.byteRange] }
      placed.append(PlacedFinding(finding: finding, region: region, related: related))
    }
    return placed
  }
}

/// A region whose lines are counted from the core of its window, its bytes from the artifact's start.
struct LocalRegion: Hashable, Sendable {
  let byteRange: Range<Int>
  let start: LineIndex.Place
  let end: LineIndex.Place

  fileprivate init(
    _ byteRange: Range<Int>, by lines: inout LineIndex, in bytes: Span<UInt8>, from origin: Int
  ) {
    self.byteRange = byteRange
    start = lines.place(of: byteRange.lowerBound - origin, in: bytes)
    end = lines.place(of: byteRange.upperBound - origin, in: bytes)
  }
}

/// What the scan of one window came to; an ``ArtifactAssembler`` makes findings of it.
public struct WindowScan: Sendable {
  let findings: [PlacedFinding]
  /// What the artifact has to do with others of its scan.
  public let share: ArtifactShare
  /// How many lines end in the core.
  let newlineCount: Int
  /// The UTF-16 code units after the last line end of the core, or of all of it.
  let tailColumns: Int
  /// True where the core ends in the middle of a line.
  let endsInsideLine: Bool
  /// What was not looked through, in words.
  let gaps: [String]
}

extension WindowScan {
  /// What stands in a core that ends at an offset.
  init(
    _ findings: [PlacedFinding] = [], _ share: ArtifactShare = ArtifactShare(),
    _ gaps: [String] = [], upTo end: Int, _ lines: inout LineIndex, in bytes: Span<UInt8>
  ) {
    let place = lines.place(of: end, in: bytes)
    self.init(
      findings: findings, share: share, newlineCount: place.line, tailColumns: place.column,
      endsInsideLine: lines.isInsideLine(end, in: bytes), gaps: gaps)
  }
}
