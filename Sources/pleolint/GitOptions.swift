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

  @Flag(help: "Take the repository for hostile: comments in it cannot suppress findings.")
  var untrusted = false

  @OptionGroup var common: RunOptions

  /// Scans what is staged and writes the reports.
  ///
  /// - Returns: The status to end with.
  func scan(_ staged: StagedChange) async throws -> ExitStatus {
    try await scan(staged.repository) { session, _, collector in
      await session.scan(staged.changes, into: collector)
    }
  }

  /// Scans what commits add and writes the reports.
  ///
  /// - Returns: The status to end with.
  func scan(_ range: CommitRange) async throws -> ExitStatus {
    try await scan(range.repository) { session, _, collector in
      for reason in range.shortfalls { await collector.fail(reason) }
      await session.scan(range.commits, into: collector)
    }
  }

  /// Scans a history and writes the reports.
  ///
  /// - Returns: The status to end with.
  func scan(
    _ scope: History.Scope, in program: GitProgram, cache folder: String?
  ) async throws -> ExitStatus {
    let repository = try GitRepository(program)
    return try await scan(repository) { session, conditions, collector in
      let scan = HistoryScan(
        scope: scope, session: session,
        cache: try folder.map { folder in
          let place = String(decoding: repository.directory, as: UTF8.self)
          return try HistoryCache(in: folder, conditions + ["\(scope)", place])
        })
      try await scan.run(in: repository, into: collector)
    }
  }

  private func scan(
    _ repository: GitRepository,
    _ work: (ChangeSession, [String], Collector) async throws -> Void
  ) async throws -> ExitStatus {
    let root = try Root(given: SystemPath(bytes: repository.top ?? repository.directory))
    let configuration = try common.configuring.configuration(
      for: root, changing: RuleSet.builtIn.defaults, isUntrusted: untrusted)
    let (rules, digest) = try common.selection.ruleSet(configuration?.settings)
    let options = try common.detectorOptions(rules, isUntrusted: untrusted)
    let session = ChangeSession(
      detector: try Detector(rules, options: options), program: repository.program,
      exclusions: try Exclusions((configuration?.exclusions ?? []) + exclude),
      sizeLimit: maxFileSize?.bytes,
      workerCount: common.workerCount)
    let collector = Collector(
      ReportSet(try reports(rules, root), summary: common.summary(rules, digest)),
      minConfidence: common.gate.minConfidence, progress: common.reporting.progressLine())
    if untrusted { common.sayWhatIsIgnored(of: "repository", in: root) }
    Interruption.prepare()
    try await work(session, conditions(digest, configuration), collector)
    return await collector.finish { summary in
      Interruption.status ?? common.gate.status(of: summary)
    }
  }

  /// What findings depend on, beside what is scanned.
  private func conditions(_ digest: String, _ configuration: ConfigurationFile?) -> [String] {
    let lists = [
      common.selection.only, common.selection.skip, configuration?.exclusions ?? [], exclude,
    ]
    return [Version.number, digest, "\(lists)", "\(maxFileSize?.bytes ?? -1)", "\(untrusted)"]
  }

  private func reports(_ rules: RuleSet, _ root: Root) throws -> [Report] {
    let base = PathBase(
      root: root.directory.bytes, currentDirectory: root.currentDirectory.bytes)
    return try common.reporting.reports(base, rules, common.gate)
  }
}
