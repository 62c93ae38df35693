internal import ArgumentParser
internal import Reporting

/// The options that say what is reported, where to, and how much of it is shown.
struct ReportingOptions: ParsableArguments {
  @Option(help: "The format of the report on standard output, or in --output.")
  var format = ReportSelection().format

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
  var color = ReportSelection().color

  @Option(help: "Show how far the scan is on standard error: auto is for a terminal.")
  var progress = ReportSelection().progress

  @Flag(help: "Say nothing on standard error but errors.")
  var quiet = false

  @Flag(help: "Say more on standard error, and show suppressed findings in the text report.")
  var verbose = false

  func validate() throws {
    if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
  }

  var selection: ReportSelection {
    ReportSelection(
      format: format, output: output, more: more, showsSecrets: showSecrets,
      identityKey: identityKey, isReproducible: reproducible, color: color, progress: progress,
      volume: quiet ? .quiet : verbose ? .verbose : .usual)
  }
}
