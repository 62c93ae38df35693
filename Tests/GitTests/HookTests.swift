import Foundation
import TestSupport
import Testing

@Suite struct HookTests {
  private static let line = "PLEO_API_KEY=\(TestRepository.key)\n"

  private func commit(_ repository: TestRepository, _ options: String...) throws -> ProgramRun {
    try repository.run(
      "/usr/bin/env", ["git", "commit", "-q", "-m", "x"] + options, in: nil, input: "")
  }

  private func makeExecutable(_ file: URL) throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
  }

  @Test func anInstalledHookRefusesACommitAndSaysWhatToDo() throws {
    let repository = try TestRepository()
    let installed = try repository.pleolint("hook", "install")
    #expect(installed.status == 0)
    let folder = "\(repository.top.path)/.git/hooks"
    #expect(installed.output == "wrote \(folder)/pre-commit\nwrote \(folder)/pre-push\n")
    try repository.stage(Self.line, at: ".env")
    let refused = try commit(repository)
    #expect(refused.status == 1)
    #expect(!refused.errors.contains(TestRepository.key))
    for words in [
      ".env:1:14: error: ", "fix: ", "pleolint:allow ID -- reason", "git commit --no-verify",
    ] {
      #expect(refused.errors.contains(words))
    }
    #expect(refused.errors.split(separator: "\n").count <= 24)
    #expect(try commit(repository, "--no-verify").status == 0)
    try repository.stage(Self.line + "A=1\n", at: ".env")
    #expect(try commit(repository).status == 0)
  }

  @Test(arguments: [["hook", "pre-commit"], ["git", "--staged"]])
  func anOptionThatSaysTheDefaultChangesNothing(_ command: [String]) throws {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: ".env")
    let plain = try repository.pleolint(command[0], command[1])
    let explicit = try repository.pleolint(command[0], command[1], "--fail-on", "warning")
    #expect(plain.output == explicit.output)
    #expect(plain.errors == explicit.errors)
    #expect(plain.status == 1)
    #expect(explicit.status == 1)
    #expect(try repository.pleolint(command[0], command[1], "--fail-in", "error").status == 2)
  }

  @Test func aCommitOfNamedFilesIsCheckedAsItIs() throws {
    let repository = try TestRepository()
    try repository.stage("A=1\n", at: "a.env")
    try repository.stage("A=1\n", at: "b.env")
    try repository.commit()
    _ = try repository.pleolint("hook", "install")
    try repository.write(Self.line, to: "a.env")
    try repository.write("A=2\n", to: "b.env")
    #expect(try commit(repository, "b.env").status == 0)
    try repository.write("A=3\n", to: "b.env")
    let all = try commit(repository, "-a")
    #expect(all.status == 1)
    #expect(all.errors.contains("a.env:1:14: error: "))
  }

  @Test func aHookThatWasThereIsKeptAndRunsFirst() throws {
    let repository = try TestRepository()
    let hook = repository.top.appending(path: ".git/hooks/pre-commit")
    // What no hook runs any more does not matter.
    try repository.write("basename \"$0\"\n", to: ".git/hooks/husky.sh")
    try Data("#!/bin/sh\necho ran >> ../ran\nexit ${STATUS:-0}\n".utf8).write(to: hook)
    try makeExecutable(hook)
    let first = try repository.pleolint("hook", "install")
    #expect(first.output.contains("which first runs what was there: "))
    #expect(first.output.contains(".git/hooks/pre-commit.before-pleolint\n"))
    // Once more changes nothing: what it wrote itself is not taken for another's.
    #expect(try repository.pleolint("hook", "install").output.contains("hooks/pre-commit\n"))
    try repository.stage(Self.line, at: ".env")
    #expect(try commit(repository).errors.contains(".env:1:14: error: "))
    repository.environment["STATUS"] = "5"
    let stopped = try commit(repository)
    #expect(stopped.status == 1)
    #expect(!stopped.errors.contains("pleo-api-key"))
    let ran = try String(contentsOf: repository.folder.appending(path: "ran"), encoding: .utf8)
    #expect(ran == "ran\nran\n")
  }

  /// Hooks that do nothing under another name, as they are written.
  static let hooksBoundToTheirName = [
    ["pre-commit": "case \"$(basename \"$0\")\" in pre-commit) echo stopped >&2; exit 1 ;; esac\n"],
    [
      "pre-commit": ". \"$(dirname \"$0\")/h\"\n",
      "h": "cd \"$(dirname \"$0\")/..\"\n. ./$(basename \"$0\")\n",
      "../pre-commit": "echo stopped >&2; exit 1\n",
    ],
  ]

  @Test(arguments: hooksBoundToTheirName)
  func aHookThatAsksForItsNameIsLeftAlone(_ files: [String: String]) throws {
    let repository = try TestRepository()
    try repository.git("config", "core.hooksPath", "hooks/_")
    for (name, text) in files {
      try repository.write("#!/bin/sh\n" + text, to: "hooks/_/\(name)")
      try makeExecutable(repository.top.appending(path: "hooks/_/\(name)"))
    }
    let run = try repository.pleolint("hook", "install")
    #expect(run.status == 2)
    #expect(run.errors.contains("add the line 'pleolint hook pre-commit \"$@\"' to what it runs"))
    try repository.stage("A=1\n", at: ".env")
    #expect(try commit(repository).errors.contains("stopped"))
  }

  @Test func aServerIsToldWhichHookIsIts() throws {
    let repository = try TestRepository()
    try repository.git("init", "-q", "--bare", "../server")
    let run = try repository.pleolint("hook", "install", in: "server")
    #expect(run.status == 2)
    #expect(run.errors.contains("pleolint hook install --pre-receive"))
    #expect(try repository.pleolint("hook", "install", "--pre-receive", in: "server").status == 0)
  }

  @Test func twoHooksInTheWayAreLeftAlone() throws {
    let repository = try TestRepository()
    let folder = repository.top.appending(path: ".git/hooks")
    for name in ["pre-commit", "pre-commit.before-pleolint"] {
      try Data(name.utf8).write(to: folder.appending(path: name))
    }
    let run = try repository.pleolint("hook", "install")
    #expect(run.status == 2)
    #expect(run.errors.contains("are both there"))
    for name in ["pre-commit", "pre-commit.before-pleolint"] {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      #expect(text == name)
    }
  }

  @Test(arguments: [".", "sub"])
  func theFolderThatIsConfiguredIsHonoured(_ directory: String) throws {
    let repository = try TestRepository()
    try repository.git("config", "core.hooksPath", "tools/hooks")
    try repository.write("", to: "sub/a")
    let run = try repository.pleolint("hook", "install", in: "repo/\(directory)")
    #expect(run.output.hasPrefix("wrote \(repository.top.path)/tools/hooks/pre-commit\n"))
    try repository.stage(Self.line, at: ".env")
    #expect(try commit(repository).status == 1)
  }

  @Test func aLinkedWorkTreeSharesTheHooks() throws {
    let repository = try TestRepository()
    try repository.commit()
    try repository.git("worktree", "add", "-q", "../linked")
    let run = try repository.pleolint("hook", "install", in: "linked")
    #expect(run.output.hasPrefix("wrote \(repository.top.path)/.git/hooks/pre-commit\n"))
    try Data(Self.line.utf8).write(to: repository.folder.appending(path: "linked/.env"))
    try repository.git(["add", ".env"], in: "linked")
    let refused = try repository.run(
      "/usr/bin/env", ["git", "commit", "-q", "-m", "x"], in: "linked", input: "")
    #expect(refused.status == 1)
    #expect(refused.errors.contains(".env:1:14: error: "))
  }

  @Test func aProgramThatIsGoneRefusesAndSaysSo() throws {
    let repository = try TestRepository()
    let copy = repository.folder.appending(path: "it's here")
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    let program = copy.appending(path: "pleolint")
    try FileManager.default.copyItem(at: try TestedProgram.url, to: program)
    repository.environment["PATH"] = "/usr/bin:/bin"
    _ = try repository.run(program.path, ["hook", "install"], in: nil, input: "")
    try repository.stage(Self.line, at: ".env")
    #expect(try commit(repository).errors.contains(".env:1:14: error: "))
    try FileManager.default.removeItem(at: program)
    let refused = try commit(repository)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("pleolint is not installed any more"))
  }
}
