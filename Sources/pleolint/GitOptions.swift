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
  func scan(_ staged: consuming StagedChange) async throws -> ExitStatus {
    // Git works on its answers meanwhile, and few repositories change a setting.
    let usual = try Preparation(common, untrusted, changing: nil)
    let repository = try staged.repository()
    let (session, collector) = try prepare(repository, usual, staged.objects)
    await session.scan(try staged.changes(in: repository), into: collector)
    return await end(collector)
  }

  /// Scans what commits add and writes the reports.
  ///
  /// - Returns: The status to end with.
  func scan(_ range: CommitRange) async throws -> ExitStatus {
    let (session, collector) = try prepare(range.repository)
    for reason in range.shortfalls { await collector.fail(reason) }
    await session.scan(range.commits, into: collector)
    return await end(collector)
  }

  // What scans a repository, and what takes what it finds; `usual` is for one that changes no setting.
  private func prepare(
    _ repository: GitRepository, _ usual: Preparation? = nil, _ objects: ReadyStream? = nil
  ) throws -> (ChangeSession, Collector) {
    let root = try Root(given: SystemPath(bytes: repository.top ?? repository.directory))
    let configuration = try common.configuring.configuration(
      for: root, changing: RuleSet.builtIn.defaults, isUntrusted: untrusted)
    let isUsual = configuration.map { $0.settings == usual?.rules.defaults } ?? true
    let prepared =
      try (isUsual ? usual : nil)
      ?? Preparation(common, untrusted, changing: configuration?.settings)
    let session = ChangeSession(
      detector: prepared.detector, program: repository.program,
      exclusions: try Exclusions((configuration?.exclusions ?? []) + exclude),
      sizeLimit: maxFileSize?.bytes, workerCount: prepared.workerCount, ready: objects)
    let collector = Collector(
      ReportSet(
        try reports(prepared.rules, root),
        summary: common.summary(prepared.rules, prepared.digest)),
      minConfidence: common.gate.minConfidence, progress: nil)
    if untrusted { common.sayWhatIsIgnored(of: "repository", in: root) }
    Interruption.prepare()
    return (session, collector)
  }

  private func end(_ collector: Collector) async -> ExitStatus {
    await collector.finish { summary in
      Interruption.status ?? common.gate.status(of: summary)
    }
  }

  private func reports(_ rules: RuleSet, _ root: Root) throws -> [Report] {
    let base = PathBase(
      root: root.directory.bytes, currentDirectory: root.currentDirectory.bytes)
    return try common.reporting.reports(base, rules, common.gate)
  }
}

/// What a scan needs that has nothing to do with where it takes place.
private struct Preparation {
  let rules: RuleSet
  let digest: String
  let detector: Detector
  let workerCount: Int

  init(_ common: RunOptions, _ isUntrusted: Bool, changing settings: PleoSettings?) throws {
    (rules, digest) = try common.selection.ruleSet(settings)
    let options = try common.detectorOptions(rules, isUntrusted: isUntrusted)
    detector = try Detector(rules, options: options)
    workerCount = common.workerCount
  }
}
