#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Findings
import Rules

// The lines of a report in JSON Lines. The order of the members is part of what `docs/jsonl.md`
// promises: a change here is a change there, and of `version` where a reader would have to know.

/// The version of the lines, in each of them: lines of one report may be read far apart.
private enum JSONLinesVersion {
  static let current = 1
}

extension JSONText {
  /// Adds what every line starts with.
  fileprivate mutating func addStart(_ type: String) {
    add("type", type)
    add("version", JSONLinesVersion.current)
  }
}

/// A finding.
struct FindingLine: JSONObject {
  let finding: Finding
  let identity: String?
  let redaction: Redaction

  init(_ finding: Finding, identity: String?, _ redaction: Redaction) {
    self.finding = finding
    self.identity = identity
    self.redaction = redaction
  }

  func addMembers(to json: inout JSONText) {
    json.addStart("finding")
    json.add("ruleId", finding.ruleID.rawValue)
    json.add("severity", finding.severity.rawValue)
    json.add("confidence", finding.confidence.rawValue)
    json.add("message", redaction.text(of: finding.message, about: finding))
    json.add(finding.location.path)
    json.add("region", RegionObject(region: finding.location.region))
    json.add("snippet", SnippetObject(finding, redaction))
    json.add("credential", finding.credential.map { credential($0) })
    json.add("relatedLocations", finding.relatedLocations.map { related($0) })
    json.add("fingerprint", finding.fingerprintDigits)
    json.add("suppression", finding.suppression.map { suppression($0) })
    json.add("baselineState", finding.baselineState?.rawValue)
    json.add("commit", finding.commit.map { CommitObject(commit: $0) })
    if let standsAtHead = finding.standsAtHead { json.add("atHead", standsAtHead) }
  }

  private func credential(_ credential: Credential) -> CredentialObject {
    CredentialObject(
      kind: credential.kind, identity: identity, text: redaction.text(of: credential))
  }

  private func related(_ related: RelatedLocation) -> RelatedObject {
    RelatedObject(
      message: redaction.text(of: related.message, about: finding), location: related.location)
  }

  private func suppression(_ suppression: Suppression) -> SuppressionObject {
    SuppressionObject(
      kind: suppression.kind.rawValue, reason: redaction.reason(of: suppression, for: finding))
  }
}

/// A part of an artifact.
private struct RegionObject: JSONObject {
  let region: Region

  func addMembers(to json: inout JSONText) {
    json.add("byteOffset", region.byteRange.lowerBound)
    json.add("byteLength", region.byteRange.count)
    json.add("startLine", region.start.line)
    json.add("startColumn", region.start.column)
    json.add("endLine", region.end.line)
    json.add("endColumn", region.end.column)
  }
}

/// The line of a finding, and which of its UTF-16 code units lie in the region.
private struct SnippetObject: JSONObject {
  private var text = ""
  private var mark: Range<Int>?

  init(_ finding: Finding, _ redaction: Redaction) {
    var end = 0
    for piece in finding.snippet.pieces {
      let shown = redaction.text(of: piece.content, in: finding)
      let start = end
      text += shown
      end += shown.utf16.count
      if piece.isMarked { mark = (mark?.lowerBound ?? start)..<end }
    }
  }

  func addMembers(to json: inout JSONText) {
    json.add("text", text)
    json.add("markStart", mark?.lowerBound)
    json.add("markLength", mark?.count)
  }
}

/// The credential of a finding.
private struct CredentialObject: JSONObject {
  let kind: String
  let identity: String?
  let text: String

  func addMembers(to json: inout JSONText) {
    json.add("kind", kind)
    json.add("identity", identity)
    json.add("text", text)
  }
}

/// Another place that belongs to a finding.
private struct RelatedObject: JSONObject {
  let message: String
  let location: Location

  func addMembers(to json: inout JSONText) {
    json.add("message", message)
    json.add(location.path)
    json.add("region", RegionObject(region: location.region))
  }
}

/// The commit that a finding came with.
private struct CommitObject: JSONObject {
  let commit: CommitReference

  func addMembers(to json: inout JSONText) {
    json.add("id", commit.id)
    json.add("authorDate", commit.authorDate)
  }
}

/// Why a finding does not count.
private struct SuppressionObject: JSONObject {
  let kind: String
  let reason: String

  func addMembers(to json: inout JSONText) {
    json.add("kind", kind)
    json.add("reason", reason)
  }
}

/// What became of an artifact; its findings stand before it.
struct ArtifactLine: JSONObject {
  let record: ArtifactRecord

  init(_ record: ArtifactRecord) { self.record = record }

  func addMembers(to json: inout JSONText) {
    let (status, reason) = Self.words(for: record.status)
    json.addStart("artifact")
    json.add(record.path)
    json.add("status", status)
    json.add("reason", reason)
    json.add("bytes", record.byteCount)
    json.add("lines", record.lineCount)
    json.add("stream", record.isStream)
    json.add("findings", record.findings.count)
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
struct ErrorLine: JSONObject {
  let path: ArtifactPath?
  let message: String

  func addMembers(to json: inout JSONText) {
    json.addStart("error")
    if let path { json.add(path) }
    json.add("message", message)
  }
}

/// The last line: what the scan did.
struct EndLine: JSONObject {
  let summary: ScanSummary
  let options: ReportOptions

  init(_ summary: ScanSummary, _ options: ReportOptions) {
    self.summary = summary
    self.options = options
  }

  func addMembers(to json: inout JSONText) {
    json.addStart("end")
    json.add("complete", summary.isComplete)
    json.add("exitStatus", summary.exitStatus)
    json.add("artifacts", summary.artifactCount)
    json.add("bytes", summary.byteCount)
    json.add("lines", summary.lineCount)
    json.add("streams", summary.streamCount)
    json.add("plainArchives", summary.plainArchiveCount)
    // Left out where nothing was known before.
    json.add("cached", summary.cachedCount > 0 ? summary.cachedCount : nil)
    json.add("skipped", summary.skippedByName)
    json.add("errors", summary.shortfalls.count)
    json.add("findings", summary.findingsByName)
    json.add("suppressed", summary.suppressedCount)
    // Left out where nothing was there before.
    json.add("unchanged", summary.unchangedCount > 0 ? summary.unchangedCount : nil)
    json.add("tool", ToolObject(tool: summary.tool))
    json.add("identityKey", options.identities.keyName)
    guard !options.isReproducible else { return }
    json.add("startTime", summary.startTime.map(Timestamp.text))
    json.add("endTime", summary.endTime.map(Timestamp.text))
  }
}

/// The program that wrote the report.
private struct ToolObject: JSONObject {
  let tool: ToolDescription

  func addMembers(to json: inout JSONText) {
    json.add("name", ToolDescription.name)
    json.add("version", tool.version)
    json.add("rules", tool.ruleCount)
    json.add("ruleSetDigest", tool.ruleSetDigest)
    // Left out where a configuration changed none.
    json.add("changedSettings", tool.changedSettingCount > 0 ? tool.changedSettingCount : nil)
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
