internal import ArgumentParser
internal import Artifacts
internal import Findings
internal import Reporting
internal import Rules
internal import Scanning

struct Scan: AsyncParsableCommand {
  @Argument var paths: [String] = ["."]
  @Option var format: String = "text"
  @Flag var noIgnore = false
  @Flag var hidden = false
  func run() async throws {
    let detector = try Detector(.builtIn, options: DetectorOptions(now: 1_795_219_200))
    var worker = try WorkerMemory()
    let output = ReportOutput.standardOutput()
    let options = ReportOptions(
      rules: RuleSet.builtIn.rules.map(\.documentation),
      paths: PathBase(root: Array("/".utf8), currentDirectory: Array("/".utf8)),
      identities: .keyed(IdentityKey()))
    let report = Report(ReportFormat(rawValue: format)!, to: output, options)
    var set = ReportSet(
      [report],
      summary: ScanSummary(
        tool: ToolDescription(
          version: Version.number, ruleSetDigest: RuleSet.builtInDigest,
          ruleCount: RuleSet.builtIn.rules.count, home: Version.home)))
    for path in paths {
      for file in Draft.walk(path) {
        var assembler = ArtifactAssembler(path: file.path)
        var traits: ArtifactTraits?
        var count = 0
        try Draft.read(file, Detector.geometry) { bytes, window in
          if traits == nil { traits = ArtifactTraits(path: file.path, head: bytes) }
          count += window.core.count
          assembler.add(try detector.scan(bytes, window, traits!, using: &worker))
        }
        set.write(
          assembler.record(
            byteCount: count, isStream: count > Detector.geometry.unitLimit, status: .read))
      }
    }
    let failed = set.summary.findings.count(atLeast: .warning, atLeast: .medium) > 0
    set.summary.end(at: nil, exitStatus: failed ? 1 : 0)
    _ = set.finish()
    throw failed ? ExitStatus.findings : ExitStatus.clean
  }
}
