internal import ArgumentParser
internal import Findings
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Reporting
internal import Rules

/// What is reported, where to, and how much of it is shown.
struct ReportingOptions: ParsableArguments {
  @Option(help: "The format of the report on standard output, or in --output.")
  var format: ReportFormat = .text

  @Option(help: ArgumentHelp("Write that report to a file, in one step.", valueName: "file"))
  var output: String?

  @Option(
    name: .customLong("report"), parsing: .singleValue,
    help: ArgumentHelp("Write one more report; repeatable.", valueName: "format=file"))
  var more: [ReportRequest] = []

  @Flag(help: "Print secrets whole, in text and JSON Lines alone.")
  var showSecrets = false

  @Option(
    help: ArgumentHelp(
      "Take the key of credential identities from a file of at least 16 bytes, so that runs compare.",
      valueName: "file"))
  var identityKey: String?

  @Flag(help: "Leave out what differs from run to run: times, random identities.")
  var reproducible = false

  @Option(help: "Colour the text report: auto is for a terminal, unless NO_COLOR is set.")
  var color: When = .auto

  @Option(help: "Show how far the scan is on standard error: auto is for a terminal.")
  var progress: When = .auto

  @Flag(help: "Say nothing on standard error but errors.")
  var quiet = false

  @Flag(help: "Say more on standard error, and show suppressed findings in the text report.")
  var verbose = false

  func validate() throws {
    if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
  }

  /// Opens every report that was asked for.
  func reports(_ paths: PathBase, _ rules: RuleSet, _ gate: GateOptions) throws -> [Report] {
    var options = ReportOptions(
      rules: rules.rules.map(\.documentation), paths: paths, identities: try identities())
    options.isReproducible = reproducible
    options.showsSecrets = showSecrets
    options.showsSuppressed = verbose
    options.allowsIncomplete = gate.allowIncomplete
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
    return progress.holds(isTerminal: output.isTerminal && !quiet) ? ProgressLine(to: output) : nil
  }

  private func open(_ file: String?) throws(ReportError) -> ReportOutput {
    guard let file, file != "-" else { return .standardOutput() }
    return try .file(file, isPrivate: showSecrets)
  }

  private func usesColor(on output: ReportOutput) -> Bool {
    color.holds(isTerminal: output.isTerminal && !Self.isColorRefused)
  }

  private static var isColorRefused: Bool {
    ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
  }

  private func identities() throws(Problem) -> IdentityScheme {
    guard let identityKey else { return reproducible ? .numbered : .keyed(IdentityKey()) }
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
