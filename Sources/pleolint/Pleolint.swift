internal import ArgumentParser
internal import Artifacts
internal import CProcess
internal import Git
internal import Reporting
internal import Rules
internal import Scanning

/// The program: reads its arguments, runs a command, and ends with a status that means something.
@main
struct Pleolint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pleolint",
    abstract:
      "Finds Pleo API credentials that are exposed, mishandled, or sent to the wrong place.",
    discussion: """
      `pleolint PATH…` alone means `pleolint scan PATH…`.

      Exit status: 0 nothing found; 1 something found; 2 wrong usage, or the job could not be \
      done; 3 not everything was read.
      """,
    version: Version.description,
    subcommands: [
      Scan.self, GitCommand.self, HookCommand.self, RulesCommand.self, CheckKey.self,
    ],
    defaultSubcommand: Scan.self)

  /// What the commands are called on the command line.
  static let commandNames = ["scan", "git", "hook", "rules", "check-key"]

  /// What asks about the program.
  private static let questions = ["help", "--help", "-h", "--version"]

  static func main() {
    cprocess_prepare()
    let thread = MainThread()
    Task.detached(executorPreference: thread) { await perform() }
    thread.run()
  }

  /// Runs the command that was asked for, and ends the process.
  private static func perform() async -> Never {
    do {
      let arguments = CommandLine.arguments.dropFirst()
      if let status = try await plainScan(arguments) { status.exit() }
      if let status = try await preCommit(arguments) { status.exit() }
      try await run(try scan(arguments) ?? gitCommand(arguments) ?? parseAsRoot())
      ExitStatus.clean.exit()
    } catch let status as ExitStatus {
      status.exit()
    } catch  where Self.isOurs(error) {
      Console.complain("\(error)")
      (Interruption.status ?? .unusable).exit()
    } catch {
      end(with: error)
    }
  }

  private static func run(_ command: any ParsableCommand) async throws {
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      var command = command
      try command.run()
    }
  }

  // To find out which options there are takes the package half of a start. So it is not asked where none
  // is given, as in hooks, and where some are, about one command: what that one does not understand is
  // read once more, and answered, by all.

  /// Scans some paths, or what is staged; nil where anything beside is asked for.
  private static func plainScan(_ arguments: ArraySlice<String>) async throws -> ExitStatus? {
    if arguments == ["git", "--staged"] {
      return try await RepositoryScan().run(RepositoryScan.staged(in: GitProgram(in: nil)))
    }
    guard let paths = scanArguments(arguments), !paths.contains(where: { $0.hasPrefix("-") }) else {
      return nil
    }
    return try await PathScan(reading: Reading(paths: Array(paths))).run()
  }

  /// The arguments read as those of `scan` alone; nil where all commands have to be asked.
  private static func scan(_ arguments: ArraySlice<String>) -> (any ParsableCommand)? {
    guard let own = scanArguments(arguments) else { return nil }
    return (try? Scan.parseAsRoot(Array(own))) as? Scan
  }

  /// What follows the name of the command; nil where it may be another one.
  private static func scanArguments(_ arguments: ArraySlice<String>) -> ArraySlice<String>? {
    let own = arguments.first == "scan" ? arguments.dropFirst() : arguments
    return own.contains(where: (commandNames + questions).contains) ? nil : own
  }

  /// Runs the hook that somebody waits for at each commit, mostly over a file or two; nil where it is
  /// not asked for, or not understood.
  private static func preCommit(_ arguments: ArraySlice<String>) async throws -> ExitStatus? {
    guard arguments.starts(with: ["hook", "pre-commit"]), !isQuestion(arguments) else { return nil }
    return try await HookCommand.PreCommit.run(Array(arguments.dropFirst(2)))
  }

  /// The arguments read as those of `git` alone, as those of `scan` are.
  private static func gitCommand(_ arguments: ArraySlice<String>) -> (any ParsableCommand)? {
    guard arguments.first == "git", !isQuestion(arguments) else { return nil }
    return (try? GitCommand.parseAsRoot(Array(arguments.dropFirst()))) as? GitCommand
  }

  private static func isQuestion(_ arguments: ArraySlice<String>) -> Bool {
    arguments.contains(where: questions.contains)
  }

  /// True for the errors of our own modules, each of which describes itself in a sentence.
  private static func isOurs(_ error: any Error) -> Bool {
    error is Problem || error is ArtifactError || error is DetectorError || error is ReportError
      || error is RuleError || error is GitError
  }

  /// Help and the version go to standard output; a mistake in the arguments is status 2.
  private static func end(with error: any Error) -> Never {
    guard exitCode(for: error) == .success else {
      Console.say(fullMessage(for: error))
      ExitStatus.unusable.exit()
    }
    do throws(Problem) {
      try Console.print(fullMessage(for: error) + "\n")
      ExitStatus.clean.exit()
    } catch {
      Console.complain(error.description)
      ExitStatus.unusable.exit()
    }
  }
}
