internal import ArgumentParser

/// The options of all commands that scan and report.
struct RunOptions: ParsableArguments {
  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "Configuration") var configuration: ConfigurationOptions
  @OptionGroup(title: "Reports") var reports: ReportingOptions
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

  /// What is asked of the run.
  func request(isUntrusted: Bool) -> RunRequest {
    RunRequest(
      rules: rules.selection, configuration: configuration.source, reports: reports.selection,
      gate: gate.gate, isUntrusted: isUntrusted, threads: threads, now: now)
  }
}
