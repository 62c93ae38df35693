internal import Artifacts
internal import Findings
internal import Git
internal import Reporting
internal import Rules
internal import Scanning

/// The scan of a repository: of what is staged, of what commits add, or of all that ever was.
struct RepositoryScan {
  /// Paths to leave out, as lines of a `.gitignore`.
  var exclusions: [String] = []
  /// Blobs over this size are left out, in bytes; nil leaves none out.
  var sizeLimit: Int?
  var request = RunRequest()

  /// Asks git what is staged; from now on the scan can be interrupted.
  static func staged(in program: GitProgram) throws(GitError) -> StagedChange {
    Interruption.prepare()
    return try StagedChange(in: program)
  }

  /// Scans what is staged and writes the reports.
  ///
  /// - Returns: The status to end with.
  /// - Throws: A `GitError`, a `Problem` or a `ReportError` where nothing can be scanned.
  func run(_ staged: consuming StagedChange) async throws -> ExitStatus {
    var staged = staged
    // Git works on its answers meanwhile, and few repositories change a setting.
    let usual = try Preparation(request, changing: nil)
    if staged.isWaiting { try usual.detector.prepare() }
    let repository = try staged.repository()
    let run = try begin(in: repository, usual)
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
  func run(
    in program: GitProgram, _ range: (GitRepository) throws(GitError) -> CommitRange
  ) async throws -> ExitStatus {
    Interruption.prepare()
    let repository = try GitRepository(program)
    let run = try begin(in: repository)
    return try await finish(run) {
      let range = try range(repository)
      for reason in range.shortfalls { await run.collector.fail(reason) }
      await run.session.scan(range.commits, into: run.collector)
    }
  }

  /// Scans a history and writes the reports.
  ///
  /// - Returns: The status to end with.
  func run(
    _ scope: History.Scope, in program: GitProgram, cache folder: String?
  ) async throws -> ExitStatus {
    Interruption.prepare()
    let repository = try GitRepository(program)
    let run = try begin(in: repository)
    let scan = HistoryScan(
      scope: scope, session: run.session,
      cache: try folder.map { folder in
        let place = String(decoding: repository.directory, as: UTF8.self)
        return try HistoryCache(in: folder, conditions(of: run) + ["\(scope)", place])
      })
    return try await finish(run) { try await scan.run(in: repository, into: run.collector) }
  }

  /// What scans a repository, and what takes what it finds.
  private struct Run {
    let session: ChangeSession
    let collector: Collector
    let digest: String
    let configuration: ConfigurationFile?
  }

  /// Begins a run; `usual` is for a repository that changes no setting.
  private func begin(in repository: GitRepository, _ usual: Preparation? = nil) throws -> Run {
    let place = try place(of: repository)
    let configuration = place.configuration
    let isUsual = configuration.map { $0.settings == usual?.rules.defaults } ?? true
    let prepared =
      try (isUsual ? usual : nil) ?? Preparation(request, changing: configuration?.settings)
    let session = ChangeSession(
      detector: prepared.detector, repository: repository, exclusions: place.exclusions,
      sizeLimit: sizeLimit, workers: request.workers)
    let collector = try Collector(request, prepared, PathBase(place.root))
    request.sayWhatIsIgnored(of: "repository", in: place.root)
    return Run(
      session: session, collector: collector,
      digest: prepared.digest, configuration: configuration)
  }

  /// Scans, and ends the reports; what fails once a signal was caught, it has ended.
  private func finish(_ run: Run, after scan: () async throws -> Void) async throws -> ExitStatus {
    do { try await scan() } catch  where Interruption.status != nil {}
    return await run.collector.finish { summary in
      Interruption.status ?? request.gate.status(of: summary)
    }
  }

  /// What findings depend on, beside what is scanned.
  private func conditions(of run: Run) -> [String] {
    let lists = [
      request.rules.only, request.rules.skip, run.configuration?.exclusions ?? [], exclusions,
    ]
    return [Version.number, run.digest, "\(lists)", "\(sizeLimit ?? -1)", "\(request.isUntrusted)"]
  }
}
