import Foundation
import Testing

/// A folder of `fixtures/`: an input, the arguments of a run over it, and what the run must print.
struct Fixture: CustomTestStringConvertible, Sendable {
  /// What `case.json` says.
  struct Case: Codable, Sendable {
    /// What the case proves, in a sentence.
    let why: String
    /// The arguments, for a run in the folder that holds the input.
    var arguments: [String]
    /// The exit status.
    let status: Int32
    /// The files whose seams (`¦`) are taken out, by path below the input; `*` is all of them.
    var seamed: [String] = ["*"]
    /// The file of the case that is given as standard input, if any.
    var input: String?
    /// The files that the run has to leave, compared like the standard output.
    var writes: [String] = []

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      why = try values.decode(String.self, forKey: .why)
      arguments = try values.decode([String].self, forKey: .arguments)
      status = try values.decode(Int32.self, forKey: .status)
      seamed = try values.decodeIfPresent([String].self, forKey: .seamed) ?? ["*"]
      input = try values.decodeIfPresent(String.self, forKey: .input)
      writes = try values.decodeIfPresent([String].self, forKey: .writes) ?? []
    }
  }

  let folder: URL
  private(set) var details: Case

  var testDescription: String { folder.lastPathComponent }

  /// The repository that holds this file.
  static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// All cases, in order of name.
  static func all() throws -> [Fixture] {
    let fixtures = repository.appending(path: "fixtures")
    let names = try FileManager.default.contentsOfDirectory(atPath: fixtures.path)
    return try names.sorted().compactMap { name in
      let folder = fixtures.appending(path: name)
      let file = folder.appending(path: "case.json")
      guard FileManager.default.fileExists(atPath: file.path) else { return nil }
      let details = try JSONDecoder().decode(Case.self, from: Data(contentsOf: file))
      return Fixture(folder: folder, details: details)
    }
  }

  /// What the run printed, with what changes from version to version taken out.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
    let files: [String: String]
  }

  /// Copies the input to a folder of its own, joins its seams, and runs the program there.
  func run() throws -> Outcome {
    let work = FileManager.default.temporaryDirectory.appending(path: "pleolint-\(UUID())")
    defer { try? FileManager.default.removeItem(at: work) }
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    let input = work.appending(path: "input")
    try FileManager.default.copyItem(at: folder.appending(path: "input"), to: input)
    try joinSeams(below: input)
    let standardInput = details.input.map { input.appending(path: $0) }
    let run = try Program.run(details.arguments, in: input, input: standardInput)
    var files: [String: String] = [:]
    for name in details.writes {
      files[name] = try normalized(
        String(decoding: Data(contentsOf: input.appending(path: name)), as: UTF8.self))
    }
    return Outcome(
      status: run.status, output: normalized(run.output), errors: run.errors, files: files)
  }

  /// The same case with arguments added.
  func with(_ arguments: [String]) -> Fixture {
    var fixture = self
    fixture.details.arguments += arguments
    return fixture
  }

  /// Compares a text with the case's file, or rewrites the file where `UPDATE_FIXTURES` is set.
  func expect(_ text: String, in name: String) throws {
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["UPDATE_FIXTURES"] != nil {
      if text.isEmpty {
        try? FileManager.default.removeItem(at: file)
      } else {
        try Data(text.utf8).write(to: file)
      }
    }
    let expected = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    #expect(text == expected)
  }

  private func joinSeams(below input: URL) throws {
    let names = try FileManager.default.subpathsOfDirectory(atPath: input.path)
    for name in names where details.seamed.contains("*") || details.seamed.contains(name) {
      let file = input.appending(path: name)
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        continue
      }
      // The seam's two bytes, so that a file need not be UTF-8.
      let joined = try Data(contentsOf: file).split(
        separator: Array("¦".utf8)[...], omittingEmptySubsequences: false)
      try Data(joined.joined()).write(to: file)
    }
  }

  private func normalized(_ text: String) -> String {
    text
      .replacing(#/"semanticVersion":"[^"]+"/#, with: #""semanticVersion":"@@VERSION@@""#)
      .replacing(#/"version":"[0-9][^"]+","rules"/#, with: #""version":"@@VERSION@@","rules""#)
      .replacing(#/"ruleSetDigest":"[^"]+"/#, with: #""ruleSetDigest":"@@DIGEST@@""#)
  }
}
