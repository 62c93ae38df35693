import Findings
import Foundation
import Reporting

/// A folder of a test, removed with its last reference.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "reporting-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: file(name))), as: UTF8.self)
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
  }
}

/// The whole report of some records.
func report(
  _ format: ReportFormat, of records: [ArtifactRecord] = Sample.records,
  _ options: ReportOptions = Sample.options(), failure: String? = nil, exitStatus: Int = 3
) throws -> String {
  let folder = try TemporaryFolder()
  let output = try ReportOutput.file(folder.file("report"))
  var set = ReportSet([Report(format, to: output, options)], summary: Sample.summary())
  for record in records { set.write(record) }
  if let failure { set.summary.addFailure(failure) }
  set.summary.end(at: Date(timeIntervalSince1970: 1_767_225_601), exitStatus: exitStatus)
  for error in set.finish() { throw error }
  return try folder.text("report")
}
