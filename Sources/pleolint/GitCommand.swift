internal import ArgumentParser
internal import Git

/// `pleolint git`: what stands in a repository beside its work tree.
struct GitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git",
    _superCommandName: "pleolint",
    abstract: "Scan what is staged, or what commits add, in a git repository.")

  @Argument(
    help: "A directory of the repository. Default: the current one.", completion: .directory)
  var repository: String?

  @Flag(help: "Scan the index: what the next commit would change.")
  var staged = false

  @Option(
    help: ArgumentHelp(
      "Scan what each commit of a range adds: A..B, A...B, or a single commit.", valueName: "range")
  )
  var range: String?

  @Option(help: "Of a range, only the commits that were made since then.")
  var since: ClockTime?

  @OptionGroup var options: GitOptions

  func validate() throws {
    guard staged != (range != nil) else {
      throw ValidationError("Say what to scan: --staged, or --range with a range of commits.")
    }
    if staged, since != nil { throw ValidationError("--since narrows a --range.") }
  }

  func run() async throws {
    let program = GitProgram(in: repository.map { Array($0.utf8) })
    guard let range else { throw try await options.scan(try StagedChange(in: program)) }
    let revisions = RevisionRange(range, since: since?.seconds)
    throw try await options.scan(try CommitRange(revisions, in: program))
  }
}
