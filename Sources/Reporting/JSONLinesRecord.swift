#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Findings
import Rules

// The lines of a report in JSON Lines. The order of the properties is the order of the members, and
// that is part of what `docs/jsonl.md` promises: a change here is a change there, and of `version`
// where a reader would have to know.

/// The version of the lines, in each of them: lines of one report may be read far apart.
private enum JSONLinesVersion {
  static let current = 1
}

/// A path: text where it is UTF-8, else its bytes with `%` and two digits for all but the plainest.
struct JSONPath {
  let text: String?
  let encoded: String?

  init(_ path: ArtifactPath) {
    text = PathText.utf8(path.bytes)
    encoded = text == nil ? PathText.percentEncoded(path.bytes) : nil
  }
}

/// A finding.
struct FindingLine: Encodable {
  let type = "finding"
  let version = JSONLinesVersion.current
  let ruleId: String
  let severity: String
  let confidence: String
  let message: String
  let path: String?
  let pathBytes: String?
  let region: RegionObject
  let snippet: SnippetObject
  let credential: CredentialObject?
  let relatedLocations: [RelatedObject]
  let fingerprint: String
  let suppression: SuppressionObject?
  let baselineState: String?
  let commit: CommitObject?

  init(_ finding: Finding, identity: String?, _ redaction: Redaction) {
    let place = JSONPath(finding.location.path)
    ruleId = finding.ruleID.rawValue
    severity = finding.severity.rawValue
    confidence = finding.confidence.rawValue
    message = redaction.text(of: finding.message, about: finding)
    path = place.text
    pathBytes = place.encoded
    region = RegionObject(finding.location.region)
    snippet = SnippetObject(finding, redaction)
    credential = finding.credential.map { credential in
      CredentialObject(credential, identity: identity, redaction)
    }
    relatedLocations = finding.relatedLocations.map { RelatedObject($0, of: finding, redaction) }
    fingerprint = finding.fingerprintDigits
    suppression = finding.suppression.map { suppression in
      SuppressionObject(
        kind: suppression.kind.rawValue, reason: redaction.reason(of: suppression, for: finding))
    }
    baselineState = finding.baselineState?.rawValue
    commit = finding.commit.map { CommitObject(id: $0.id, authorDate: $0.authorDate) }
  }
}

/// A part of an artifact.
struct RegionObject: Encodable {
  let byteOffset: Int
  let byteLength: Int
  let startLine: Int
  let startColumn: Int
  let endLine: Int
  let endColumn: Int

  init(_ region: Region) {
    byteOffset = region.byteRange.lowerBound
    byteLength = region.byteRange.count
    startLine = region.start.line
    startColumn = region.start.column
    endLine = region.end.line
    endColumn = region.end.column
  }
}

/// The line of a finding, and which of its UTF-16 code units lie in the region.
struct SnippetObject: Encodable {
  let text: String
  let markStart: Int?
  let markLength: Int?

  init(_ finding: Finding, _ redaction: Redaction) {
    var text = ""
    var mark: Range<Int>?
    for piece in finding.snippet.pieces {
      let start = text.utf16.count
      text += redaction.text(of: piece.content, in: finding)
      if piece.isMarked { mark = (mark?.lowerBound ?? start)..<text.utf16.count }
    }
    self.text = text
    markStart = mark?.lowerBound
    markLength = mark?.count
  }
}

/// The credential of a finding.
struct CredentialObject: Encodable {
  let kind: String
  let identity: String?
  let text: String

  init(_ credential: Credential, identity: String?, _ redaction: Redaction) {
    kind = credential.kind
    self.identity = identity
    text = redaction.text(of: credential)
  }
}

/// Another place that belongs to a finding.
struct RelatedObject: Encodable {
  let message: String
  let path: String?
  let pathBytes: String?
  let region: RegionObject

  init(_ related: RelatedLocation, of finding: Finding, _ redaction: Redaction) {
    let place = JSONPath(related.location.path)
    message = redaction.text(of: related.message, about: finding)
    path = place.text
    pathBytes = place.encoded
    region = RegionObject(related.location.region)
  }
}

/// The commit that a finding came with.
struct CommitObject: Encodable {
  let id: String
  let authorDate: String
}

/// Why a finding does not count.
struct SuppressionObject: Encodable {
  let kind: String
  let reason: String
}

/// What became of an artifact; its findings stand before it.
struct ArtifactLine: Encodable {
  let type = "artifact"
  let version = JSONLinesVersion.current
  let path: String?
  let pathBytes: String?
  let status: String
  let reason: String?
  let bytes: Int
  let lines: Int
  let stream: Bool
  let findings: Int

  init(_ record: ArtifactRecord) {
    let place = JSONPath(record.path)
    path = place.text
    pathBytes = place.encoded
    (status, reason) = Self.words(for: record.status)
    bytes = record.byteCount
    lines = record.lineCount
    stream = record.isStream
    findings = record.findings.count
  }

  private static func words(for status: ArtifactRecord.Status) -> (String, String?) {
    switch status {
    case .read: ("read", nil)
    case .skipped(let reason): ("skipped", reason.rawValue)
    case .failed(let reason): ("failed", reason)
    case .truncated(let reason): ("truncated", reason)
    }
  }
}

/// Something that was not read.
struct ErrorLine: Encodable {
  let type = "error"
  let version = JSONLinesVersion.current
  let path: String?
  let pathBytes: String?
  let message: String

  init(path: ArtifactPath?, message: String) {
    let place = path.map(JSONPath.init)
    self.path = place?.text
    pathBytes = place?.encoded
    self.message = message
  }
}

/// The last line: what the scan did.
struct EndLine: Encodable {
  let type = "end"
  let version = JSONLinesVersion.current
  let complete: Bool
  let exitStatus: Int?
  let artifacts: Int
  let bytes: Int
  let lines: Int
  let streams: Int
  let plainArchives: Int
  let skipped: SortedMap<Int>
  let errors: Int
  let findings: SortedMap<Int>
  let suppressed: Int
  /// Left out where nothing was there before.
  let unchanged: Int?
  let tool: ToolObject
  let identityKey: String?
  let startTime: String?
  let endTime: String?

  init(_ summary: ScanSummary, _ options: ReportOptions) {
    complete = summary.isComplete
    exitStatus = summary.exitStatus
    artifacts = summary.artifactCount
    bytes = summary.byteCount
    lines = summary.lineCount
    streams = summary.streamCount
    plainArchives = summary.plainArchiveCount
    skipped = summary.skippedByName
    errors = summary.shortfalls.count
    findings = summary.findingsByName
    suppressed = summary.suppressedCount
    unchanged = summary.unchangedCount > 0 ? summary.unchangedCount : nil
    tool = ToolObject(summary.tool)
    identityKey = options.identities.keyName
    startTime = options.isReproducible ? nil : summary.startTime.map(Timestamp.text)
    endTime = options.isReproducible ? nil : summary.endTime.map(Timestamp.text)
  }
}

/// The program that wrote the report.
struct ToolObject: Encodable {
  let name = ToolDescription.name
  let version: String
  let rules: Int
  let ruleSetDigest: String
  /// Left out where a configuration changed none.
  let changedSettings: Int?

  init(_ tool: ToolDescription) {
    version = tool.version
    rules = tool.ruleCount
    ruleSetDigest = tool.ruleSetDigest
    changedSettings = tool.changedSettingCount > 0 ? tool.changedSettingCount : nil
  }
}

extension ScanSummary {
  /// How many artifacts were skipped, by reason, those reasons that occurred.
  var skippedByName: SortedMap<Int> {
    SortedMap(Dictionary(uniqueKeysWithValues: skipped.map { ($0.key.rawValue, $0.value) }))
  }

  /// How many findings there are of each severity, all severities.
  var findingsByName: SortedMap<Int> {
    SortedMap(
      Dictionary(uniqueKeysWithValues: Severity.allCases.map { ($0.rawValue, findings[$0]) }))
  }
}

extension IdentityScheme {
  /// The name of the key, where there is one.
  fileprivate var keyName: String? {
    switch self {
    case .keyed(let key): key.name
    case .numbered: nil
    }
  }
}
