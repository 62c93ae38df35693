import Findings

/// The report for programs: one JSON object a line, described in `docs/jsonl.md`.
struct JSONLinesReport: ReportWriter {
  private let output: ReportOutput
  private let options: ReportOptions
  private let redaction: Redaction
  private var identifier: CredentialIdentifier
  // Kept from line to line for its memory.
  private var json = JSONText()

  init(to output: ReportOutput, _ options: ReportOptions) {
    self.output = output
    self.options = options
    redaction = Redaction(showsSecrets: options.showsSecrets)
    identifier = CredentialIdentifier(options.identities)
  }

  mutating func write(_ record: ArtifactRecord) throws(ReportError) {
    for finding in record.findings {
      let identity = finding.credential.map { identifier.identity(of: $0) }
      try writeLine(FindingLine(finding, identity: identity, redaction))
    }
    switch record.status {
    case .failed(let reason), .truncated(let reason):
      try writeLine(ErrorLine(path: record.path, message: reason))
    case .read, .skipped: break
    }
    try writeLine(ArtifactLine(record))
    try output.flushIfWatched()
  }

  mutating func end(_ summary: ScanSummary) throws(ReportError) {
    for shortfall in summary.shortfalls where shortfall.path == nil {
      try writeLine(ErrorLine(path: nil, message: shortfall.reason))
    }
    try writeLine(EndLine(summary, options))
    try output.flush()
  }

  private mutating func writeLine(_ object: some JSONObject) throws(ReportError) {
    json.writeLine(object)
    try output.write(json.bytes)
  }
}
