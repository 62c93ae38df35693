import Foundation
import TestSupport
import Testing

/// A repository that a test makes with git itself, in a folder that goes away with it.
final class TestRepository {
  /// The folder, which holds the home directory of the test beside the repository.
  let folder: URL
  /// The top of the work tree.
  let top: URL
  /// What the environment of every program has besides.
  var environment: [String: String] = [:]

  /// A credential that was made up, put together so that this file holds none.
  static let key = "plp" + "_" + "rYIMSP514ti8MvaHnyKKWuWm"
  /// Another one.
  static let otherKey = "plp" + "_" + "Zk3v9TqLw7Rb2NxYh8GfD4sA"

  /// A line with a credential that no other number has, from 0 to 8999.
  static func line(_ number: Int) -> String {
    let letters = ["q", "W", "7", "z", "K", "4", "m", "T", "9", "x"]
    let digits = String(1000 + number).map { letters[Int(String($0)) ?? 0] }.joined()
    return "PLEO_API_KEY=plp" + "_" + "rYIMSP514ti8Mva\(digits)nyKWum\n"
  }

  /// Makes a repository without a commit.
  convenience init(_ options: String..., at name: String = "repo") throws {
    try self.init(options, at: name)
  }

  /// Makes a repository without a commit.
  init(_ options: [String], at name: String = "repo") throws {
    folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "git-tests-" + UUID().uuidString)
    top = folder.appending(path: name)
    try FileManager.default.createDirectory(at: top, withIntermediateDirectories: true)
    try git(["init", "-q", "-b", "main"] + options)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Runs git in the work tree, or in another directory of the folder.
  @discardableResult
  func git(
    _ arguments: [String], in directory: String? = nil, input: String = "",
    accepts: Set<Int32> = [0]
  ) throws -> String {
    let run = try run("/usr/bin/env", ["git"] + arguments, in: directory, input: input)
    guard accepts.contains(run.status) else {
      Issue.record("git \(arguments.joined(separator: " ")): \(run.errors)")
      throw CocoaError(.featureUnsupported)
    }
    return run.output
  }

  @discardableResult
  func git(_ arguments: String...) throws -> String { try git(arguments) }

  /// Writes a file and the directories that it is in; the seam `¦`, which keeps what is made up in the
  /// tests from being found there, is taken out.
  func write(_ text: String, to name: String) throws {
    let file = top.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.replacing("¦", with: "").utf8).write(to: file)
  }

  /// Writes a file and puts it into the index.
  func stage(_ text: String, at name: String) throws {
    try write(text, to: name)
    try git("--literal-pathspecs", "add", "-f", "--", name)
  }

  /// Commits what is staged.
  @discardableResult
  func commit(_ message: String = "a change") throws -> String {
    try git("commit", "-q", "--no-verify", "--allow-empty", "-m", message)
    return try git("rev-parse", "HEAD").trimmingCharacters(in: .newlines)
  }

  /// Runs the program under test.
  func pleolint(
    _ arguments: String..., in directory: String? = nil, input: String = ""
  ) throws -> ProgramRun {
    try run(try TestedProgram.url.path, arguments, in: directory, input: input)
  }

  /// What the program finds: `path:line rule`, those that were there before with `unchanged` behind.
  func findings(_ arguments: String..., in directory: String? = nil) throws -> [String] {
    let report = try run(
      try TestedProgram.url.path, arguments + ["--format", "jsonl"], in: directory, input: "")
    #expect([0, 1].contains(report.status), "\(report.errors)")
    return try report.findings
  }

  /// Runs a program to its end; `body` is given it while it runs.
  func run(
    _ program: String, _ arguments: [String], in directory: String?, input: String,
    _ body: (Process) throws -> Void = { _ in }
  ) throws -> ProgramRun {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = directory.map { folder.appending(path: $0) } ?? top
    process.environment = try ownEnvironment().merging(environment) { $1 }
    let file = folder.appending(path: "input-" + UUID().uuidString)
    try Data(input.utf8).write(to: file)
    process.standardInput = try FileHandle(forReadingFrom: file)
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    try body(process)
    let printed = try output.fileHandleForReading.readToEnd() ?? Data()
    let complained = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try FileManager.default.removeItem(at: file)
    return ProgramRun(
      status: process.terminationStatus, output: String(decoding: printed, as: UTF8.self),
      errors: String(decoding: complained, as: UTF8.self))
  }

  /// Has a script be run in place of git, with `PATH` as it is without it.
  func replaceGit(by script: String) throws {
    let programs = folder.appending(path: "programs")
    try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
    // What this process has open to write to it, and a test beside this one inherits, cannot be run.
    _ = try run(
      "/bin/sh", ["-c", "cat >\"$0\" && chmod +x \"$0\"", programs.appending(path: "git").path],
      in: nil, input: "#!/bin/sh\nPATH=${PATH#*:}\n\(script)\n")
    environment["PATH"] = "\(programs.path):\(try ownEnvironment()["PATH"] ?? "")"
  }

  private func ownEnvironment() throws -> [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let program = try TestedProgram.url.deletingLastPathComponent().path
    return [
      "PATH": "\(program):\(path)", "HOME": folder.path, "GIT_CONFIG_NOSYSTEM": "1",
      "LC_ALL": "C.UTF-8",
      "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_NAME": "a",
      "GIT_COMMITTER_EMAIL": "a@example.com", "GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z",
      "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z",
    ]
  }
}

/// What a program came to.
struct ProgramRun {
  let status: Int32
  let output: String
  let errors: String

  /// All that it said: of some hooks git passes on both, of some it makes one.
  var said: String { output + errors }

  /// What a report in JSON Lines names, in its order.
  var findings: [String] {
    get throws {
      try output.split(separator: "\n").compactMap { line in
        let record = try JSONDecoder().decode(Record.self, from: Data(line.utf8))
        guard let rule = record.ruleId, let path = record.path, let region = record.region else {
          return nil
        }
        let state = record.baselineState == "unchanged" ? " unchanged" : ""
        let commit = record.commit.map { "\($0.id.prefix(7)) " } ?? ""
        return "\(commit)\(path):\(region.startLine) \(rule)\(state)"
      }
    }
  }

  private struct Record: Decodable {
    struct Region: Decodable {
      let startLine: Int
    }

    struct Commit: Decodable {
      let id: String
    }

    let ruleId: String?
    let commit: Commit?
    let path: String?
    let region: Region?
    let baselineState: String?
  }
}
