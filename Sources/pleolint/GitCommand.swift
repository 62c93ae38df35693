internal import ArgumentParser
internal import Git

/// `pleolint git`: what stands in a repository beside its work tree.
struct GitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "git",
    _superCommandName: "pleolint",
    abstract: "Scan what is staged in a git repository.")

  @Argument(
    help: "A directory of the repository. Default: the current one.", completion: .directory)
  var repository: String?

  @Flag(help: "Scan the index: what the next commit would change.")
  var staged = false

  @OptionGroup var options: GitOptions

  func validate() throws {
    if !staged { throw ValidationError("Say what to scan: --staged.") }
  }

  func run() async throws {
    let change = try StagedChange(in: GitProgram(at: place))
    throw try await options.scan(change.changes, of: change.repository)
  }

  private var place: GitProgram.Place {
    guard let repository, repository != "." else { return .current }
    return .directory(Array(repository.utf8))
  }
}
