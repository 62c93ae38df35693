public import Findings

/// The reports of one scan, written side by side, and the count of what went into them.
///
/// A report that fails takes no other with it: it is dropped, its file left as it was, and its
/// error kept for the end.
public struct ReportSet {
  /// What the scan did so far.
  public var summary: ScanSummary
  /// What went wrong so far, in the order in which it did.
  public private(set) var errors: [ReportError] = []
  private var reports: [Report]

  /// Creates a set of reports for a scan that starts.
  public init(_ reports: [Report], summary: ScanSummary) {
    self.reports = reports
    self.summary = summary
  }

  /// True where no report is left to be written, so that scanning on is of use only for the status.
  public var isAbandoned: Bool { reports.isEmpty }

  /// Adds what became of the next artifact to every report, and counts it.
  public mutating func write(_ record: ArtifactRecord) {
    summary.add(record)
    forEachReport { report throws(ReportError) in try report.write(record) }
  }

  /// Writes out what the reports hold back, for a reader who waits for it.
  public mutating func flush() {
    forEachReport { report throws(ReportError) in try report.output.flush() }
  }

  /// Ends every report with the summary.
  ///
  /// - Returns: Everything that went wrong since the start. A `closedPipe` is to be passed over in
  ///   silence; anything else makes the exit status 2.
  public mutating func finish() -> [ReportError] {
    let summary = summary
    forEachReport { report throws(ReportError) in try report.finish(summary) }
    reports = []
    return errors
  }

  private mutating func forEachReport(_ body: (inout Report) throws(ReportError) -> Void) {
    var failed: Set<Int> = []
    for index in reports.indices {
      do throws(ReportError) {
        try body(&reports[index])
      } catch {
        errors.append(error)
        failed.insert(index)
      }
    }
    if failed.isEmpty { return }
    reports = reports.indices.filter { !failed.contains($0) }.map { reports[$0] }
  }
}
