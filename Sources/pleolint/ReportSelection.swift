internal import Findings
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Reporting
internal import Rules

/// What is reported, where to, and how much of it is shown.
struct ReportSelection {
  /// The format of the main report.
  var format: ReportFormat = .text
  /// The file that the main report is written to; nil and `-` mean standard output.
  var output: String?
  /// More reports, in order.
  var more: [ReportRequest] = []
  /// True where secrets are printed whole.
  var showsSecrets = false
  /// The file with the key of credential identities; nil means a key of this run alone.
  var identityKey: String?
  /// True where what differs from run to run is left out.
  var isReproducible = false
  /// Whether the text report is coloured.
  var color: When = .auto
  /// Whether a line says how far the scan is.
  var progress: When = .auto
  /// How much is said on standard error.
  var volume: Volume = .usual

  /// How much is said on standard error.
  enum Volume {
    /// Nothing but errors.
    case quiet
    case usual
    /// Suppressed findings stand in the text report too.
    case verbose
  }

  /// Opens every report that was asked for.
  func reports(_ paths: PathBase, _ rules: RuleSet, _ gate: Gate) throws -> [Report] {
    var options = ReportOptions(
      rules: rules.rules.map(\.documentation), paths: paths, identities: try identities())
    options.isReproducible = isReproducible
    options.showsSecrets = showsSecrets
    options.showsSuppressed = volume == .verbose
    options.allowsIncomplete = gate.allowsIncomplete
    var requests: [(ReportFormat, ReportOutput)] = [(format, try open(output))]
    for request in more { requests.append((request.format, try open(request.file))) }
    return requests.map { format, output in
      var options = options
      options.usesColor = usesColor(on: output)
      return Report(format, to: output, options)
    }
  }

  /// The line that shows how far a scan is, where it is wanted.
  func progressLine() -> ProgressLine? {
    let output = ReportOutput.standardError()
    let isSeen = output.isTerminal && volume != .quiet
    return progress.holds(isTerminal: isSeen) ? ProgressLine(to: output) : nil
  }

  private func open(_ file: String?) throws(ReportError) -> ReportOutput {
    guard let file, file != "-" else { return .standardOutput() }
    return try .file(file, isPrivate: showsSecrets)
  }

  private func usesColor(on output: ReportOutput) -> Bool {
    color.holds(isTerminal: output.isTerminal && !Self.isColorRefused)
  }

  private static var isColorRefused: Bool {
    ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
  }

  private func identities() throws(Problem) -> IdentityScheme {
    guard let identityKey else { return isReproducible ? .numbered : .keyed(IdentityKey()) }
    guard let data = FileManager.default.contents(atPath: identityKey) else {
      throw Problem("\(identityKey): the identity key cannot be read; check the path and rights.")
    }
    guard let key = IdentityKey(data) else {
      throw Problem(
        "\(identityKey): an identity key has at least \(IdentityKey.shortest) bytes; "
          + "make one with: head -c 32 /dev/urandom > FILE")
    }
    return .keyed(key)
  }
}
