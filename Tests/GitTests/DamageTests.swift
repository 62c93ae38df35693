import Foundation
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
        try TestRepository.program.path, ["git", "--format", "jsonl"] + arguments, in: nil,
        input: "")
      #expect(run.status == 3)
      #expect(run.output.contains("not all that refs lead to is in the repository: "))
      #expect(run.output.contains("a.env"))
      #expect(try run.findings.count == 2, "\(run.output)")
    }
  }
}
