import Findings
import Rules

// The parts of GitLab's secret detection report, version 15.2.1, that we emit. The extract of the source
// that the format has room for is left out: it is documented as not sanitised.

/// A report.
struct GitLabLog: Encodable {
  let version = "15.2.1"
  let scan: GitLabScan
  let vulnerabilities: [GitLabVulnerability]
}

/// What the run did.
struct GitLabScan: Encodable {
  let analyzer: GitLabTool
  let scanner: GitLabTool
  let type = "secret_detection"
  let startTime: String
  let endTime: String
  let status: String
  let messages: [GitLabNotice]

  enum CodingKeys: String, CodingKey {
    case analyzer, scanner, type
    case startTime = "start_time"
    case endTime = "end_time"
    case status, messages
  }
}

/// The program.
struct GitLabTool: Encodable {
  struct Vendor: Encodable {
    let name = ToolDescription.name
  }

  let id = ToolDescription.name
  let name = ToolDescription.name
  let url: String
  let vendor = Vendor()
  let version: String
}

/// Something to know about the run.
struct GitLabNotice: Encodable {
  enum Level: String {
    case info, warn, fatal
  }

  let level: String
  let value: String

  init(_ level: Level, _ value: String) {
    self.level = level.rawValue
    self.value = value
  }
}

/// A finding.
struct GitLabVulnerability: Encodable {
  /// No two of a report are the same.
  let id: String
  let name: String
  let description: String
  let severity: String
  let solution: String?
  let identifiers: [GitLabIdentifier]
  let links: [GitLabLink]?
  let location: GitLabLocation
}

/// What says which kind of finding it is; the first one tells it from others in the same place.
struct GitLabIdentifier: Encodable {
  let type: String
  let name: String
  let value: String
  let url: String
}

/// A page that says more.
struct GitLabLink: Encodable {
  let url: String
}

/// Where a finding is.
struct GitLabLocation: Encodable {
  struct Commit: Encodable {
    let date: String?
    let sha: String
  }

  let file: String
  let startLine: Int
  let endLine: Int
  let commit: Commit

  enum CodingKeys: String, CodingKey {
    case file
    case startLine = "start_line"
    case endLine = "end_line"
    case commit
  }
}
