internal import Findings
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Reporting

/// An artifact that may have to do with others, with its number in the walk.
struct OpenArtifact: Sendable {
  let number: Int
  let sharing: Sharing
}

/// Takes what workers found, in whatever order, and writes reports in the order of the walk.
///
/// What comes early waits for what comes before it, so that a report is the same whatever the number
/// of workers, and is written while the scan goes on.
actor Collector {
  private var reports: ReportSet
  private let minConfidence: Confidence
  private var progress: ProgressLine?
  private var waiting = WaitingRecords()
  private var nextNumber = 0
  /// The artifacts that may have to do with others, in any order: what comes after the first of
  /// them waits until all are known.
  private var open: [OpenArtifact] = []
  private var firstOpen = Int.max
  private var counts = ProgressLine.Counts()

  init(_ reports: sending ReportSet, minConfidence: Confidence, progress: sending ProgressLine?) {
    self.reports = reports
    self.minConfidence = minConfidence
    self.progress = progress
  }

  /// Takes records, each with the number of its entry.
  func add(_ results: [ScanResult]) {
    for result in results {
      if let sharing = result.sharing {
        open.append(OpenArtifact(number: result.number, sharing: sharing))
        firstOpen = min(firstOpen, result.number)
      }
      take(result)
    }
    writeWhatIsKnown()
    progress?.update(counts)
  }

  /// Writes a record whose turn it is; nearly all come so, and need not wait.
  private func take(_ result: ScanResult) {
    guard result.number == nextNumber, nextNumber < firstOpen else {
      waiting.keep(result.record, result.number)
      return
    }
    nextNumber += 1
    write(result.record)
  }

  /// The artifacts that may have to do with others, in the order of the walk.
  func sharings() -> [OpenArtifact] { open.sorted { $0.number < $1.number } }

  /// Takes the record of an artifact that was read once more.
  func replace(_ number: Int, by record: ArtifactRecord) { waiting.keep(record, number) }

  private func writeWhatIsKnown() {
    while nextNumber < firstOpen, let record = waiting.take(nextNumber) {
      nextNumber += 1
      write(record)
    }
  }

  /// Shows how much more of a history was read.
  func advance(by read: FindingFold.Counts) {
    counts.artifacts += read.artifacts
    counts.bytes += read.bytes
    progress?.update(counts)
  }

  /// Counts what a cache knows.
  func count(cached count: Int) { reports.summary.add(cached: count) }

  /// Counts what was read of a history, but for what is added as records.
  func count(_ read: FindingFold.Counts, without records: [ArtifactRecord]) {
    let whole = records.filter { $0.status == .read }
    reports.summary.add(
      artifacts: read.artifacts - whole.count,
      bytes: read.bytes - records.reduce(0) { $0 + $1.byteCount },
      lines: read.lines - records.reduce(0) { $0 + $1.lineCount },
      streams: read.streams - records.count(where: \.isStream),
      plainArchives: read.plainArchives - records.count(where: \.isPlainArchive))
  }

  /// Notes that a part of the scan did not take place.
  ///
  /// After an interruption that alone is the reason, and is said at the end.
  func fail(_ reason: String) {
    if Interruption.status == nil { reports.summary.addFailure(reason) }
  }

  /// Ends the reports, and returns the status to end with.
  ///
  /// - Parameter status: What the summary comes to; asked once everything is in it.
  /// - Returns: That status, or `unusable` where a report could not be written.
  func finish(_ status: @Sendable (ScanSummary) -> ExitStatus) -> ExitStatus {
    firstOpen = .max
    writeWhatIsKnown()
    if let interruption = Interruption.status {
      // What waits for an entry that was never scanned is reported all the same.
      for record in waiting.all { write(record) }
      reports.summary.addFailure("interrupted by signal \(interruption.rawValue - 128)")
    }
    progress?.erase()
    let expected = status(reports.summary)
    reports.summary.end(
      at: reports.summary.startTime.map { _ in .now }, exitStatus: Int(expected.rawValue))
    let errors = reports.finish().filter { if case .closedPipe = $0 { false } else { true } }
    for error in errors { Console.complain(error.description) }
    return errors.isEmpty ? expected : .unusable
  }

  private func write(_ record: ArtifactRecord) {
    let kept = minConfidence == .low ? record : record.keeping { $0.confidence >= minConfidence }
    counts.artifacts += 1
    counts.bytes += kept.byteCount
    counts.findings += kept.findings.count
    // Erased first: on a terminal the report and the progress line share the screen.
    if !kept.findings.isEmpty { progress?.erase() }
    reports.write(kept)
  }
}
