import Foundation
import TestSupport
import Testing

/// A list says of each path what a scan does with it.
@Suite struct ListTests {
  private static let pointer = """
    version https://git-lfs.github.com/spec/v1
    oid sha256:\(String(repeating: "0123456789abcdef", count: 4))
    size 8

    """

  @Test func whatWouldBeReadIsListed() throws {
    let repository = try TestRepository()
    try repository.stage(TestRepository.line(0), at: "a.env")
    let commit = try repository.commit()
    try repository.stage("A=1\n", at: "vendor/b.env")
    let all = try repository.pleolint("git", "--list-files")
    #expect(all.output == ".git/messages/commit/\(commit)\na.env\n")
    #expect(all.status == 0)
    let staged = try repository.pleolint(
      "git", "--staged", "--list-files", "--exclude", "vendor/")
    #expect(staged.output.isEmpty)
    #expect(staged.errors.contains("vendor/b.env: skipped: excluded"))
    #expect(try repository.pleolint("git", "--range", "HEAD", "--list-files").output == "a.env\n")
  }

  /// A small file that was large, a pointer, a file in its place, and a commit that has no file.
  private func repository() throws -> TestRepository {
    let repository = try TestRepository()
    try repository.stage(String(repeating: "A=1\n", count: 1000), at: "large.env")
    try repository.stage(Self.pointer, at: "big.bin")
    try repository.stage(Self.pointer, at: "kept.bin")
    try repository.commit()
    try repository.stage("A=1\n", at: "large.env")
    try repository.stage("A=1\n", at: "big.bin")
    return repository
  }

  @Test func whatIsLeftOutOfAHistoryIsListed() throws {
    let repository = try repository()
    let commit = try repository.commit()
    let list = try repository.pleolint("git", "--list-files", "--max-file-size", "1K")
    #expect(list.status == 0)
    let messages = [
      commit, try repository.git("rev-parse", "HEAD~1").trimmingCharacters(in: .newlines),
    ]
    .sorted().map { ".git/messages/commit/\($0)" }
    #expect(
      list.output.split(separator: "\n").map(String.init) == messages + ["big.bin", "large.env"])
    #expect(
      list.errors == """
        big.bin: skipped: lfs-pointer
        kept.bin: skipped: lfs-pointer
        large.env: skipped: too-large

        """)
  }

  @Test(arguments: [["--staged"], ["--range", "HEAD"]])
  func whatIsLeftOutOfAChangeIsListed(_ arguments: [String]) throws {
    let repository = try repository()
    try repository.commit()
    try repository.stage(String(repeating: "A=2\n", count: 1000), at: "large.env")
    try repository.stage(Self.pointer, at: "big.bin")
    try repository.stage("A=2\n", at: "a.env")
    if arguments != ["--staged"] { try repository.commit() }
    let list = try repository.run(
      try TestedProgram.url.path,
      ["git", "--list-files", "--max-file-size", "1K"] + arguments, in: nil, input: "")
    #expect(list.status == 0)
    #expect(list.output == "a.env\n")
    #expect(list.errors == "big.bin: skipped: lfs-pointer\nlarge.env: skipped: too-large\n")
  }

  @Test(arguments: [["--all"], ["--range", "HEAD"], ["--staged"]])
  func whatIsNotInTheRepositoryIsListed(_ arguments: [String]) throws {
    let repository = try TestRepository()
    try repository.stage("A=1\n", at: "a.env")
    try repository.stage("A=2\n", at: "lost.env")
    let blob = try repository.git("rev-parse", ":lost.env").trimmingCharacters(in: .newlines)
    if arguments != ["--staged"] { try repository.commit() }
    try FileManager.default.removeItem(
      at: repository.top.appending(path: ".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"))
    let list = try repository.run(
      try TestedProgram.url.path, ["git", "--list-files"] + arguments, in: nil, input: "")
    #expect(list.output.hasSuffix("a.env\n"))
    #expect(!list.output.contains("lost.env"))
    #expect(
      list.errors == "lost.env: not read: the object \(blob) is not in the repository\n")
  }
}
