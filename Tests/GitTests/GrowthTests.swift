import Foundation
import TestSupport
import Testing

/// With a cache, what came to a history is read alone; what is found is what a scan without a cache finds.
@Suite struct GrowthTests {
  /// A change of a repository, and whether more has to be walked for it than what came with it.
  struct Step: CustomTestStringConvertible {
    let name: String
    let isWhole: Bool
    let change: @Sendable (TestRepository) throws -> Void

    var testDescription: String { name }

    init(
      _ name: String, isWhole: Bool = false,
      _ change: @escaping @Sendable (TestRepository) throws -> Void
    ) {
      self.name = name
      self.isWhole = isWhole
      self.change = change
    }
  }

  static let steps = [
    Step("a new file") { repository in
      try repository.stage("A=1\n" + TestRepository.line(1), at: "new.env")
      try repository.commit()
    },
    Step("a version with the same credential") { repository in
      try repository.stage("A=2\n" + TestRepository.line(0), at: "a.env")
      try repository.commit()
    },
    Step("a version without it") { repository in
      try repository.stage("A=3\n", at: "a.env")
      try repository.commit()
    },
    Step("a branch beside, on an old commit") { repository in
      try repository.git("switch", "-q", "-c", "beside", "HEAD~1")
      repository.environment["GIT_COMMITTER_DATE"] = "2020-01-02T03:04:05Z"
      try repository.stage("A=4\n" + TestRepository.line(0), at: "later.env")
      try repository.commit()
    },
    Step("messages and a note") { repository in
      try repository.git("tag", "-a", "-m", TestRepository.line(2), "v1")
      try repository.commit("Set " + TestRepository.line(3))
      try repository.git("notes", "add", "-m", TestRepository.line(4), "HEAD")
    },
    Step("what is left out by rule") { repository in
      let head = try repository.git("rev-parse", "HEAD").trimmingCharacters(in: .newlines)
      try repository.git("update-index", "--add", "--cacheinfo", "160000,\(head),module")
      let digits = String(repeating: "0123456789abcdef", count: 4)
      try repository.stage(
        "version https://git-lfs.github.com/spec/v1\noid sha256:\(digits)\nsize 8\n", at: "b.env")
      try repository.commit()
    },
    Step("a file that is back", isWhole: true) { repository in
      try repository.git("rm", "-q", "first.env")
      try repository.commit()
      try repository.git("checkout", "-q", "HEAD~1", "--", "first.env")
      try repository.commit()
    },
    Step("another name", isWhole: true) { repository in
      try repository.git("mv", "first.env", "second.env")
      try repository.commit()
    },
    Step("what is gone", isWhole: true) { repository in
      try repository.git("switch", "-q", "--detach")
      try repository.git("branch", "-q", "-D", "main")
      try repository.git("switch", "-q", "--orphan", "other")
      try repository.stage(TestRepository.line(5), at: "other.env")
      try repository.commit()
      try repository.git("update-ref", "-d", "refs/heads/beside")
      try repository.git("reflog", "expire", "--expire=all", "--all")
    },
    Step("a tag that is gone", isWhole: true) { repository in
      try repository.git("tag", "-d", "early")
    },
  ]

  private func repository() throws -> TestRepository {
    let repository = try TestRepository()
    try repository.stage("A=1\n" + TestRepository.line(0), at: "a.env")
    try repository.stage("A=1\n", at: "first.env")
    try repository.commit()
    let head = try repository.git("rev-parse", "HEAD").trimmingCharacters(in: .newlines)
    try repository.git("update-index", "--add", "--cacheinfo", "160000,\(head),module")
    try repository.commit()
    try repository.git("tag", "-a", "-m", TestRepository.line(6), "early", "HEAD^{tree}")
    return repository
  }

  /// The findings and what was skipped, of a report in JSON Lines.
  private func report(_ repository: TestRepository, _ arguments: String...) throws -> [String] {
    let run = try repository.run(
      try TestedProgram.url.path,
      ["git", "--format", "jsonl", "--reproducible"] + arguments, in: nil, input: "")
    #expect(run.status == 1, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    let skipped = try #require(lines.last?.firstRange(of: #/"skipped":\{[^}]*\}/#))
    return lines.filter { $0.contains(#""type":"finding""#) }
      + [String(try #require(lines.last)[skipped])]
  }

  @Test(arguments: steps)
  func theSameIsFoundAsWithoutACache(_ step: Step) throws {
    let repository = try repository()
    let folder = repository.folder.appending(path: "cache").path
    _ = try report(repository, "--cache", folder)
    try step.change(repository)
    let trace = repository.folder.appending(path: "trace")
    repository.environment["GIT_TRACE"] = trace.path
    let found = try report(repository, "--cache", folder)
    let commands = try String(contentsOf: trace, encoding: .utf8)
    #expect(commands.contains("--batch-all-objects") == step.isWhole)
    #expect(try found == report(repository))
    #expect(try found == report(repository, "--cache", folder))
  }

  @Test func aHistoryGrowsManyTimes() throws {
    let repository = try repository()
    let folder = repository.folder.appending(path: "cache").path
    for step in Self.steps {
      try step.change(repository)
      #expect(try report(repository, "--cache", folder) == report(repository), "\(step.name)")
    }
  }
}
