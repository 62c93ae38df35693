import Findings

/// The report in SARIF 2.1.0.
///
/// What stands first in a log depends on all of the results, so that the findings are kept until
/// the end; the artifacts in which nothing was found are not.
struct SARIFReport: ReportWriter {
  private let output: ReportOutput
  private let options: ReportOptions
  private var findings: [Finding] = []
  /// The artifacts in which something was found, each with its size where all of it was read.
  private var sizes: [ArtifactPath: Int?] = [:]

  init(to output: ReportOutput, _ options: ReportOptions) {
    self.output = output
    self.options = options
  }

  mutating func write(_ record: ArtifactRecord) throws(ReportError) {
    guard !record.findings.isEmpty else { return }
    findings += record.findings
    sizes.updateValue(record.status == .read ? record.byteCount : nil, forKey: record.path)
  }

  mutating func end(_ summary: ScanSummary) throws(ReportError) {
    try JSONStream(output).writeLine(SARIFLog(runs: [run(summary)]))
    try output.flush()
  }

  private func run(_ summary: ScanSummary) -> SARIFRun {
    let paths = sizes.keys.sorted()
    let rules = Set(findings.map(\.ruleID)).sorted()
    let notices = SARIFNotice.all(of: summary)
    let context = SARIFContext(
      options: options, ruleIndices: Self.indices(of: rules),
      artifactIndices: Self.indices(of: paths),
      hasSuppressions: findings.contains(where: \.isSuppressed))
    return SARIFRun(
      artifacts: paths.map { artifact($0, context) },
      invocations: [SARIFInvocation(summary, context, notices)],
      originalUriBaseIds: SARIFBases(),
      results: SARIFResultList(findings: findings, context: context),
      tool: SARIFTool(driver: driver(summary.tool, rules, notices)))
  }

  private func driver(
    _ tool: ToolDescription, _ rules: [RuleID], _ notices: [SARIFNotice]
  ) -> SARIFDriver {
    SARIFDriver(
      informationUri: tool.home,
      notifications: SARIFNotice.Kind.used(in: notices).map { kind in
        kind.descriptor(allowsIncomplete: options.allowsIncomplete)
      },
      properties: SARIFDriverProperties(
        ruleCount: tool.ruleCount, ruleSetDigest: tool.ruleSetDigest),
      rules: rules.map { descriptor(of: $0, home: tool.home) },
      semanticVersion: tool.version)
  }

  private func descriptor(of rule: RuleID, home: String) -> SARIFDescriptor {
    if let documentation = options.documentation(of: rule) {
      return SARIFDescriptor(documentation, home: home)
    }
    return SARIFDescriptor(undocumented: rule, home: home)
  }

  private func artifact(_ path: ArtifactPath, _ context: SARIFContext) -> SARIFArtifact {
    var address = context.address(of: path)
    // An artifact's own entry need not say where it stands.
    address.index = nil
    return SARIFArtifact(length: sizes[path] ?? nil, location: address)
  }

  private static func indices<Key: Hashable>(of keys: [Key]) -> [Key: Int] {
    Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
  }
}
