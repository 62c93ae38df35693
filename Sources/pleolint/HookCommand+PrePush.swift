internal import ArgumentParser
internal import Git

extension HookCommand {
  /// `pleolint hook pre-push`: refuses a push of commits that add what fails a run.
  struct PrePush: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pre-push",
      _superCommandName: "pleolint hook",
      abstract: "Check the commits that a remote does not have; what git runs before it pushes.")

    @Argument(help: "The remote's name, or its address; git gives it.")
    var remote: String

    @Argument(help: "The remote's address; git gives it.")
    var address: String?

    @OptionGroup var options: GitOptions

    func run() async throws {
      let refs = try PushedRefs(toPush: try HookInput.all())
      let scan = options.scan()
      let status = try await scan.run(in: GitProgram(in: nil)) { repository throws(GitError) in
        try CommitRange(pushed: refs, to: remote, in: repository)
      }
      HookAdvice.prePush.say(status, after: scan)
      throw status
    }
  }
}
