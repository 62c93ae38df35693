internal import ArgumentParser
internal import Git

extension HookCommand {
  /// `pleolint hook pre-commit`: refuses a commit that adds what fails a run.
  struct PreCommit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pre-commit",
      _superCommandName: "pleolint hook",
      abstract: "Check what is staged; what git runs before it makes a commit.")

    @OptionGroup var options: GitOptions

    func run() async throws {
      let change = try StagedChange(in: GitProgram(at: .current))
      let status = try await options.scan(change.changes, of: change.repository)
      if status != .clean, !options.reporting.quiet { HookAdvice.preCommit.say(status) }
      throw status
    }
  }
}
