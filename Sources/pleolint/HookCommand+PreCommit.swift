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
      throw try await Self.run(try Self.staged(), options.scan())
    }

    /// Asks git what is staged, which depends on none of the arguments, and then reads those.
    ///
    /// - Returns: The status to end with, or nil where the arguments are not understood.
    static func run(_ arguments: [String]) async throws -> ExitStatus? {
      let staged = try staged()
      if arguments.isEmpty { return try await run(staged, RepositoryScan()) }
      guard let command = (try? parseAsRoot(arguments)) as? Self else { return nil }
      return try await run(staged, command.options.scan())
    }

    private static func staged() throws -> StagedChange {
      try RepositoryScan.staged(in: GitProgram(in: nil))
    }

    private static func run(
      _ staged: consuming StagedChange, _ scan: RepositoryScan
    ) async throws -> ExitStatus {
      let status = try await scan.run(staged)
      HookAdvice.preCommit.say(status, after: scan)
      return status
    }
  }
}
