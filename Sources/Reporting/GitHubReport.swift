import Findings
import Rules

/// The report for a job of GitHub Actions: workflow commands, which GitHub shows as annotations.
///
/// GitHub shows ten of each kind for a step and drops the rest without a word. So the severest and
/// surest findings are written, no more than are shown, and a notice counts those that are left out.
struct GitHubReport: ReportWriter {
  private let output: ReportOutput
  private let options: ReportOptions
  /// Annotations are made to be published: they never show a secret.
  private let redaction = Redaction(showsSecrets: false)
  /// The findings that may be written, the surest of each severity first.
  private var surest: [Severity: [Finding]] = [:]

  /// How many annotations of each kind GitHub shows for a step.
  private static let shownCount = 10

  init(to output: ReportOutput, _ options: ReportOptions) {
    self.output = output
    self.options = options
  }

  mutating func write(_ record: ArtifactRecord) throws(ReportError) {
    for finding in record.findings where !finding.isSuppressed && !finding.isUnchanged {
      keep(finding)
    }
  }

  /// Keeps a finding while it is among the surest, the first of those that are equally sure.
  private mutating func keep(_ finding: Finding) {
    var findings = surest[finding.severity] ?? []
    let place = findings.firstIndex { $0.confidence < finding.confidence } ?? findings.count
    guard place < Self.shownCount else { return }
    findings.insert(finding, at: place)
    surest[finding.severity] = Array(findings.prefix(Self.shownCount))
  }

  mutating func end(_ summary: ScanSummary) throws(ReportError) {
    var commands = summary.isComplete ? [] : [command(about: summary)]
    for severity in Severity.allCases.reversed() {
      let room = room(for: severity, summary)
      commands += (surest[severity] ?? []).prefix(room).map(command)
    }
    commands += notice(of: summary, written: commands.count - (summary.isComplete ? 0 : 1))
    for command in commands { try output.write("\(command.line)\n".utf8) }
    try output.flush()
  }

  /// How many findings of a severity are written: what else is said takes a place too.
  private func room(for severity: Severity, _ summary: ScanSummary) -> Int {
    let isTaken =
      switch severity {
      case .error: !summary.isComplete && !options.allowsIncomplete
      case .warning: !summary.isComplete && options.allowsIncomplete
      // The place of the notice, which is needed only where something is left out.
      case .note: !fits(summary)
      }
    return Self.shownCount - (isTaken ? 1 : 0)
  }

  /// True where every finding has a place.
  private func fits(_ summary: ScanSummary) -> Bool {
    summary.findings[.note] <= Self.shownCount
      && [.error, .warning].allSatisfy { summary.findings[$0] <= room(for: $0, summary) }
  }

  /// What says how many findings are not shown; nothing where all are.
  private func notice(of summary: ScanSummary, written: Int) -> [WorkflowCommand] {
    let rest = summary.findings.total - written
    guard rest > 0 else { return [] }
    let count = Quantity.count(rest, "more finding")
    return [
      WorkflowCommand(
        name: "notice", properties: [("title", ToolDescription.name)],
        message: "\(count) without an annotation: GitHub shows \(Self.shownCount) of each "
          + "severity for a step. The log and the other reports have all of them.")
    ]
  }

  /// What says that the scan is not complete.
  private func command(about summary: ScanSummary) -> WorkflowCommand {
    let named = summary.shortfalls.prefix(Self.shownCount).map { shortfall in
      let place = shortfall.path.map { PathText.quoted($0.bytes) + ": " } ?? ""
      return ShownText.shown(place + shortfall.reason)
    }
    let rest = summary.shortfalls.count - named.count
    let more = rest > 0 ? ["and \(Quantity.count(rest)) more"] : []
    let head = "NOT COMPLETE: \(Quantity.count(summary.shortfalls.count)) not read"
    return WorkflowCommand(
      name: options.allowsIncomplete ? "warning" : "error",
      properties: [("title", ToolDescription.name)],
      message: ([head] + named + more).joined(separator: "\n"))
  }

  private func command(about finding: Finding) -> WorkflowCommand {
    let path = finding.location.path
    let region = finding.location.region
    let file = Self.property(of: path)
    var lines = [headline(of: finding)]
    if file == nil {
      lines[0] = "\(PathText.quoted(path.bytes)):\(region.start.line): " + lines[0]
    }
    lines += details(of: finding)
    return WorkflowCommand(
      name: Self.name(of: finding.severity),
      properties: (file.map { Self.place(of: region, in: $0) } ?? [])
        + [("title", finding.ruleID.rawValue)],
      message: lines.joined(separator: "\n"))
  }

  private func headline(of finding: Finding) -> String {
    let message = ShownText.shown(redaction.text(of: finding.message, about: finding))
    return message + (finding.confidence == .low ? " (low confidence)" : "")
  }

  /// The other half of the finding, its commit, and what to do, a line each.
  private func details(of finding: Finding) -> [String] {
    var lines = finding.relatedLocations.map { related in
      let (path, start) = (related.location.path, related.location.region.start)
      let words = ShownText.shown(redaction.text(of: related.message, about: finding))
      return "\(PathText.quoted(path.bytes)):\(start.line):\(start.column): \(words)"
    }
    if let commit = finding.commit { lines.append("commit: \(commit)") }
    if let advice = options.documentation(of: finding.ruleID)?.advice, !advice.isEmpty {
      lines.append("fix: \(ShownText.shown(advice))")
    }
    return lines
  }

  /// The path as the name of a file; nil where it holds what a log would hide or obey.
  private static func property(of path: ArtifactPath) -> String? {
    guard let text = PathText.utf8(path.bytes), ShownText.shown(text) == text else { return nil }
    return text
  }

  /// Columns are given on a single line alone: GitHub takes none of a longer region.
  private static func place(of region: Region, in file: String) -> [(name: String, value: String)] {
    let lines = [
      ("file", file), ("line", "\(region.start.line)"), ("endLine", "\(region.end.line)"),
    ]
    guard region.start.line == region.end.line else { return lines }
    return lines + [("col", "\(region.start.column)"), ("endColumn", "\(region.end.column)")]
  }

  private static func name(of severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .note: "notice"
    }
  }
}
