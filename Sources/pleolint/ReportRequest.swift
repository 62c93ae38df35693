internal import ArgumentParser
public import Reporting

/// One more report, as `--report FORMAT=FILE` asks for it.
struct ReportRequest: ExpressibleByArgument, Sendable {
  let format: ReportFormat
  let file: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let format = ReportFormat(rawValue: String(parts[0])) else {
      return nil
    }
    self.format = format
    file = String(parts[1])
  }
}

extension ReportFormat: WordArgument {}
