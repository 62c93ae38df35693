internal import ArgumentParser

/// `pleolint rules`: what the program knows, without scanning anything.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "List, explain and check rules.",
    subcommands: [List.self, Explain.self, Check.self])
}
