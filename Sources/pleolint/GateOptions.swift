internal import ArgumentParser
public import Findings
internal import Reporting

/// What makes a run fail.
struct GateOptions: ParsableArguments {
  /// The lowest severity that fails a run.
  enum Threshold: String, WordArgument, Sendable {
    case error, warning, note, never

    var severity: Severity? { Severity(rawValue: rawValue) }
  }

  @Option(help: "The lowest severity that makes the exit status 1.")
  var failOn: Threshold = .warning

  @Option(help: "How sure a finding must be to make the exit status 1.")
  var failOnConfidence: Confidence = .medium

  @Option(help: "Leave out findings that are less sure than this.")
  var minConfidence: Confidence = .low

  @Flag(help: "Exit with 0 or 1, not 3, where not everything was read.")
  var allowIncomplete = false

  /// The status that what was found and read comes to.
  func status(of summary: ScanSummary) -> ExitStatus {
    if !summary.isComplete, !allowIncomplete { return .incomplete }
    guard let severity = failOn.severity else { return .clean }
    let failing = summary.findings.count(atLeast: severity, atLeast: failOnConfidence)
    return failing > 0 ? .findings : .clean
  }
}

extension Confidence: WordArgument {}
