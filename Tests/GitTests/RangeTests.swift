import Foundation
import TestSupport
import Testing

@Suite struct RangeTests {
  private static let line = "PLEO_API_KEY=\(TestRepository.key)\n"
  private static let otherLine = "PLEO_API_KEY=\(TestRepository.otherKey)\n"

  /// A finding of a commit, as `findings` names it.
  private func found(_ commit: String, _ place: String) -> String {
    "\(commit.prefix(7)) \(place) pleo-api-key"
  }

  @Test(arguments: ["sha1", "sha256"])
  func eachCommitHasWhatItAdds(_ format: String) throws {
    let repository = try TestRepository("--object-format=\(format)")
    try repository.stage(Self.line, at: "before.env")
    let start = try repository.commit()
    try repository.stage("A=1\n" + Self.line, at: "a.env")
    let adds = try repository.commit()
    try repository.stage("A=1\n" + Self.line + "B=1\n", at: "a.env")
    try repository.commit()
    try repository.git("rm", "-q", "a.env")
    try repository.commit()
    try repository.stage(Self.otherLine, at: "c.env")
    let last = try repository.commit()
    let all = [found(adds, "a.env:2"), found(last, "c.env:1")]
    #expect(try repository.findings("git", "--range", "\(start)..HEAD") == all)
    #expect(try repository.findings("git", "--range", "\(start)...HEAD") == all)
    #expect(try repository.findings("git", "--range", "HEAD") == [found(last, "c.env:1")])
    #expect(try repository.findings("git", "--range", start) == [found(start, "before.env:1")])
    #expect(try repository.findings("git", "--range", "HEAD~2..HEAD~1").isEmpty)
  }

  @Test func aReportSaysTheCommitAndItsDate() throws {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: ".env")
    let commit = try repository.commit()
    let text = try repository.pleolint("git", "--range", "HEAD")
    #expect(text.status == 1)
    #expect(text.output.contains("\n  commit: \(commit) of 2026-01-02T03:04:05"))
    let log = try repository.pleolint("git", "--range", "HEAD", "--format", "sarif").output
    #expect(log.contains("\"commit\":\"\(commit)\""))
    #expect(log.contains("\"authorDate\":\"2026-01-02T03:04:05"))
  }

  @Test(arguments: [
    "author A <a@b.c>", "author A <a@b.c> today", "author A a@b.c 1700000000 +0000",
    "author A <a@b.c> 1700000000", "author A <a@b.c> 1700000000 +9999", "auteur",
  ])
  func aDateThatCannotBeReadIsLeftOut(_ author: String) throws {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: ".env")
    let tree = try repository.git("write-tree").trimmingCharacters(in: .newlines)
    let commit = try repository.git(
      ["hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
      input: "tree \(tree)\n\(author)\ncommitter A <a@b.c> 1700000000 +0000\n\nset\n"
    ).trimmingCharacters(in: .newlines)
    try repository.git("update-ref", "refs/heads/main", commit)
    for scope in ["--range=HEAD", "--all"] {
      let text = try repository.pleolint("git", scope).output
      #expect(text.contains("\n  commit: \(commit)\n") || text.contains("\n  commit: \(commit), "))
      let log = try repository.pleolint("git", scope, "--format", "sarif").output
      #expect(log.contains("\"commit\":\"\(commit)\"") && !log.contains("authorDate"))
      let lines = try repository.pleolint("git", scope, "--format", "jsonl").output
      #expect(lines.contains("\"commit\":{\"id\":\"\(commit)\"}"))
    }
  }

  @Test func aMergeHasWhatNoneOfItsParentsHas() throws {
    let repository = try TestRepository()
    try repository.stage("A=1\nB=1\nC=1\n", at: "a.env")
    let start = try repository.commit()
    try repository.git("switch", "-q", "-c", "side")
    try repository.stage("A=1\nB=1\nC=1\n" + Self.line, at: "a.env")
    let side = try repository.commit()
    try repository.git("switch", "-q", "main")
    try repository.stage("A=2\nB=1\nC=1\n", at: "a.env")
    try repository.commit()
    try repository.git("merge", "-q", "--no-ff", "--no-commit", "side")
    try repository.stage("A=2\nB=1\n" + Self.otherLine + "C=1\n" + Self.line, at: "a.env")
    try repository.stage(Self.otherLine, at: "evil.env")
    let merge = try repository.commit()
    #expect(
      try repository.findings("git", "--range", "\(start)..HEAD") == [
        found(side, "a.env:4"), found(merge, "a.env:3"), found(merge, "evil.env:1"),
      ])
    #expect(
      try repository.findings("git", "--range", "HEAD")
        == [found(merge, "a.env:3"), found(merge, "evil.env:1")])
  }

  @Test func aRenameHasWhatItEdits() throws {
    let repository = try TestRepository()
    let rest = (1...30).map { "NUMBER_\($0)=\($0)\n" }.joined()
    try repository.stage(rest + Self.line, at: "old.env")
    try repository.commit()
    try repository.git("mv", "old.env", "new.env")
    try repository.stage(rest + Self.line + Self.otherLine, at: "new.env")
    let commit = try repository.commit()
    #expect(try repository.findings("git", "--range", "HEAD") == [found(commit, "new.env:32")])
  }

  @Test func filesOfOneCommitSayWhatANameHolds() throws {
    let repository = try TestRepository()
    let call = """
      import { BASE } from "./base";
      fetch(`${BASE}/v2/employees`, {
        headers: { Authorization: `Bearer ${process.env.PLEO¦_LEGACY_TOKEN}` },
      });

      """
    try repository.stage("export const BASE = \"https://external.pl¦eo.io\";\n", at: "base.ts")
    try repository.stage(call, at: "call.ts")
    try repository.commit()
    let found = try repository.findings("git", "--range", "HEAD")
    #expect(found.contains { $0.hasSuffix("call.ts:3 pleo-legacy-token-on-new-api") })
  }

  @Test(arguments: ["nope..HEAD", "HEAD..nope", "nope", "--all", "HEAD..HEAD..HEAD"])
  func aRangeThatDoesNotResolveIsNeverClean(_ range: String) throws {
    let repository = try TestRepository()
    try repository.commit()
    let run = try repository.pleolint("git", "--range=\(range)", "--format", "jsonl")
    #expect(run.status == 3)
    #expect(run.output.contains("\"message\":\"the range \(range) cannot be read: "))
    #expect(run.output.contains("\"complete\":false"))
  }

  @Test(arguments: [
    "file", "tree", "HEAD:a.env", "HEAD^{tree}", "HEAD~1..file", "HEAD~1..HEAD^{tree}", "^HEAD",
    "twice..HEAD", "main@{2.years.ago}..HEAD",
  ])
  func aRangeThatIsNotAsMeantIsNeverClean(_ range: String) throws {
    let repository = try TestRepository()
    repository.environment["GIT_COMMITTER_DATE"] = "2026-01-02T03:04:05Z"
    try repository.stage("A=1\n", at: "a.env")
    try repository.commit()
    try repository.commit()
    try repository.git("tag", "-a", "-m", "x", "file", "HEAD:a.env")
    try repository.git("tag", "tree", "HEAD^{tree}")
    for kind in ["tags", "heads"] { try repository.git("update-ref", "refs/\(kind)/twice", "HEAD") }
    let run = try repository.pleolint("git", "--range=\(range)", "--format", "jsonl")
    #expect(run.status == 3, "\(run.output)")
    #expect(run.output.contains("\"message\":\"the range \(range) "))
  }

  @Test func aRangeFromNothingIsAll() throws {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: "a.env")
    let commit = try repository.commit()
    let nothing = try repository.git(["hash-object", "-t", "tree", "--stdin"])
    let range = nothing.trimmingCharacters(in: .newlines) + "..HEAD"
    #expect(try repository.findings("git", "--range", range) == [found(commit, "a.env:1")])
  }

  @Test func aRangeThatAddsNothingIsNothingToScan() throws {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: ".env")
    try repository.commit()
    try repository.commit("empty")
    for range in ["HEAD..HEAD", "HEAD"] {
      let run = try repository.pleolint("git", "--range", range)
      #expect(run.status == 0)
      #expect(run.output == "nothing to scan\n")
    }
  }

  @Test func aShallowCloneThatCutsARangeShortIsNotClean() throws {
    let repository = try TestRepository()
    for name in ["a", "b", "c", "d"] {
      try repository.stage(Self.line, at: "\(name).env")
      try repository.commit()
    }
    let head = try repository.git("rev-parse", "HEAD").trimmingCharacters(in: .newlines)
    let cut = try repository.git("rev-parse", "HEAD~1").trimmingCharacters(in: .newlines)
    try repository.git(
      ["clone", "-q", "--depth", "2", "file://\(repository.top.path)", "shallow"], in: "")
    for range in ["HEAD~1", "\(cut)~1..HEAD"] {
      #expect(try repository.pleolint("git", "--range", range, in: "shallow").status == 3)
    }
    let all = try repository.run(
      try TestedProgram.url.path,
      ["git", "--range", "4b825dc642cb6eb9a060e54bf8d69288fbee4904..HEAD"],
      in: "shallow", input: "")
    #expect(all.status == 3)
    #expect(all.output.contains("the parents of commit \(cut) are not in this shallow clone"))
    #expect(all.output.contains("commit: \(head)"))
    #expect(
      try repository.findings("git", "--range", "HEAD", in: "shallow") == [found(head, "d.env:1")])
  }

  @Test func sinceLeavesOutWhatIsOlder() throws {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: "a.env")
    try repository.commit()
    repository.environment["GIT_COMMITTER_DATE"] = "2026-05-01T00:00:00Z"
    try repository.stage(Self.line, at: "b.env")
    let later = try repository.commit()
    repository.environment["GIT_COMMITTER_DATE"] = "2026-06-01T00:00:00Z"
    let last = try repository.commit()
    #expect(
      try repository.findings("git", "--range", "\(last)...\(later)~1", "--since", "2026-04-01")
        == [found(later, "b.env:1")])
    #expect(
      try repository.pleolint("git", "--range", "HEAD~2..HEAD", "--since", "2026-05-15").output
        == "nothing to scan\n")
  }

  @Test func aCommitWithAnOldDateHidesNoneBehindIt() throws {
    let repository = try TestRepository()
    try repository.commit()
    try repository.stage(Self.line, at: "a.env")
    let commit = try repository.commit()
    repository.environment["GIT_COMMITTER_DATE"] = "2001-01-01T00:00:00Z"
    try repository.stage(Self.line, at: "b.env")
    try repository.commit()
    for arguments in [["git"], ["git", "--range", "HEAD~2..HEAD"]] {
      let run = try repository.run(
        try TestedProgram.url.path,
        arguments + ["--since", "2026-01-01", "--format", "jsonl"],
        in: nil, input: "")
      #expect(try run.findings == [found(commit, "a.env:1")])
    }
  }

  @Test func aBareRepositoryIsReadWhereItIsNamed() throws {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: "a.env")
    let commit = try repository.commit()
    try repository.git(["clone", "-q", "--bare", "repo", "bare.git"], in: "")
    let bare = repository.folder.appending(path: "bare.git").path
    #expect(
      try repository.findings("git", "--range", "main", bare, in: "") == [found(commit, "a.env:1")])
    #expect(
      try repository.findings("git", "--range", "main", ".", in: "bare.git")
        == [found(commit, "a.env:1")])
    let unnamed = try repository.pleolint("git", in: "bare.git")
    #expect(unnamed.status == 2)
    #expect(unnamed.errors.hasSuffix("; name it to scan it: pleolint git .\n"))
  }

  @Test func workersDoNotChangeTheReport() throws {
    let repository = try TestRepository()
    for number in 1...20 {
      try repository.stage(Self.line + "A=\(number)\n" + Self.line, at: "f\(number % 7).env")
      try repository.commit()
    }
    let one = try repository.findings("git", "--range", "HEAD~15..HEAD", "--threads", "1")
    #expect(try repository.findings("git", "--range", "HEAD~15..HEAD", "--threads", "5") == one)
    #expect(!one.isEmpty)
  }

  @Test func oneThingIsScannedAtATime() throws {
    let repository = try TestRepository()
    let positional = try repository.pleolint("git", "main..HEAD")
    #expect(positional.status == 2)
    #expect(positional.errors.hasSuffix("; commits are named with --range\n"))
    for arguments in [
      ["--all", "--staged"], ["--staged", "--range", "HEAD"], ["--range", "HEAD", "--unreachable"],
      ["--staged", "--since", "2026-01-01"],
    ] {
      let run = try repository.run(
        try TestedProgram.url.path, ["git"] + arguments, in: nil, input: "")
      #expect(run.status == 2)
    }
  }
}
