public import Findings

/// One report of a scan, in one format, to one output.
///
/// Nothing is kept of an artifact without findings, so that memory does not grow with them.
public struct Report {
  /// Where it goes.
  public let output: ReportOutput
  private var writer: any ReportWriter

  /// Starts a report.
  public init(_ format: ReportFormat, to output: ReportOutput, _ options: ReportOptions) {
    self.output = output
    writer = format.writer(to: output, options)
  }

  /// Adds what became of the next artifact.
  ///
  /// - Parameter record: An artifact whose path comes after the last one's, its findings in order.
  /// - Throws: `closedPipe` or `cannotWrite`.
  public mutating func write(_ record: ArtifactRecord) throws(ReportError) {
    try writer.write(record)
  }

  /// Ends the report and puts it in its place.
  ///
  /// - Throws: `closedPipe`, `cannotWrite` or `cannotReplace`.
  public mutating func finish(_ summary: ScanSummary) throws(ReportError) {
    try writer.end(summary)
    try output.finish()
  }
}
