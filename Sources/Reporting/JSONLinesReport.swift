import Findings

/// The report for programs: one JSON object a line, described in `docs/jsonl.md`.
struct JSONLinesReport: ReportWriter {
  private let output: ReportOutput
  private let stream: JSONStream
  private let options: ReportOptions
  private let redaction: Redaction
  private var identifier: CredentialIdentifier

  init(to output: ReportOutput, _ options: ReportOptions) {
    self.output = output
    self.options = options
    stream = JSONStream(output)
    redaction = Redaction(showsSecrets: options.showsSecrets)
    identifier = CredentialIdentifier(options.identities)
  }

  mutating func write(_ record: ArtifactRecord) throws(ReportError) {
    for finding in record.findings {
      let identity = finding.credential.map { identifier.identity(of: $0) }
      try stream.writeLine(FindingLine(finding, identity: identity, redaction))
    }
    switch record.status {
    case .failed(let reason), .truncated(let reason):
      try stream.writeLine(ErrorLine(path: record.path, message: reason))
    case .read, .skipped: break
    }
    try stream.writeLine(ArtifactLine(record))
    try output.flushIfWatched()
  }

  mutating func end(_ summary: ScanSummary) throws(ReportError) {
    for shortfall in summary.shortfalls where shortfall.path == nil {
      try stream.writeLine(ErrorLine(path: nil, message: shortfall.reason))
    }
    try stream.writeLine(EndLine(summary, options))
    try output.flush()
  }
}
