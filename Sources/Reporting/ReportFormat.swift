/// A format of a report, by the name that options use.
///
/// To add one: a case here, a type that conforms to `ReportWriter`, and the two meet in `writer`.
public enum ReportFormat: String, CaseIterable, Hashable, Sendable {
  /// For people, and for editors that jump to `path:line:column`.
  case text
  /// SARIF 2.1.0 (OASIS), for code scanning.
  case sarif
  /// JSON Lines, for programs; `docs/jsonl.md` describes it.
  case jsonl
  /// GitLab's secret detection report.
  case gitlab
  /// Annotations of a job of GitHub Actions.
  case github

  func writer(to output: ReportOutput, _ options: ReportOptions) -> any ReportWriter {
    switch self {
    case .text: TextReport(to: output, options)
    case .sarif: SARIFReport(to: output, options)
    case .jsonl: JSONLinesReport(to: output, options)
    case .gitlab: GitLabReport(to: output, options)
    case .github: GitHubReport(to: output, options)
    }
  }
}
