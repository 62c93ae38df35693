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

  @Flag(help: "Print what would be read, and what not and why; scan nothing.")
  var listFiles = false

  @Flag(help: "Take the input for hostile: comments in it cannot suppress findings.")
  var untrusted = false

  @OptionGroup var common: RunOptions

  func run() async throws {
    var configuration: ConfigurationFile?
    let (walk, root) = try reading.walk { root in
      configuration = try common.configuring.configuration(
        for: root, changing: RuleSet.builtIn.defaults, isUntrusted: untrusted)
      return configuration?.exclusions ?? []
    }
    let base = PathBase(root)
    if listFiles { return try list(walk, base) }
    let (rules, digest) = try common.selection.ruleSet(configuration?.settings)
    let session = ScanSession(
      detector: try Detector(
        rules, options: try common.detectorOptions(rules, isUntrusted: untrusted)), root: root,
      workerCount: common.workerCount)
    let summary = common.summary(rules, digest)
    let reports = try common.reporting.reports(base, rules, common.gate)
    if untrusted { common.sayWhatIsIgnored(of: "input", in: root) }
    Interruption.prepare()
    let collector = Collector(
      ReportSet(reports, summary: summary), minConfidence: common.gate.minConfidence,
      progress: common.reporting.progressLine())
    await session.scan(walk, into: collector)
    complain(about: walk.absent)
    throw await collector.finish { summary in
      Interruption.status ?? (walk.absent.isEmpty ? common.gate.status(of: summary) : .unusable)
    }
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
}
