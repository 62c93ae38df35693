internal import ArgumentParser

/// `pleolint hook`: what git runs before it takes a change, and how it comes to.
struct HookCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook",
    _superCommandName: "pleolint",
    abstract: "Check a change as a hook of git's, or install one.",
    subcommands: [PreCommit.self, PrePush.self, PreReceive.self, Install.self])
}
