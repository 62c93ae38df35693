internal import ArgumentParser
internal import Artifacts
internal import Findings
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Reporting
internal import Rules
internal import Scanning

/// `pleolint scan`: files, directories and standard input.
struct Scan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    // Without it, each start would also ask whether a completion script of this command is wanted.
    _superCommandName: "pleolint",
    abstract: "Scan files, directories and standard input.")

  @OptionGroup(title: "What to read") var reading: ReadingOptions
  @OptionGroup(title: "Rules") var selection: RuleSelection
  @OptionGroup(title: "Configuration") var configuring: ConfigurationOptions
  @OptionGroup(title: "Reports") var reporting: ReportingOptions
  @OptionGroup(title: "Exit status") var gate: GateOptions

  @Flag(help: "Print what would be read, and what not and why; scan nothing.")
  var listFiles = false

  @Flag(help: "Take the input for hostile: comments in it cannot suppress findings.")
  var untrusted = false

  @Option(help: "How many workers scan at once. Default: the processors that may be used.")
  var threads: Int?

  @Option(help: "The time by which tokens and suppressions expire. Default: now.")
  var now: ClockTime?

  func validate() throws {
    if let threads, !Self.workerCounts.contains(threads) {
      throw ValidationError("--threads has to be from 1 to 1024.")
    }
  }

  /// How many workers there may be.
  static let workerCounts = 1...1024

  func run() async throws {
    var configuration: ConfigurationFile?
    let (walk, root) = try reading.walk { root in
      configuration = try configuring.configuration(
        for: root, changing: RuleSet.builtIn.defaults, isUntrusted: untrusted)
      return configuration?.exclusions ?? []
    }
    let base = PathBase(
      root: root.directory.bytes, currentDirectory: root.currentDirectory.bytes)
    if listFiles { return try list(walk, base) }
    let (rules, digest) = try selection.ruleSet(configuration?.settings)
    let session = ScanSession(
      detector: try Detector(rules, options: try options(rules)), root: root,
      workerCount: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let summary = summary(rules, digest)
    let reports = try reporting.reports(
      base, rules, gate)
    if untrusted, !reporting.quiet { sayWhatIsIgnored(in: root) }
    Interruption.prepare()
    let collector = Collector(
      ReportSet(reports, summary: summary), minConfidence: gate.minConfidence,
      progress: progressLine())
    await session.scan(walk, into: collector)
    complain(about: walk.absent)
    throw await collector.finish { summary in
      Interruption.status ?? (walk.absent.isEmpty ? gate.status(of: summary) : .unusable)
    }
  }

  private func sayWhatIsIgnored(in root: Root) {
    Console.say("pleolint: suppressions in the input are ignored")
    guard configuring.isIgnored(in: root) else { return }
    Console.say("pleolint: the \(ConfigurationFile.fileName) of the input is ignored")
  }

  private func summary(_ rules: RuleSet, _ digest: String) -> ScanSummary {
    let tool = ToolDescription(
      version: Version.number, ruleSetDigest: digest, ruleCount: rules.rules.count,
      changedSettingCount: rules.settings.changeCount(from: rules.defaults), home: Version.home)
    return ScanSummary(tool: tool, startTime: reporting.reproducible ? nil : .now)
  }

  private func progressLine() -> ProgressLine? {
    let output = ReportOutput.standardError()
    let isShown = reporting.progress.holds(isTerminal: output.isTerminal && !reporting.quiet)
    return isShown ? ProgressLine(to: output) : nil
  }

  /// Prints what would be read, a line each, and on standard error what would not.
  private func list(_ walk: Walk, _ base: PathBase) throws {
    for entry in walk {
      switch entry {
      case .file(let file): try Console.print(ListedPath(file.path, from: base).path + "\n")
      case .record(let record):
        let listed = ListedPath(record, from: base)
        Console.say("\(listed.path): \(listed.reason ?? "")")
      }
    }
    complain(about: walk.absent)
    if !walk.absent.isEmpty { throw ExitStatus.unusable }
  }

  /// Says which paths do not exist; one that reads like a command may be meant as one.
  private func complain(about absent: [ArtifactError]) {
    for problem in absent {
      var message = problem.description
      if absent.count == 1, let name = reading.paths.first,
        let command = nearestName(to: name, among: Pleolint.commandNames)
      {
        message += " Did you mean the command \(command)?"
      }
      Console.complain(message)
    }
  }

  private func options(_ rules: RuleSet) throws -> DetectorOptions {
    var options = DetectorOptions(now: (now ?? .now).seconds)
    options.wanted = try selection.wanted(in: rules)
    options.honoursSuppressions = !untrusted
    return options
  }
}
