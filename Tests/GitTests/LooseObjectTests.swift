import Foundation
import Testing

@testable import Git

/// What stands in files of its own is read without git, and with the same result.
@Suite struct LooseObjectTests {
  private static let line = "PLEO_API_KEY=\(TestRepository.key)\n"

  /// A repository in which a line is staged, and the file of its object.
  private func staged() throws -> (TestRepository, object: URL) {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: "a.env")
    let name = try repository.git("rev-parse", ":a.env").trimmingCharacters(in: .newlines)
    let file = repository.top.appending(path: ".git/objects/\(name.prefix(2))/\(name.dropFirst(2))")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    return (repository, file)
  }

  @Test func whatWasJustAddedIsReadWithoutGit() throws {
    let (repository, _) = try staged()
    let trace = repository.folder.appending(path: "trace")
    repository.environment["GIT_TRACE"] = trace.path
    #expect(try repository.findings("git", "--staged") == ["a.env:1 pleo-api-key"])
    let commands = try String(contentsOf: trace, encoding: .utf8)
    #expect(commands.contains("diff-index"))
    #expect(!commands.contains("cat-file"))
  }

  @Test func whatIsPackedAndWhatIsNotTakeTurns() throws {
    let repository = try TestRepository()
    for number in [1, 3, 5] {
      try repository.stage(TestRepository.line(number), at: "old/\(number).env")
    }
    try repository.commit()
    try repository.git("repack", "-q", "-a", "-d")
    try repository.stage("", at: "new/0.env")
    for number in 1...6 {
      try repository.stage(TestRepository.line(number), at: "new/\(number).env")
    }
    #expect(
      try repository.findings("git", "--staged") == (1...6).map { "new/\($0).env:1 pleo-api-key" })
  }

  @Test(arguments: [-1, 0, 1])
  func largeFilesAreReadWhole(_ excess: Int) throws {
    let repository = try TestRepository()
    let header = "blob 1048563\0".utf8.count
    let fill = String(repeating: "A=1\n", count: 1 << 18)
      .dropLast(Self.line.utf8.count + header - excess)
    try repository.stage(fill.dropLast() + "\n" + Self.line, at: "a.env")
    #expect(try repository.git("cat-file", "-s", ":a.env") == "\((1 << 20) - header + excess)\n")
    #expect(try repository.findings("git", "--staged").count == 1)
  }

  @Test func whatIsBorrowedIsAskedOfGit() throws {
    let (repository, _) = try staged()
    try repository.commit()
    try repository.git(["clone", "-q", "--shared", ".", "../clone"])
    try repository.git(["mv", "a.env", "b.env"], in: "clone")
    #expect(
      try repository.findings("git", "--staged", in: "clone")
        == ["b.env:1 pleo-api-key unchanged"])
  }

  @Test func whatIsDamagedIsNeverClean() throws {
    let (repository, file) = try staged()
    let whole = try Data(contentsOf: file)
    for place in stride(from: 0, to: whole.count, by: 5) {
      var damaged = whole
      damaged[place] ^= 0x55
      try damaged.write(to: file)
      let run = try repository.pleolint("git", "--staged", "--format", "jsonl")
      #expect([2, 3].contains(run.status), "at \(place)")
    }
    try whole.dropLast(7).write(to: file)
    #expect(try repository.pleolint("git", "--staged").status == 3)
    try Data().write(to: file)
    #expect(try repository.pleolint("git", "--staged").status == 3)
  }

  @Test func nothingIsNoObject() {
    var inflater = Inflater()
    let nothing: [UInt8] = []
    #expect(inflater.inflate(nothing.span, atMost: 1 << 20) == nil)
    #expect(inflater.inflate(nothing.span, size: 0) == nil)
  }
}
