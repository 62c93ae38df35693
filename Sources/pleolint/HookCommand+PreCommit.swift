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
      let status = try await options.scanStaged(in: GitProgram(in: nil))
      if status != .clean, !options.common.reporting.quiet { HookAdvice.preCommit.say(status) }
      throw status
    }
  }
}
