import Foundation
import TestSupport
import Testing

/// What is found depends on the time, the rules and the settings; a cache loses nothing of it.
@Suite struct CacheTests {
  /// A way to scan the same history.
  struct Way: CustomTestStringConvertible {
    let arguments: [String]
    let configuration: String
    let rules: String
    /// How many findings there are.
    let count: Int

    init(
      _ arguments: [String], configuration: String = "", rules: String = "", finds count: Int
    ) {
      self.arguments = arguments
      self.configuration = configuration
      self.rules = rules
      self.count = count
    }

    var testDescription: String { (arguments + [configuration]).joined(separator: " ") }
  }

  private static let before = ["--now", "2030-01-01"]
  private static let after = ["--now", "2040-01-01"]

  /// A rule that finds tokens only once they have expired, or before.
  private static func rule(expired: Bool) -> String {
    """
    [[rule]]
    id = "own-token"
    summary = "A token"
    category = "exposure"
    severity = "error"
    confidence = "high"
    message = "a token stands in the text"
    advice = "take it out"
    references = ["https://example.com"]
    help = "Take it out."

    [[rule.when]]
    evidence = "oauth-access-token"
    expired = \(expired)

    [[rule.example]]
    text = "DEBUG Authorization: Bearer ⟦\(token)⟧"

    [[rule.counterexample]]
    text = "DEBUG"
    """
  }

  private static let own = ["--only", "own-token", "--rules", "own.toml"]
  private static let withoutKeys = ["--skip", "pleo-api-key"]
  private static let exclusion = "exclude = [\"a.env\"]\n"

  static let ways = [
    Way(before, finds: 5), Way(after, finds: 6),
    // Comments that cover nothing are silent then, until their day has come.
    Way(before + withoutKeys, finds: 1), Way(after + withoutKeys, finds: 3),
    Way(after + withoutKeys + ["--untrusted"], finds: 1), Way(before + ["--untrusted"], finds: 4),
    Way(before + own, rules: rule(expired: true), finds: 0),
    Way(after + own, rules: rule(expired: true), finds: 1),
    Way(before + own, rules: rule(expired: false), finds: 1),
    Way(after + own, rules: rule(expired: false), finds: 0),
    Way(before, configuration: exclusion, finds: 4),
    Way(before + ["--no-config"], configuration: exclusion, finds: 5),
    Way(before, configuration: "[pleo]\nhosts = [\"pleo.gateway.example\"]\n", finds: 6),
    Way(before + ["--exclude", "c.env"], finds: 4),
    Way(before + ["--max-file-size", "30"], finds: 0),
    Way(before + ["--since", "2026-01-03"], finds: 1),
  ]

  /// Suppressions that expire, beside a key and beside nothing, a token that does, and a second commit.
  private func repository() throws -> TestRepository {
    let repository = try TestRepository()
    let allowed = "# pleolint:allow pleo-api-key until=2035-01-01 -- a test\n"
    try repository.stage(allowed + TestRepository.line(0), at: "a.env")
    try repository.stage(allowed + "A=1\n", at: "b.env")
    try repository.stage(TestRepository.line(1), at: "c.env")
    try repository.stage("DEBUG Authorization: Bearer \(Self.token)\n", at: "d.log")
    try repository.stage("curl https://pleo.gateway.example/v1/export-jobs\n", at: "e.sh")
    try repository.commit()
    repository.environment["GIT_COMMITTER_DATE"] = "2026-01-04T00:00:00Z"
    try repository.stage(TestRepository.line(2), at: "f.env")
    try repository.commit()
    return repository
  }

  /// A made-up token that expires in 2036.
  private static let token = """
    eyJhbGciOiA¦iRVMyNTYiLC¦AidHlwIjogI¦kpXVCJ9.eyJ¦pc3MiOiAicG¦xlby5wcm9kd¦WN0aW9uIiwg¦\
    ImF1ZCI6ICJ¦odHRwczovL2¦V4dGVybmFsL¦nBsZW8uaW8i¦LCAic3ViIjo¦gIjVkNjQ1MD¦I3IiwgImV4c¦\
    CI6IDIxMDk5¦Mzg2NzJ9.OH¦VZU-M_AwfWO¦V2euT2D9zTV¦8Nf_1iYhJdv¦y82Kz_1o
    """

  /// What a report in JSON Lines says of findings, and of what was skipped.
  private func report(
    _ repository: TestRepository, _ way: Way, _ arguments: String...
  ) throws -> [String] {
    try repository.write(way.configuration, to: ".pleolint.toml")
    try repository.write(way.rules, to: "own.toml")
    let run = try repository.run(
      try TestedProgram.url.path,
      ["git", "--format", "jsonl", "--reproducible"] + way.arguments + arguments, in: nil, input: ""
    )
    #expect([0, 1].contains(run.status), "\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    let skipped = try #require(lines.last?.firstRange(of: #/"skipped":\{[^}]*\}/#))
    return lines.filter { $0.contains(#""type":"finding""#) }
      + [String(try #require(lines.last)[skipped])]
  }

  @Test func whateverWasScannedBeforeTheSameIsFoundAsWithoutACache() throws {
    let repository = try repository()
    let folder = repository.folder.appending(path: "cache").path
    let wanted = try Self.ways.map { try report(repository, $0) }
    #expect(wanted.map { $0.count - 1 } == Self.ways.map(\.count))
    for order in [Array(Self.ways.indices), Self.ways.indices.reversed()] {
      for index in order {
        let way = Self.ways[index]
        #expect(
          try report(repository, way, "--cache", folder) == wanted[index], "\(way.testDescription)")
      }
    }
  }

  @Test func aHistoryGrowsPastATimeThatSomethingExpires() throws {
    let repository = try repository()
    let folder = repository.folder.appending(path: "cache").path
    let (before, after) = (Self.ways[2], Self.ways[3])
    _ = try report(repository, before, "--cache", folder)
    try repository.stage(TestRepository.line(3), at: "g.env")
    try repository.commit()
    #expect(try report(repository, after, "--cache", folder) == report(repository, after))
    try repository.git("branch", "-q", "beside", "HEAD~1")
    #expect(try report(repository, before, "--cache", folder) == report(repository, before))
    try repository.git("branch", "-q", "-D", "beside")
    try repository.git("reset", "-q", "--hard", "HEAD~1")
    try repository.git("reflog", "expire", "--expire=all", "--all")
    #expect(try report(repository, after, "--cache", folder) == report(repository, after))
  }
}
