import Foundation
import TestSupport
import Testing

@Suite struct PushTests {
  private static let line = "PLEO_API_KEY=\(TestRepository.key)\n"
  private static let otherLine = "PLEO_API_KEY=\(TestRepository.otherKey)\n"

  /// A repository with a bare remote that has its first commit.
  private func repository() throws -> TestRepository {
    let repository = try TestRepository()
    try repository.git(["init", "-q", "--bare", "-b", "main", "remote.git"], in: "")
    try repository.git("remote", "add", "origin", "../remote.git")
    try repository.stage(Self.otherLine, at: "before.env")
    try repository.commit()
    try repository.git("push", "-q", "-u", "origin", "main")
    return repository
  }

  private func push(_ repository: TestRepository, _ arguments: String...) throws -> ProgramRun {
    try repository.run("/usr/bin/env", ["git", "push", "-q"] + arguments, in: nil, input: "")
  }

  @Test func onlyWhatTheRemoteLacksIsChecked() throws {
    let repository = try repository()
    _ = try repository.pleolint("hook", "install")
    try repository.stage("A=1\n", at: "a.env")
    try repository.commit()
    #expect(try push(repository, "origin", "main").status == 0)
    try repository.stage(Self.line, at: "b.env")
    try repository.commit()
    try repository.git("rm", "-q", "b.env")
    try repository.commit()
    let refused = try push(repository, "origin", "main")
    #expect(refused.status == 1)
    #expect(refused.said.contains("b.env:1:14: error: "))
    #expect(!refused.said.contains("before.env"))
    #expect(refused.said.contains("git push --no-verify"))
    #expect(try push(repository, "--no-verify", "origin", "main").status == 0)
  }

  @Test func whatAnotherRemoteHasIsNotTakenForTheOnesWhoseNameItContinues() throws {
    let repository = try repository()
    _ = try repository.pleolint("hook", "install")
    try repository.stage(Self.line, at: ".env")
    try repository.commit()
    try repository.git(
      "config", "remote.origin/fork.url", repository.folder.appending(path: "fork").path)
    try repository.git("update-ref", "refs/remotes/origin/fork/main", "HEAD")
    #expect(try push(repository, "origin", "main").said.contains(".env:1:14: error: "))
  }

  @Test func newBranchesTagsAndForcedPushesAreCheckedAndDeletionsAreNot() throws {
    let repository = try repository()
    _ = try repository.pleolint("hook", "install")
    try repository.git("switch", "-q", "-c", "topic")
    try repository.stage(Self.line, at: "c.env")
    try repository.commit()
    try repository.git("tag", "-a", "-m", "v", "v1")
    for ref in ["topic", "v1", "topic:refs/heads/other"] {
      let refused = try push(repository, "origin", ref)
      #expect(refused.status == 1)
      #expect(refused.said.contains("c.env:1:14: error: "))
      #expect(!refused.said.contains("before.env"))
    }
    try repository.git("reset", "-q", "--hard", "HEAD~1")
    try repository.git("commit", "-q", "--amend", "--no-verify", "-m", "amended")
    let forced = try push(repository, "-f", "origin", "HEAD:main")
    // It is the commit that is new, not its content.
    #expect(forced.status == 1)
    #expect(forced.said.contains("before.env:1:14: error: "))
    try repository.git("switch", "-q", "main")
    try repository.git("push", "-q", "--no-verify", "origin", "topic", "v1")
    let deleted = try push(repository, "origin", "--delete", "topic")
    #expect(deleted.status == 0)
  }

  @Test func aHookThatWasThereIsToldTheSame() throws {
    let repository = try repository()
    let hook = repository.top.appending(path: ".git/hooks/pre-push")
    try Data("#!/bin/sh\ncat > ../told\n".utf8).write(to: hook)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook.path)
    _ = try repository.pleolint("hook", "install")
    try repository.stage(Self.line, at: "d.env")
    let commit = try repository.commit()
    #expect(try push(repository, "origin", "main").said.contains("d.env:1:14: error: "))
    let told = try String(contentsOf: repository.folder.appending(path: "told"), encoding: .utf8)
    #expect(told.hasPrefix("refs/heads/main \(commit) refs/heads/main "))
    #expect(told.hasSuffix("\n"))
  }

  @Test func aServerRefusesWhatIsPushedAndTrustsNobody() throws {
    let repository = try repository()
    let installed = try repository.pleolint("hook", "install", "--pre-receive", in: "remote.git")
    #expect(installed.output.hasSuffix("remote.git/hooks/pre-receive\n"))
    let comment = "# pleolint:allow pleo-api-key -- it is only a test\n"
    try repository.stage(comment + Self.line, at: "e.env")
    try repository.commit()
    let refused = try push(repository, "origin", "main", "main:refs/heads/second")
    #expect(refused.status == 1)
    #expect(refused.said.contains("e.env:2:14: error: "))
    #expect(!refused.said.contains("before.env"))
    #expect(!refused.said.contains("no-verify"))
    #expect(!refused.said.contains(TestRepository.key))
    #expect(
      try repository.git("--git-dir=../remote.git", "for-each-ref").contains("refs/heads/main"))
    #expect(!(try repository.git("--git-dir=../remote.git", "for-each-ref").contains("second")))
    try repository.stage("A=1\n", at: "e.env")
    try repository.git("commit", "-q", "--amend", "-m", "harmless")
    #expect(try push(repository, "origin", "main").status == 0)
    #expect(try push(repository, "origin", "main:refs/heads/third").status == 0)
    #expect(try push(repository, "origin", "--delete", "third").status == 0)
  }

  @Test func messagesAreCheckedToo() throws {
    let repository = try repository()
    _ = try repository.pleolint("hook", "install")
    _ = try repository.pleolint("hook", "install", "--pre-receive", in: "remote.git")
    let commit = try repository.commit("Set it\n\nto " + TestRepository.line(0))
    try repository.git("tag", "-a", "-m", "A\n\n" + TestRepository.line(1), "v1", "HEAD~1")
    try repository.git("tag", "-a", "-m", "B", "v2", "v1")
    let tag = try repository.git("rev-parse", "v1").trimmingCharacters(in: .newlines)
    let before = try repository.git("--git-dir=../remote.git", "for-each-ref")
    for (ref, found) in [("main", "commit/\(commit):3:17"), ("v2", "tag/\(tag):3:14")] {
      for hooks in [[], ["--no-verify"]] {
        let refused = try repository.run(
          "/usr/bin/env", ["git", "push", "-q"] + hooks + ["origin", ref], in: nil, input: "")
        #expect(refused.status == 1)
        #expect(refused.said.contains(".git/messages/\(found): error: "), "\(refused.said)")
      }
    }
    #expect(try repository.git("--git-dir=../remote.git", "for-each-ref") == before)
    try repository.git("tag", "-a", "-m", "C", "v3", "HEAD~1")
    #expect(try push(repository, "origin", "v3").status == 0)
  }

  @Test func whatIsNoCommitIsNotClean() throws {
    let repository = try repository()
    _ = try repository.pleolint("hook", "install")
    try repository.write(Self.line, to: "f.env")
    let blob = try repository.git("hash-object", "-w", "f.env").trimmingCharacters(in: .newlines)
    try repository.git("tag", "blob", blob)
    let refused = try push(repository, "origin", "blob")
    #expect(refused.status == 1)
    #expect(refused.said.contains("\(blob), which is pushed, is no commit and was not scanned"))
  }

  /// More than a system takes as arguments of a program, before and after the push together.
  @Test func veryManyRefsAreNotTooMany() throws {
    let repository = try repository()
    let old = try repository.git("rev-parse", "HEAD").trimmingCharacters(in: .newlines)
    try repository.stage(Self.line, at: "g.env")
    let new = try repository.commit()
    let moves = (1...25_000).map { "refs/heads/\($0) \(new) refs/heads/\($0) \(old)\n" }
    let run = try repository.run(
      try TestedProgram.url.path, ["hook", "pre-push", "origin"], in: nil,
      input: moves.joined())
    #expect(run.status == 1)
    #expect(run.said.contains("g.env:1:14: error: "), "\(run.said)")
    #expect(!run.said.contains("before.env"))
  }

  @Test(arguments: ["what?\n", "a b c\n", "refs/heads/main 1 refs/heads/main 2\n"])
  func whatIsNotUnderstoodIsRefused(_ input: String) throws {
    let repository = try repository()
    for arguments in [["pre-push", "origin"], ["pre-receive"]] {
      let run = try repository.run(
        try TestedProgram.url.path, ["hook"] + arguments, in: nil, input: input)
      #expect(run.status == 2)
    }
  }
}
