import Findings

/// What writes one report in one format.
protocol ReportWriter {
  /// Takes the next artifact; they come in order of path, their findings in order.
  mutating func write(_ record: ArtifactRecord) throws(ReportError)

  /// Writes what stands at the end. The output is finished by the caller.
  mutating func end(_ summary: ScanSummary) throws(ReportError)
}
