import Foundation
import TestSupport
import Testing

/// Where something that refs lead to is missing, the rest is scanned, and said not to be all.
@Suite struct DamageTests {
  /// What is done to a repository whose branch `lost` has a key in its last commit but one.
  struct Damage: CustomTestStringConvertible {
    let testDescription: String
    let body: @Sendable (TestRepository) throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (TestRepository) throws -> Void) {
      testDescription = name
      self.body = body
    }

    /// Takes the object away that a revision names.
    static func remove(_ revision: String, from repository: TestRepository) throws {
      let id = try repository.git("rev-parse", revision).trimmingCharacters(in: .newlines)
      try FileManager.default.removeItem(
        at: repository.top.appending(path: ".git/objects/\(id.prefix(2))/\(id.dropFirst(2))"))
    }
  }

  static let damages = [
    Damage("the commit of a ref") { try Damage.remove("lost", from: $0) },
    Damage("a parent") { try Damage.remove("lost~1", from: $0) },
    Damage("an old parent") { try Damage.remove("lost~2", from: $0) },
    Damage("the name in a ref") { try $0.write("", to: ".git/refs/heads/lost") },
    Damage("the tag of a ref") { repository in
      try repository.git("tag", "-a", "-m", "a tag", "v1", "lost")
      try Damage.remove("refs/tags/v1", from: repository)
    },
  ]

  @Test(arguments: damages, [[], ["--unreachable"], ["--cache", "cache"]])
  func whatIsThereIsScannedAndNotCalledAll(_ damage: Damage, _ arguments: [String]) throws {
    let repository = try TestRepository()
    // The default of older git.
    repository.environment["GIT_REF_PARANOIA"] = "0"
    try repository.stage(TestRepository.line(0), at: "a.env")
    try repository.commit()
    try repository.git("switch", "-q", "-c", "lost")
    try repository.stage("A=1\n", at: "a.env")
    try repository.commit()
    try repository.stage(TestRepository.line(1), at: "b.env")
    try repository.commit()
    try repository.git("rm", "-q", "b.env")
    try repository.commit()
    try repository.git("switch", "-q", "main")
    try repository.git("reflog", "expire", "--expire=all", "--all")
    try damage.body(repository)
    for _ in 0..<2 {
      let run = try repository.run(
        try TestedProgram.url.path, ["git", "--format", "jsonl"] + arguments, in: nil,
        input: "")
      #expect(run.status == 3)
      #expect(run.output.contains("not all that refs lead to is in the repository: "))
      #expect(run.output.contains("a.env"))
      #expect(try run.findings.count == 2, "\(run.output)")
    }
  }

  /// Cuts a file of a repository in half.
  private func cut(_ name: String, in repository: TestRepository) throws {
    let file = repository.top.appending(path: name)
    let whole = try Data(contentsOf: file)
    // Git makes it one that nobody may write to.
    try FileManager.default.removeItem(at: file)
    try whole.prefix(whole.count / 2).write(to: file)
  }

  @Test(arguments: [["git"], ["git", "--range", "HEAD"], ["git", "--staged"]])
  func anObjectThatIsDamagedKeepsNoOtherFromBeingRead(_ arguments: [String]) throws {
    let repository = try TestRepository()
    try repository.commit("empty")
    let large = (0..<5000).map { "\($0 &* 2_654_435_761 % 999_983)" }.joined(separator: "\n")
    for name in ["m", "n"] { try repository.stage(large + name, at: "\(name).txt") }
    for number in 0..<20 { try repository.stage(TestRepository.line(number), at: "\(number).env") }
    if !arguments.contains("--staged") { try repository.commit() }
    for name in ["m", "n"] {
      let id = try repository.git("rev-parse", ":\(name).txt").trimmingCharacters(in: .newlines)
      try cut(".git/objects/\(id.prefix(2))/\(id.dropFirst(2))", in: repository)
    }
    let run = try repository.run(
      try TestedProgram.url.path, arguments + ["--format", "jsonl", "--threads", "1"], in: nil,
      input: "")
    #expect(run.status == 3)
    #expect(try run.findings.count == 20)
    for name in ["m", "n"] {
      #expect(run.output.contains(#""path":"\#(name).txt","status":"failed""#), "\(run.output)")
    }
  }

  @Test func whatIsDamagedIsListedBesideTheRest() throws {
    let repository = try TestRepository()
    // As long as a pointer of Git LFS, which a list has to tell from others.
    try repository.stage((0..<50).map { "\($0 * 7919 % 997)" }.joined(), at: "a.txt")
    try repository.stage("A=1\n", at: "b.env")
    let id = try repository.git("rev-parse", ":a.txt").trimmingCharacters(in: .newlines)
    try cut(".git/objects/\(id.prefix(2))/\(id.dropFirst(2))", in: repository)
    let list = try repository.pleolint("git", "--staged", "--list-files")
    #expect(list.status == 0)
    #expect(list.output == "a.txt\nb.env\n")
  }

  @Test func aPackThatEndsTooSoonIsNotRead() throws {
    let repository = try TestRepository()
    try repository.stage(TestRepository.line(0), at: "a.env")
    try repository.commit()
    try repository.git("repack", "-adq")
    let folder = ".git/objects/pack"
    let names = try FileManager.default.contentsOfDirectory(
      atPath: repository.top.appending(path: folder).path)
    try cut("\(folder)/\(try #require(names.first { $0.hasSuffix(".pack") }))", in: repository)
    #expect(try repository.pleolint("git").status == 3)
  }

  @Test func whatNothingReachesIsReadThoughItsParentIsGone() throws {
    let repository = try TestRepository()
    try repository.stage(TestRepository.line(0), at: "a.env")
    try repository.commit()
    try repository.git("switch", "-q", "-c", "lost")
    try repository.commit()
    try repository.stage(TestRepository.line(1), at: "b.env")
    try repository.commit()
    try Damage.remove("lost~1", from: repository)
    try repository.git("switch", "-q", "main")
    try repository.git("branch", "-q", "-D", "lost")
    try repository.git("reflog", "expire", "--expire=all", "--all")
    #expect(try repository.findings("git", "--unreachable").count == 2)
  }

  @Test(arguments: [["--staged"], ["--range", "HEAD"]])
  func whatIsFoundIsReportedThoughGitCannotTellWhoAddedIt(_ arguments: [String]) throws {
    let repository = try TestRepository()
    try repository.stage(TestRepository.line(0), at: "a.env")
    try repository.commit()
    try repository.stage(TestRepository.line(1) + TestRepository.line(0), at: "a.env")
    if !arguments.contains("--staged") { try repository.commit() }
    try repository.git("config", "diff.algorithm", "none")
    let run = try repository.run(
      try TestedProgram.url.path, ["git", "--format", "jsonl"] + arguments, in: nil, input: "")
    #expect(run.status == 3)
    #expect(try run.findings.count == 2)
    #expect(run.output.contains("its added lines are not known: "))
  }
}
