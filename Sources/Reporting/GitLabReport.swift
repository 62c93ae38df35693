#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import Findings
import Rules

/// The report for GitLab: what it calls a secret detection report.
///
/// The format has no word for a finding that is suppressed, or that was there before: such findings
/// are left out, and counted in a message.
struct GitLabReport: ReportWriter {
  private let output: ReportOutput
  private let options: ReportOptions
  /// The report is kept where many can read it: it never shows a secret.
  private let redaction = Redaction(showsSecrets: false)
  private var findings: [Finding] = []

  init(to output: ReportOutput, _ options: ReportOptions) {
    self.output = output
    self.options = options
  }

  mutating func write(_ record: ArtifactRecord) throws(ReportError) {
    findings += record.findings.filter { !$0.isSuppressed && !$0.isUnchanged }
  }

  mutating func end(_ summary: ScanSummary) throws(ReportError) {
    let home = summary.tool.home
    let log = GitLabLog(
      scan: scan(summary), vulnerabilities: findings.map { vulnerability($0, home: home) })
    try JSONStream(output).writeLine(log)
    try output.flush()
  }

  private func scan(_ summary: ScanSummary) -> GitLabScan {
    let tool = GitLabTool(url: summary.tool.home, version: summary.tool.version)
    let isWhole = summary.isComplete || options.allowsIncomplete
    return GitLabScan(
      analyzer: tool, scanner: tool, startTime: time(summary.startTime),
      endTime: time(summary.endTime), status: isWhole ? "success" : "failure",
      messages: messages(summary))
  }

  /// A time in UTC; the format asks for one where nothing is to differ from run to run.
  private func time(_ time: Date?) -> String {
    let time = options.isReproducible ? nil : time
    return String(Timestamp.text(time ?? Date(timeIntervalSince1970: 0)).prefix(19))
  }

  private func messages(_ summary: ScanSummary) -> [GitLabNotice] {
    let unread = summary.shortfalls.map { shortfall in
      let place = shortfall.path.map { Self.text(of: $0) + ": " } ?? ""
      return GitLabNotice(
        options.allowsIncomplete ? .warn : .fatal, "not read: \(place)\(shortfall.reason)")
    }
    let skipped = summary.skipCounts.map { "skipped by rule: \($0.reason.phrase(for: $0.count))" }
    let counts = [
      (summary.suppressedCount, "suppressed"), (summary.unchangedCount, "there before"),
    ]
    let leftOut = counts.filter { $0.0 > 0 }.map { count, state in
      "left out: \(Quantity.count(count, "finding")) \(state)"
    }
    let nothing = summary.isEmpty ? ["nothing to scan"] : []
    return unread + (skipped + leftOut + nothing).map { GitLabNotice(.info, $0) }
  }

  private func vulnerability(_ finding: Finding, home: String) -> GitLabVulnerability {
    let rule = options.documentation(of: finding.ruleID)
    let links = (rule?.references ?? []).filter { $0.contains("://") }.map(GitLabLink.init)
    let advice = rule?.advice ?? ""
    return GitLabVulnerability(
      id: ([finding.fingerprintDigits] + (finding.commit.map { [$0.id] } ?? []))
        .joined(separator: "-"),
      name: Self.start(of: rule?.summary ?? finding.message, 255),
      description: description(of: finding, rule), severity: Self.severity(of: finding, rule),
      solution: advice.isEmpty ? nil : Self.start(of: advice, 7000),
      identifiers: Self.identifiers(of: finding, rule, home: home),
      links: links.isEmpty ? nil : links, location: Self.location(of: finding))
  }

  private func description(of finding: Finding, _ rule: RuleDocumentation?) -> String {
    let message = SARIFMessage(sentence: redaction.text(of: finding.message, about: finding)).text
    let related = finding.relatedLocations.map { related in
      let words = redaction.text(of: related.message, about: finding)
      return
        "- \(Self.text(of: related.location.path)):\(related.location.region.start.line): \(words)"
    }
    let parts = [message, related.joined(separator: "\n"), rule?.help ?? ""]
    return Self.start(of: parts.filter { !$0.isEmpty }.joined(separator: "\n\n"), 1_048_576)
  }

  private static func severity(of finding: Finding, _ rule: RuleDocumentation?) -> String {
    switch finding.severity {
    case .error: rule?.category == .exposure ? "Critical" : "High"
    case .warning: "Medium"
    case .note: "Low"
    }
  }

  private static func identifiers(
    of finding: Finding, _ rule: RuleDocumentation?, home: String
  ) -> [GitLabIdentifier] {
    let id = finding.ruleID.rawValue
    let own = GitLabIdentifier(
      type: "pleolint_rule_id", name: "pleolint \(id)", value: id,
      url: "\(home)/blob/main/docs/rules/\(id).md")
    let weakness = "external/cwe/cwe-"
    return [own]
      + (rule?.tags ?? []).filter { $0.hasPrefix(weakness) }.map { tag in
        let number = String(tag.dropFirst(weakness.count))
        return GitLabIdentifier(
          type: "cwe", name: "CWE-\(number)", value: number,
          url: "https://cwe.mitre.org/data/definitions/\(number).html")
      }
  }

  private static func location(of finding: Finding) -> GitLabLocation {
    let region = finding.location.region
    // GitLab's own scanner names this commit where it reads no history.
    let commit = GitLabLocation.Commit(
      date: finding.commit?.authorDate, sha: finding.commit?.id ?? "0000000")
    return GitLabLocation(
      file: text(of: finding.location.path), startLine: region.start.line,
      endLine: region.end.line, commit: commit)
  }

  /// The path as text, quoted as git quotes one where it is not UTF-8.
  private static func text(of path: ArtifactPath) -> String {
    PathText.utf8(path.bytes) ?? PathText.quoted(path.bytes)
  }

  /// As much of a text as the format takes, in scalars.
  private static func start(of text: String, _ limit: Int) -> String {
    String(text.unicodeScalars.prefix(limit))
  }
}
