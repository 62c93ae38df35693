internal import ArgumentParser
internal import Artifacts
internal import CProcess
internal import Findings
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Rules
internal import Scanning

/// `pleolint check-key`: what a credential is, without showing it.
struct CheckKey: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-key",
    abstract: "Read one credential from standard input, and say what it is.",
    discussion: """
      Says its kind, its environment where it can be known, whether its format is plausible, and \
      how sure that is. Shows no more of it than its last four characters, asks nobody whether it \
      is live, and keeps nothing. A form that Pleo does not publish cannot be proved.
      """)

  /// How the answer is written.
  enum Format: String, WordArgument {
    case text, json
  }

  @Option(help: "How the answer is written.")
  var format: Format = .text

  @OptionGroup(title: "Configuration") var configuring: ConfigurationOptions

  @Option(help: "The time by which a token is expired. Default: now.")
  var now: ClockTime?

  // Taken so that what stands there is refused without being shown.
  @Argument(parsing: .allUnrecognized, help: .hidden)
  var refused: [String] = []

  func validate() throws {
    guard refused.isEmpty else {
      throw ValidationError(
        "check-key reads a credential from standard input alone: one on the command line stays in "
          + "the shell's history and in the list of processes. It has to be replaced if it is real."
      )
    }
  }

  func run() throws {
    let configuration = try configuring.source.configuration(
      for: Root(), changing: RuleSet.builtIn.defaults, isUntrusted: false)
    let set = try RuleSet.builtIn.with(configuration?.settings ?? RuleSet.builtIn.defaults)
    var worker = try WorkerMemory()
    let input = try CredentialInput.read()
    guard let verdict = try CredentialCheck(set).verdict(on: input, using: &worker) else {
      throw Problem("No rule says what a credential looks like.")
    }
    let answer = CredentialAnswer(verdict, now: (now ?? .now).seconds)
    try Console.print(format == .json ? try answer.json() : answer.text)
  }
}
