import Foundation
import TestSupport
import Testing

/// What a repository configures is never run, and nothing in it hides what stands there.
@Suite struct HostileTests {
  private static let line = "PLEO_API_KEY=\(TestRepository.key)\n"

  /// Where the trap leaves its file.
  private func canary(_ repository: TestRepository) -> String {
    repository.folder.appending(path: "canary").path
  }

  private func isCaught(_ repository: TestRepository) -> Bool {
    FileManager.default.fileExists(atPath: canary(repository))
  }

  /// A repository with something to find in a changed file, so that all of the commands are run.
  private func repository() throws -> TestRepository {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: "a.env")
    try repository.commit()
    try repository.stage(Self.line + Self.line, at: "a.env")
    return repository
  }

  private func program(_ name: String, in repository: TestRepository) throws -> String {
    let file = repository.folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("#!/bin/sh\necho \"$0\" >> '\(canary(repository))'\n".utf8)
      .write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    return file.path
  }

  private func arm(_ tripwire: Tripwire, in repository: TestRepository) throws {
    let trap = try program("trap", in: repository)
    let hooks = try program("hooks/post-index-change", in: repository)
    let folder = URL(filePath: hooks).deletingLastPathComponent().path
    try repository.write(tripwire.attributes + "\n", to: ".git/info/attributes")
    for (name, value) in tripwire.settings.sorted(by: { $0.key < $1.key }) {
      let value = value.replacing("$TRAP", with: trap).replacing("$HOOKS", with: folder)
      try repository.git("config", name, value)
    }
    try? FileManager.default.removeItem(atPath: canary(repository))
  }

  @Test(arguments: Tripwire.all)
  func nothingThatIsConfiguredIsRun(_ tripwire: Tripwire) throws {
    let repository = try repository()
    // What stands in an index of this version is asked of git.
    try repository.git("update-index", "--index-version", "4")
    try arm(tripwire, in: repository)
    for arguments in [["git", "--staged"], ["hook", "pre-commit"]] {
      let run = try repository.run(
        try TestedProgram.url.path, arguments, in: nil, input: "")
      #expect(run.status == 1)
      #expect(run.output.contains("a.env:2:14: error: "))
    }
    let history = try repository.pleolint("git", "--unreachable")
    #expect(history.output.contains("a.env:1:14: error: "))
    #expect(history.output.contains("read 3 artifacts"))
    #expect(!isCaught(repository))
    // With plain git it is, so that this test can fail.
    try repository.git(tripwire.control, accepts: [0, 1, 128])
    #expect(isCaught(repository))
  }

  @Test(
    arguments: Tripwire.all.filter { $0.testDescription.hasPrefix("lazy fetch") }, [true, false])
  func anObjectThatIsMissingIsNotFetched(_ tripwire: Tripwire, _ isNew: Bool) throws {
    let repository = try repository()
    try arm(tripwire, in: repository)
    // What was made before 2.45 knows no such variable.
    if !isNew { try repository.replaceGit(by: "unset GIT_NO_LAZY_FETCH\nexec git \"$@\"") }
    try repository.git(
      "update-index", "--add", "--cacheinfo",
      "100644,1234567890123456789012345678901234567890,b.env")
    try? FileManager.default.removeItem(atPath: canary(repository))
    let run = try repository.pleolint("git", "--staged")
    #expect(run.status == 3)
    #expect(run.output.contains("b.env: not read: "))
    #expect(!isCaught(repository))
  }

  @Test func aBareRepositoryInAFolderIsNotTakenForThisOne() throws {
    let repository = try repository()
    try repository.git("init", "-q", "--bare", "sub")
    try repository.git(
      "--git-dir=sub", "config", "core.fsmonitor", try program("trap", in: repository))
    try repository.git("--git-dir=sub", "config", "core.bare", "false")
    try repository.git("--git-dir=sub", "config", "core.worktree", "..")
    try repository.git(["status"], in: "repo/sub", accepts: [0, 128])
    #expect(isCaught(repository))
    try FileManager.default.removeItem(atPath: canary(repository))
    #expect(try repository.pleolint("git", "--staged", in: "repo/sub").status == 2)
    #expect(!isCaught(repository))
  }

  @Test func aBareRepositoryAmongTheFilesIsNotTakenForTheOneThatHasThem() throws {
    let repository = try repository()
    for name in ["objects/a", "refs/heads/a"] { try repository.write("", to: name) }
    try repository.write("ref: refs/heads/main\n", to: "HEAD")
    #expect(try repository.git("--git-dir=.", "rev-parse", "--git-dir") == ".\n")
    for place in [".", repository.top.path, repository.top.path + "/"] {
      #expect(try repository.findings("git", place).count == 1)
      #expect(try repository.findings("git", "--staged", place).count == 2)
    }
  }

  @Test func aFileOfGitsThatHasNoEndIsNotRead() throws {
    let repository = try repository()
    try FileManager.default.createSymbolicLink(
      atPath: repository.top.appending(path: ".git/MERGE_HEAD").path,
      withDestinationPath: "/dev/zero")
    let command = "ulimit -v 8000000; exec '\(try TestedProgram.url.path)' git --staged"
    #expect(try repository.run("/bin/sh", ["-c", command], in: nil, input: "").status == 1)
  }

  @Test func anObjectThatIsReplacedIsReadAsItIs() throws {
    let repository = try repository()
    try repository.write("A=1\n", to: "harmless")
    let harmless = try repository.git("hash-object", "-w", "harmless")
      .trimmingCharacters(in: .newlines)
    try repository.git("replace", ":a.env", harmless)
    #expect(try repository.git("cat-file", "-p", ":a.env") == "A=1\n")
    #expect(try repository.findings("git", "--staged").contains("a.env:2 pleo-api-key"))
  }

  @Test func parentsAreThoseThatACommitNames() throws {
    let repository = try repository()
    try repository.git("rm", "-q", "-f", "a.env")
    let commit = try repository.commit()
    try repository.write(commit + "\n", to: ".git/info/grafts")
    #expect(try repository.git("rev-list", "--count", "HEAD") == "1\n")
    try repository.git("reflog", "expire", "--expire=all", "--all")
    #expect(try repository.findings("git").count == 1)
  }

  @Test func parentsAreNotThoseThatAGraphOfCommitsNames() throws {
    let repository = try repository()
    try repository.git("rm", "-q", "-f", "a.env")
    try repository.commit()
    try repository.git("reflog", "expire", "--expire=all", "--all")
    try repository.git("commit-graph", "write", "--reachable")
    try forgeGraph(in: repository)
    #expect(try repository.git("rev-list", "--count", "HEAD") == "1\n")
    #expect(try repository.findings("git").count == 1)
    #expect(try repository.findings("git", "--range", "HEAD~1").count == 1)
  }

  /// Has a graph say of every commit that it has no parent.
  private func forgeGraph(in repository: TestRepository) throws {
    let file = repository.top.appending(path: ".git/objects/info/commit-graph")
    var bytes = Array(try Data(contentsOf: file))
    // The table of chunks has a name and eight bytes of an offset for each, the next one's the end of this.
    func chunk(_ name: String) throws -> Range<Int> {
      let entry = try #require(bytes.firstRange(of: Array(name.utf8))).upperBound
      let ends = [entry, entry + 12].map { place in
        bytes[place..<place + 8].reduce(0) { $0 << 8 | Int($1) }
      }
      return ends[0]..<ends[1]
    }
    // A tree, two parents and a date; this number is no parent.
    for start in stride(
      from: try chunk("CDAT").lowerBound, to: try chunk("CDAT").upperBound, by: 36)
    {
      bytes.replaceSubrange(start + 20..<start + 28, with: [0x70, 0, 0, 0, 0x70, 0, 0, 0])
    }
    try FileManager.default.removeItem(at: file)
    try Data(bytes).write(to: file)
  }

  @Test func settingsOfDiffDoNotHideALine() throws {
    let repository = try repository()
    try repository.stage("A=1\n\n" + Self.line + "\n" + Self.line, at: "b.env")
    try repository.commit()
    try repository.stage("A=1\n\n" + Self.line + "\n" + Self.line + Self.line, at: "b.env")
    for setting in [
      "diff.suppressBlankEmpty=true", "diff.interHunkContext=50", "diff.context=50",
      "diff.noprefix=true", "color.diff=always", "diff.colorMoved=zebra", "diff.wordRegex=.",
      "diff.relative=true", "diff.renames=copies", "core.quotePath=false", "diff.orderFile=none",
      "diff.ignoreSubmodules=all",
    ] {
      let parts = setting.split(separator: "=").map(String.init)
      try repository.git("config", parts[0], parts[1])
    }
    #expect(
      try repository.findings("git", "--staged") == [
        "b.env:3 pleo-api-key unchanged", "b.env:5 pleo-api-key unchanged",
        "b.env:6 pleo-api-key",
      ])
  }

  @Test(arguments: [["--staged"], ["--range", "HEAD"]])
  func attributesDoNotHideALineInUTF16(_ arguments: [String]) throws {
    let repository = try TestRepository()
    try repository.write("* diff\n", to: ".git/info/attributes")
    // Each of these ends a line for git, and none for who reads UTF-16.
    let start = "A=1\n# \u{010a}\u{0a0a}\u{0a41}\n"
    for text in [start, start + Self.line] {
      let units = [0xfeff] + Array(text.utf16)
      let bytes = units.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
      try Data(bytes).write(to: repository.top.appending(path: "a.env"))
      try repository.git("add", "a.env")
      if text == start || !arguments.contains("--staged") { try repository.commit() }
    }
    let run = try repository.run(
      try TestedProgram.url.path, ["git", "--format", "jsonl"] + arguments, in: nil, input: "")
    #expect(run.status == 1)
    #expect(try run.findings.map { $0.suffix(20) } == ["a.env:3 pleo-api-key"])
  }

  @Test func namesThatLookLikeHeadersAreNames() throws {
    let repository = try TestRepository()
    try repository.commit()
    let names = ["+++ b.env", "-.env", ":a.env", "@@ -1 +1 @@\n.env", "a\nb.env", "\"q.env"]
    for name in names { try repository.stage(Self.line, at: name) }
    let found = try repository.findings("git", "--staged")
    #expect(found.sorted() == names.map { "\($0):1 pleo-api-key" }.sorted())
  }

  @Test func aSuppressionOfWhatIsNotTrustedIsIgnored() throws {
    let repository = try TestRepository()
    let comment = "# pleolint:allow pleo-api-key -- it is only a test\n"
    try repository.stage(comment + Self.line, at: ".env")
    #expect(try repository.pleolint("git", "--staged").status == 0)
    let run = try repository.pleolint("git", "--staged", "--untrusted")
    #expect(run.status == 1)
    #expect(run.errors.contains("suppressions in the repository are ignored"))
  }
}
