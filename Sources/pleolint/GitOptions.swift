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

  /// Asks git what is staged; from now on the scan can be interrupted.
  static func staged(in program: GitProgram) throws(GitError) -> StagedChange {
    Interruption.prepare()
    return try StagedChange(in: program)
  }

  /// Scans what is staged and writes the reports.
  ///
  /// - Returns: The status to end with.
  /// - Throws: A `GitError`, a `Problem` or a `ReportError` where nothing can be scanned.
  func scan(_ staged: consuming StagedChange) async throws -> ExitStatus {
    var staged = staged
    // Git works on its answers meanwhile, and few repositories change a setting.
    let usual = try Preparation(common, untrusted, changing: nil)
    let repository = try staged.repository()
    let run = try run(in: repository, usual)
    return try await finish(run) {
      let changes = try staged.changes(in: repository)
      await run.session.scan(changes, into: run.collector)
    }
  }

  /// Scans what commits add and writes the reports.
  ///
  /// - Parameters:
  ///   - program: How git is run.
  ///   - range: Reads the commits, once their scan has begun and can be interrupted.
  /// - Returns: The status to end with.
  /// - Throws: A `GitError`, a `Problem` or a `ReportError` where nothing can be scanned.
  func scan(
    in program: GitProgram, _ range: (GitRepository) throws(GitError) -> CommitRange
  ) async throws -> ExitStatus {
    Interruption.prepare()
    let repository = try GitRepository(program)
    let run = try run(in: repository)
    return try await finish(run) {
      let range = try range(repository)
      for reason in range.shortfalls { await run.collector.fail(reason) }
      await run.session.scan(range.commits, into: run.collector)
    }
  }

  /// Scans a history and writes the reports.
  ///
  /// - Returns: The status to end with.
  func scan(
    _ scope: History.Scope, in program: GitProgram, cache folder: String?
  ) async throws -> ExitStatus {
    Interruption.prepare()
    let repository = try GitRepository(program)
    let run = try run(in: repository)
    let scan = HistoryScan(
      scope: scope, session: run.session,
      cache: try folder.map { folder in
        let place = String(decoding: repository.directory, as: UTF8.self)
        return try HistoryCache(in: folder, run.conditions + ["\(scope)", place])
      })
    return try await finish(run) { try await scan.run(in: repository, into: run.collector) }
  }

  /// What scans a repository, what takes what it finds, and what findings depend on.
  private struct Run {
    let session: ChangeSession
    let collector: Collector
    let conditions: [String]
  }

  /// Begins a run; `usual` is for a repository that changes no setting.
  private func run(in repository: GitRepository, _ usual: Preparation? = nil) throws -> Run {
    let place = try place(of: repository)
    let configuration = place.configuration
    let isUsual = configuration.map { $0.settings == usual?.rules.defaults } ?? true
    let prepared =
      try (isUsual ? usual : nil)
      ?? Preparation(common, untrusted, changing: configuration?.settings)
    let session = ChangeSession(
      detector: prepared.detector, repository: repository,
      exclusions: place.exclusions, sizeLimit: maxFileSize?.bytes,
      workerCount: prepared.workerCount)
    let collector = Collector(
      ReportSet(
        try common.reporting.reports(PathBase(place.root), prepared.rules, common.gate),
        summary: common.summary(prepared.rules, prepared.digest)),
      minConfidence: common.gate.minConfidence, progress: common.reporting.progressLine())
    if untrusted { common.sayWhatIsIgnored(of: "repository", in: place.root) }
    return Run(
      session: session, collector: collector,
      conditions: conditions(prepared.digest, configuration))
  }

  /// Scans, and ends the reports; what fails once a signal was caught, it has ended.
  private func finish(_ run: Run, after scan: () async throws -> Void) async throws -> ExitStatus {
    do { try await scan() } catch  where Interruption.status != nil {}
    return await run.collector.finish { summary in
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
