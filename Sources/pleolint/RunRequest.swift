internal import Artifacts
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Reporting
internal import Rules
internal import Scanning

/// What is asked of a run, wherever it takes place; as it stands, what a command line without options asks.
struct RunRequest {
  var rules = RuleSelection()
  var configuration = ConfigurationSource()
  var reports = ReportSelection()
  var gate = Gate()
  /// True where what is scanned is hostile: its comments and its configuration do not count.
  var isUntrusted = false
  /// How many workers scan at once; nil means the processors that may be used.
  var threads: Int?
  /// The time by which tokens and suppressions expire; nil means that of the clock.
  var now: ClockTime?

  /// How many workers scan at once.
  var workers: WorkerLimit { WorkerLimit(asked: threads) }

  /// What a detector of some rules is asked for.
  func detectorOptions(_ set: RuleSet) throws -> DetectorOptions {
    var options = DetectorOptions(now: (now ?? .now).seconds)
    options.wanted = try rules.wanted(in: set)
    options.honoursSuppressions = !isUntrusted
    return options
  }

  /// The summary of a run that begins now.
  func summary(_ set: RuleSet, _ digest: String) -> ScanSummary {
    let tool = ToolDescription(
      version: Version.number, ruleSetDigest: digest, ruleCount: set.rules.count,
      changedSettingCount: set.settings.changeCount(from: set.defaults), home: Version.home)
    return ScanSummary(tool: tool, startTime: reports.isReproducible ? nil : .now)
  }

  /// The configuration of what is scanned, or nil where there is none.
  func configurationFile(for root: Root) throws -> ConfigurationFile? {
    try configuration.configuration(
      for: root, changing: RuleSet.builtIn.defaults, isUntrusted: isUntrusted)
  }

  /// Says what of something hostile is ignored, unless it is none or nothing is to be said.
  func sayWhatIsIgnored(of place: String, in root: Root) {
    guard isUntrusted, reports.volume != .quiet else { return }
    Console.say("pleolint: suppressions in the \(place) are ignored")
    guard configuration.isIgnored(in: root) else { return }
    Console.say("pleolint: the \(ConfigurationFile.fileName) of the \(place) is ignored")
  }
}
