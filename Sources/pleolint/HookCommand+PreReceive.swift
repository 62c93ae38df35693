internal import ArgumentParser
internal import Git

extension HookCommand {
  /// `pleolint hook pre-receive`: refuses a push that brings what fails a run.
  ///
  /// Whoever pushes is not trusted: neither suppressions nor a configuration file of the repository
  /// count.
  struct PreReceive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pre-receive",
      _superCommandName: "pleolint hook",
      abstract: "Check the commits that a push brings; what git runs on a server.")

    @OptionGroup var options: GitOptions

    func run() async throws {
      let refs = try PushedRefs(received: try HookInput.all())
      let scan = options.scan(isUntrusted: true)
      let status = try await scan.run(in: GitProgram(in: nil)) { repository throws(GitError) in
        try CommitRange(received: refs, in: repository)
      }
      HookAdvice.preReceive.say(status, after: scan)
      throw status
    }
  }
}
