import Foundation
import Testing

/// A server with a repository, somebody who pushes to it, and the clone that a pipeline works in.
struct Pipeline {
  /// The repository of somebody who pushes; its remote is bare.
  let author: TestRepository

  static let line = "PLEO_API_KEY=\(TestRepository.key)\n"
  static let otherLine = "PLEO_API_KEY=\(TestRepository.otherKey)\n"
  static let zeros = String(repeating: "0", count: 40)

  /// The repository that holds this file.
  static let home = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Makes a remote whose branch `main` has a commit with a credential in `before.env`.
  init() throws {
    author = try TestRepository()
    try author.git(["init", "-q", "--bare", "-b", "main", "remote.git"], in: "")
    try author.git("remote", "add", "origin", "../remote.git")
    try author.stage(Self.otherLine, at: "before.env")
    try author.commit("start")
    try author.git("push", "-q", "origin", "main")
  }

  /// Commits a file, and returns the commit.
  func commit(_ text: String, at path: String) throws -> String {
    try author.stage(text, at: path)
    return try author.commit(path)
  }

  /// The commit that a revision names.
  func id(_ revision: String) throws -> String {
    try author.git("rev-parse", revision).trimmingCharacters(in: .newlines)
  }

  /// Clones what a push to a branch or a tag is about, as `actions/checkout` does.
  ///
  /// Without a depth all branches are fetched, with one the ref alone.
  func checkOut(_ ref: String, depth: Int? = nil) throws {
    let local = ref.replacing("refs/heads/", with: "refs/remotes/origin/")
    try author.git(["init", "-q", "ci"], in: "")
    try author.git(
      ["remote", "add", "origin", "file://\(author.folder.path)/remote.git"], in: "ci")
    let all = depth == nil ? ["+refs/heads/*:refs/remotes/origin/*"] : []
    try author.git(
      ["fetch", "-q", "--no-tags"] + (depth.map { ["--depth=\($0)"] } ?? []) + ["origin"] + all
        + (local.hasPrefix("refs/remotes/origin/") && depth == nil ? [] : ["+\(ref):\(local)"]),
      in: "ci")
    try author.git(["checkout", "-q", "--detach", local], in: "ci")
  }

  /// Puts the merge of two commits at the ref that GitHub checks out for a pull request.
  func offerMerge(of head: String, into base: String) throws -> String {
    try author.git("checkout", "-q", "--detach", base)
    try author.git("merge", "-q", "--no-ff", "--no-verify", "-m", "merge", head)
    try author.git("push", "-q", "origin", "HEAD:refs/pull/1/merge")
    return try id("HEAD")
  }

  /// Runs `ci/scan` in the clone, where GitHub has an event.
  func gitHub(
    _ event: String, _ payload: [String: Any], sha: String = "", ref: String = "",
    script: String = "ci/scan", _ arguments: String...
  ) throws -> ProgramRun {
    try run(
      [
        "GITHUB_ACTIONS": "true", "GITHUB_EVENT_NAME": event, "GITHUB_SHA": sha, "GITHUB_REF": ref,
      ].merging(try ActionFile().environment(of: payload)) { $1 }, script, arguments)
  }

  /// Runs `ci/scan` in the clone with the variables of some other place.
  func elsewhere(
    _ variables: [String: String], _ arguments: String...
  ) throws -> ProgramRun {
    try run(variables, "ci/scan", arguments)
  }

  private func run(
    _ variables: [String: String], _ script: String, _ arguments: [String]
  ) throws -> ProgramRun {
    author.environment.merge(variables) { $1 }
    defer { for name in variables.keys { author.environment[name] = nil } }
    return try author.run(
      Self.home.appending(path: script).path, ["--format", "jsonl"] + arguments, in: "ci", input: ""
    )
  }
}

/// What `action.yml` says.
struct ActionFile {
  let lines: [Substring]

  init() throws {
    let file = Pipeline.home.appending(path: "action.yml")
    lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
  }

  /// The variables that the action makes of an event, by its own expressions: paths below
  /// `github.event` with `||` between them, of which the first counts that is there.
  func environment(of event: [String: Any]) throws -> [String: String] {
    var variables: [String: String] = [:]
    for line in lines where line.contains("github.event.") {
      let parts = line.split(separator: ": ", maxSplits: 1)
      let name = try #require(parts.first).trimmingCharacters(in: .whitespaces)
      let expression = try #require(parts.last).replacing("${{ ", with: "").replacing(
        " }}", with: "")
      let values = try expression.split(separator: " || ").map { try value(of: $0, in: event) }
      variables[name] = values.first { $0 != nil && $0 != "" } ?? ""
    }
    #expect(
      Set(variables.keys) == ["PLEOLINT_BASE", "PLEOLINT_HEAD", "PLEOLINT_DEFAULT_BRANCH"])
    return variables
  }

  private func value(of path: Substring, in event: [String: Any]) throws -> String? {
    var value: Any? = event
    let prefix = "github.event."
    try #require(path.hasPrefix(prefix))
    for name in path.dropFirst(prefix.count).split(separator: ".") {
      value = (value as? [String: Any])?[String(name)]
    }
    return value as? String
  }
}
