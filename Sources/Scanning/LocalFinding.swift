internal import Findings

/// A finding whose lines are counted from the core of its window.
///
/// How many lines lie before the window is known only when the windows are put together.
struct LocalFinding: Hashable, Sendable {
  let ruleID: RuleID
  let severity: Severity
  let confidence: Confidence
  let message: String
  let region: LocalRegion
  let related: [LocalRelated]
  let snippet: Snippet
  let shape: String
  let credential: Credential?
  let suppression: Suppression?
}

extension LocalFinding: Comparable {
  /// Orders by offset and rule.
  static func < (left: LocalFinding, right: LocalFinding) -> Bool {
    let (a, b) = (left.region.byteRange, right.region.byteRange)
    if a.lowerBound != b.lowerBound { return a.lowerBound < b.lowerBound }
    if left.ruleID != right.ruleID { return left.ruleID < right.ruleID }
    return a.upperBound < b.upperBound
  }
}

/// A region whose lines are counted from the core of its window, its bytes from the artifact's start.
struct LocalRegion: Hashable, Sendable {
  let byteRange: Range<Int>
  let start: LineIndex.Place
  let end: LineIndex.Place
}

/// The other half of a relation.
struct LocalRelated: Hashable, Sendable {
  let region: LocalRegion
  let message: String
}

/// What the scan of one window came to; an ``ArtifactAssembler`` makes findings of it.
public struct WindowScan: Sendable {
  let findings: [LocalFinding]
  /// How many lines end in the core.
  let newlineCount: Int
  /// The UTF-16 code units after the last line end of the core, or of all of it.
  let tailColumns: Int
  /// True where the core ends in the middle of a line.
  let endsInsideLine: Bool
  /// What was not looked through, in words.
  let gaps: [String]
}
