internal import Reporting
internal import Rules
internal import Scanning

/// What a run needs that has nothing to do with where it takes place.
struct Preparation {
  let rules: RuleSet
  /// Identifies the rules and their settings.
  let digest: String
  let detector: Detector

  /// Takes the rules that a run asks for.
  ///
  /// - Parameters:
  ///   - request: What is asked of the run.
  ///   - settings: What a configuration changes of the rules; nil means nothing.
  /// - Throws: A `Problem`, a `RuleError` or a `DetectorError` where the rules cannot run.
  init(_ request: RunRequest, changing settings: PleoSettings?) throws {
    (rules, digest) = try request.rules.ruleSet(settings)
    detector = try Detector(rules, options: try request.detectorOptions(rules))
  }
}

extension Collector {
  /// Opens the reports of a run.
  init(_ request: RunRequest, _ prepared: Preparation, _ paths: PathBase) throws {
    let summary = request.summary(prepared.rules, prepared.digest)
    let reports = try request.reports.reports(paths, prepared.rules, request.gate)
    self.init(
      ReportSet(reports, summary: summary), minConfidence: request.gate.minConfidence,
      progress: request.reports.progressLine())
  }
}
