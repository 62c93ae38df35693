internal import ArgumentParser
internal import Artifacts
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Reporting
internal import Rules
internal import Scanning

/// What the commands have in common that scan and report.
struct RunOptions: ParsableArguments {
  @OptionGroup(title: "Rules") var selection: RuleSelection
  @OptionGroup(title: "Configuration") var configuring: ConfigurationOptions
  @OptionGroup(title: "Reports") var reporting: ReportingOptions
  @OptionGroup(title: "Exit status") var gate: GateOptions

  @Option(help: "How many workers scan at once. Default: the processors that may be used.")
  var threads: Int?

  @Option(help: "The time by which tokens and suppressions expire. Default: now.")
  var now: ClockTime?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads has to be from 1 to 1024.")
    }
  }

  /// How many workers scan at once.
  var workerCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  /// What a detector of some rules is asked for.
  func detectorOptions(_ rules: RuleSet, isUntrusted: Bool) throws -> DetectorOptions {
    var options = DetectorOptions(now: (now ?? .now).seconds)
    options.wanted = try selection.wanted(in: rules)
    options.honoursSuppressions = !isUntrusted
    return options
  }

  /// The summary of a run that begins now.
  func summary(_ rules: RuleSet, _ digest: String) -> ScanSummary {
    let tool = ToolDescription(
      version: Version.number, ruleSetDigest: digest, ruleCount: rules.rules.count,
      changedSettingCount: rules.settings.changeCount(from: rules.defaults), home: Version.home)
    return ScanSummary(tool: tool, startTime: reporting.reproducible ? nil : .now)
  }

  /// Says what of something hostile is ignored, unless nothing is to be said.
  func sayWhatIsIgnored(of place: String, in root: Root) {
    guard !reporting.quiet else { return }
    Console.say("pleolint: suppressions in the \(place) are ignored")
    guard configuring.isIgnored(in: root) else { return }
    Console.say("pleolint: the \(ConfigurationFile.fileName) of the \(place) is ignored")
  }
}
