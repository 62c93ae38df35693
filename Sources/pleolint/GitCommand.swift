internal import ArgumentParser
internal import Git

/// `pleolint git`: what stands in a repository beside its work tree.
struct GitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git",
    _superCommandName: "pleolint",
    abstract: "Scan a git repository: its history, what is staged, or what commits add.")

  @Argument(
    help: "A directory of the repository. Default: the current one.", completion: .directory)
  var repository: String?

  @Flag(help: "Scan all that a ref, a stash or a reflog reaches. The default.")
  var all = false

  @Flag(help: "With --all, scan what nothing reaches any more too.")
  var unreachable = false

  @Flag(help: "Scan the index: what the next commit would change.")
  var staged = false

  @Option(
    help: ArgumentHelp(
      "Scan what each commit of a range adds: A..B, A...B, or a single commit.", valueName: "range")
  )
  var range: String?

  @Option(help: "Of a range or of all, only the commits made since then, such as 2026-01-31.")
  var since: ClockTime?

  @Option(
    help: ArgumentHelp(
      "With --all, keep here what was found clean, and read only the rest the next time.",
      valueName: "dir"))
  var cache: String?

  @Flag(help: "Print what would be read, and what not and why; scan nothing.")
  var listFiles = false

  @OptionGroup var options: GitOptions

  func validate() throws {
    guard [staged, range != nil, all].count(where: \.self) <= 1 else {
      throw ValidationError(
        "Say what to scan: --all, --staged, or --range with a range of commits.")
    }
    if staged, since != nil { throw ValidationError("--since narrows --range or --all.") }
    if cache != nil, staged || range != nil { throw ValidationError("--cache is for --all.") }
    if unreachable, staged || range != nil { throw ValidationError("--unreachable widens --all.") }
  }

  func run() async throws {
    let program = GitProgram(in: repository.map { Array($0.utf8) })
    if listFiles { return try await list(program) }
    if staged { throw try await options.scan(try GitOptions.staged(in: program)) }
    if let range {
      let revisions = RevisionRange(range, since: since?.seconds)
      throw try await options.scan(in: program) { repository throws(GitError) in
        try CommitRange(revisions, in: repository)
      }
    }
    throw try await options.scan(scope, in: program, cache: cache)
  }

  private var scope: History.Scope {
    var scope = History.Scope()
    scope.since = since?.seconds
    scope.readsUnreachable = unreachable
    return scope
  }

  /// Prints the paths that would be read.
  private func list(_ program: GitProgram) async throws {
    Interruption.prepare()
    if staged {
      var change = try StagedChange(in: program)
      let repository = try change.repository()
      return try options.list(try change.changes(in: repository), [], in: repository)
    }
    if let range {
      let range = try CommitRange(
        RevisionRange(range, since: since?.seconds), in: try GitRepository(program))
      return try options.list(
        range.commits.flatMap(\.changes), range.shortfalls, in: range.repository)
    }
    let workers = options.common.workerCount
    try options.list(
      try await History.read(scope, in: try GitRepository(program), workerCount: workers))
  }
}
