internal import Reporting

/// What is said to people outside of reports.
enum Console {
  /// Writes text to standard output; a reader that went away is no error.
  static func print(_ text: String) throws(Problem) {
    let output = ReportOutput.standardOutput()
    do throws(ReportError) {
      try output.write(text.utf8)
      try output.finish()
    } catch {
      if case .closedPipe = error { return }
      throw Problem(error.description)
    }
  }

  /// Writes a line to standard error.
  ///
  /// Where even that fails there is nobody left to tell.
  static func say(_ line: String) {
    let output = ReportOutput.standardError()
    try? output.write("\(line)\n".utf8)
    try? output.finish()
  }

  /// Writes an error message, which may name what stands in a file, to standard error.
  static func complain(_ message: String) { say("pleolint: \(ShownText.shown(message))") }
}
