internal import Findings
internal import Reporting

/// What makes a run fail.
struct Gate {
  /// The lowest severity that fails a run.
  enum Threshold: String, CaseIterable, Sendable {
    case error, warning, note, never

    var severity: Severity? { Severity(rawValue: rawValue) }
  }

  /// The lowest severity that fails a run.
  var failOn: Threshold = .warning
  /// How sure a finding must be to fail a run.
  var failOnConfidence: Confidence = .medium
  /// What is less sure is no finding.
  var minConfidence: Confidence = .low
  /// True where a run passes that did not read everything.
  var allowsIncomplete = false

  /// The status that what was found and read comes to.
  func status(of summary: ScanSummary) -> ExitStatus {
    if !summary.isComplete, !allowsIncomplete { return .incomplete }
    guard let severity = failOn.severity else { return .clean }
    let failing = summary.findings.count(atLeast: severity, atLeast: failOnConfidence)
    return failing > 0 ? .findings : .clean
  }
}
