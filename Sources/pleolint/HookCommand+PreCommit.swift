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

    func run() async throws { throw try await check(Self.staged()) }

    /// Reads the arguments while git works on its answers: what it is asked depends on none of them.
    ///
    /// - Returns: The status to end with, or nil where the arguments are not understood.
    static func run(_ arguments: [String]) async throws -> ExitStatus? {
      let staged = try Self.staged()
      guard let command = (try? parseAsRoot(arguments)) as? Self else { return nil }
      return try await command.check(staged)
    }

    private static func staged() throws -> StagedChange {
      try GitOptions.staged(in: GitProgram(in: nil))
    }

    private func check(_ staged: consuming StagedChange) async throws -> ExitStatus {
      let status = try await options.scan(staged)
      if status != .clean, !options.common.reporting.quiet { HookAdvice.preCommit.say(status) }
      return status
    }
  }
}
