internal import ArgumentParser
internal import Artifacts
internal import Findings
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Git
internal import Reporting
internal import Rules
internal import Scanning

/// What the commands have in common that read a repository.
struct GitOptions: ParsableArguments {
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Leave out paths, as a line of a .gitignore would.", valueName: "glob"))
  var exclude: [String] = []

  @Option(
    help: ArgumentHelp(
      "Leave out files over this size, such as 10M. Default: none.", valueName: "size"))
  var maxFileSize: ByteSize?

  @OptionGroup(title: "Rules") var selection: RuleSelection
  @OptionGroup(title: "Configuration") var configuring: ConfigurationOptions
  @OptionGroup(title: "Reports") var reporting: ReportingOptions
  @OptionGroup(title: "Exit status") var gate: GateOptions

  @Flag(help: "Take the repository for hostile: comments in it cannot suppress findings.")
  var untrusted = false

  @Option(help: "How many workers scan at once. Default: the processors that may be used.")
  var threads: Int?

  @Option(help: "The time by which tokens and suppressions expire. Default: now.")
  var now: ClockTime?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads has to be from 1 to 1024.")
    }
  }

  /// Scans what is staged and writes the reports.
  ///
  /// - Returns: The status to end with.
  func scan(_ staged: StagedChange) async throws -> ExitStatus {
    try await scan(staged.repository) { session, collector in
      await session.scan(staged.changes, into: collector)
    }
  }

  /// Scans what commits add and writes the reports.
  ///
  /// - Returns: The status to end with.
  func scan(_ range: CommitRange) async throws -> ExitStatus {
    try await scan(range.repository) { session, collector in
      for reason in range.shortfalls { await collector.fail(reason) }
      await session.scan(range.commits, into: collector)
    }
  }

  private func scan(
    _ repository: GitRepository, _ work: (ChangeSession, Collector) async -> Void
  ) async throws -> ExitStatus {
    let root = try Root(given: SystemPath(bytes: repository.top ?? repository.directory))
    let configuration = try configuring.configuration(
      for: root, changing: RuleSet.builtIn.defaults, isUntrusted: untrusted)
    let (rules, digest) = try selection.ruleSet(configuration?.settings)
    var options = DetectorOptions(now: (now ?? .now).seconds)
    options.wanted = try selection.wanted(in: rules)
    options.honoursSuppressions = !untrusted
    let session = ChangeSession(
      detector: try Detector(rules, options: options), program: repository.program,
      exclusions: try Exclusions((configuration?.exclusions ?? []) + exclude),
      sizeLimit: maxFileSize?.bytes,
      workerCount: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let collector = Collector(
      ReportSet(try reports(rules, root), summary: summary(rules, digest)),
      minConfidence: gate.minConfidence, progress: nil)
    if untrusted, !reporting.quiet { sayWhatIsIgnored(in: root) }
    Interruption.prepare()
    await work(session, collector)
    return await collector.finish { summary in
      Interruption.status ?? gate.status(of: summary)
    }
  }

  private func reports(_ rules: RuleSet, _ root: Root) throws -> [Report] {
    let base = PathBase(
      root: root.directory.bytes, currentDirectory: root.currentDirectory.bytes)
    return try reporting.reports(base, rules, gate)
  }

  private func summary(_ rules: RuleSet, _ digest: String) -> ScanSummary {
    let tool = ToolDescription(
      version: Version.number, ruleSetDigest: digest, ruleCount: rules.rules.count,
      changedSettingCount: rules.settings.changeCount(from: rules.defaults), home: Version.home)
    return ScanSummary(tool: tool, startTime: reporting.reproducible ? nil : .now)
  }

  private func sayWhatIsIgnored(in root: Root) {
    Console.say("pleolint: suppressions in the repository are ignored")
    guard configuring.isIgnored(in: root) else { return }
    Console.say("pleolint: the \(ConfigurationFile.fileName) of the repository is ignored")
  }
}
