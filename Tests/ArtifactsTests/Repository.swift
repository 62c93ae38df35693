import Artifacts
import Foundation

/// A git repository of a test, with a home directory of its own.
struct Repository {
  let folder: TemporaryFolder
  /// The top of the work tree, in the folder.
  let top: String
  /// The user whose configuration git and the walk read.
  let user: GitUser

  init(in folder: TemporaryFolder, at top: String = "repo") throws {
    self.folder = folder
    self.top = top
    user = GitUser(home: folder.path("home"))
    try folder.makeDirectory("home")
    try folder.makeDirectory(top)
    try git("init", "-q")
  }

  @discardableResult
  func git(
    _ arguments: String..., input: [UInt8] = [], accepts: Set<Int32> = [0]
  ) throws -> [UInt8] {
    var command = Command("/usr/bin/env", ["git"] + arguments)
    command.folder = folder.path + "/" + top
    command.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": folder.path + "/home", "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a",
      "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_COMMITTER_NAME": "a",
      "GIT_COMMITTER_EMAIL": "a@example.com",
    ]
    return try command.run(input: input, accepts: accepts)
  }

  func write(_ names: String..., text: String = "text\n") throws {
    for name in names { try folder.write(top + "/" + name, text: text) }
  }

  /// The files that git would add, in order.
  func filesByGit() throws -> [String] {
    let output = try git("ls-files", "-z", "--others", "--exclude-standard")
    return output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }.sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
  }

  /// Those of some paths that git ignores, in their order.
  func ignoredByGit(_ paths: [String]) throws -> [String] {
    if paths.isEmpty { return [] }
    let input = paths.joined(separator: "\0").utf8 + [0]
    let output = try git("check-ignore", "-z", "--stdin", input: Array(input), accepts: [0, 1])
    return output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Walks the work tree.
  func walk(_ change: (inout WalkOptions) -> Void = { _ in }) throws -> Outline {
    var options = WalkOptions(user: user)
    change(&options)
    return try Outline(of: [folder.path(top)], options: options)
  }
}
