import Foundation
import Testing

@Suite struct StagedTests {
  private static let line = "PLEO_API_KEY=\(TestRepository.key)\n"
  private static let otherLine = "PLEO_API_KEY=\(TestRepository.otherKey)\n"

  @Test(arguments: ["sha1", "sha256"])
  func theIndexIsReadAndNotTheWorkTree(_ format: String) throws {
    let repository = try TestRepository("--object-format=\(format)")
    try repository.stage(Self.line, at: ".env")
    try repository.write("PLEO_API_KEY=\n", to: ".env")
    try repository.stage("A=1\n", at: "other.env")
    try repository.write(Self.line, to: "other.env")
    try repository.write(Self.line, to: "untracked.env")
    #expect(try repository.findings("git", "--staged") == [".env:1 pleo-api-key"])
    try repository.commit()
    try repository.stage("A=1\n" + Self.otherLine + Self.line, at: ".env")
    #expect(
      try repository.findings("git", "--staged")
        == [".env:2 pleo-api-key", ".env:3 pleo-api-key unchanged"])
  }

  @Test func onlyAddedLinesFailACommit() throws {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: ".env")
    try repository.commit()
    try repository.stage(Self.line + "A=1\n", at: ".env")
    let run = try repository.pleolint("git", "--staged")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("there before, and no part of this change: 1 finding (.env:1)"))
    let whole = try repository.pleolint("git", "--staged", "--verbose")
    #expect(whole.output.contains(".env:1:14: error: "))
    #expect(whole.output.contains("[pleo-api-key] (there before)"))
  }

  @Test func nothingStagedIsNothingToScan() throws {
    let repository = try TestRepository()
    try repository.write(Self.line, to: ".env")
    for _ in 0..<2 {
      let run = try repository.pleolint("git", "--staged")
      #expect(run.status == 0)
      #expect(run.output == "nothing to scan\n")
      try repository.commit()
    }
  }

  @Test func aPartOfAFileIsStagedAlone() throws {
    let repository = try TestRepository()
    let middle = String(repeating: "# a comment\n", count: 20)
    try repository.stage("A=1\n" + middle + "B=1\n", at: ".env")
    try repository.commit()
    try repository.write(Self.line + middle + Self.otherLine, to: ".env")
    try repository.git(["add", "-p"], input: "n\ny\n")
    #expect(try repository.findings("git", "--staged") == [".env:22 pleo-api-key"])
  }

  @Test func aRenameAddsNothingAndItsEditDoes() throws {
    let repository = try TestRepository()
    let rest = (1...30).map { "NUMBER_\($0)=\($0)\n" }.joined()
    try repository.stage(Self.line + rest, at: "old.env")
    try repository.stage(rest + Self.line, at: "moved.env")
    try repository.commit()
    try repository.git("mv", "old.env", "new.env")
    try repository.git("mv", "moved.env", "there.env")
    try repository.stage(rest + Self.line + Self.otherLine, at: "there.env")
    #expect(
      try repository.findings("git", "--staged") == [
        "new.env:1 pleo-api-key unchanged", "there.env:31 pleo-api-key unchanged",
        "there.env:32 pleo-api-key",
      ])
  }

  @Test func aCopyShowsTheCredentialOnceMore() throws {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: "a.env")
    try repository.commit()
    try repository.stage(Self.line, at: "b.env")
    #expect(try repository.findings("git", "--staged") == ["b.env:1 pleo-api-key"])
  }

  @Test func aChangedAddressMakesAnOldCredentialAMistake() throws {
    let repository = try TestRepository()
    let request = """
      const BASE = "https://HOST";
      fetch(`${BASE}/v2/employees`, {
        headers: { Authorization: `Bearer ${process.env.PLEO¦_LEGACY_TOKEN}` },
      });

      """
    let before = request.replacing("HOST", with: "openapi.pl¦eo.io")
    try repository.stage(before, at: "a.ts")
    try repository.commit()
    try repository.stage(request.replacing("HOST", with: "external.pl¦eo.io"), at: "a.ts")
    let found = try repository.findings("git", "--staged")
    #expect(found.contains("a.ts:3 pleo-legacy-token-on-new-api"))
    try repository.commit()
    try repository.stage(request.replacing("HOST", with: "external.pl¦eo.io") + "\n", at: "a.ts")
    let later = try repository.findings("git", "--staged")
    #expect(later.contains("a.ts:3 pleo-legacy-token-on-new-api unchanged"))
  }

  @Test func anIntentToAddHoldsNothingYet() throws {
    let repository = try TestRepository()
    try repository.commit()
    try repository.write(Self.line, to: ".env")
    try repository.git("add", "-N", "-f", ".env")
    #expect(try repository.pleolint("git", "--staged").output == "nothing to scan\n")
  }

  @Test func whereALinkLeadsIsContent() throws {
    let repository = try TestRepository()
    try repository.stage("A=1\n", at: "a")
    try repository.commit()
    try FileManager.default.removeItem(at: repository.top.appending(path: "a"))
    try repository.git("rm", "-q", "--cached", "a")
    try FileManager.default.createSymbolicLink(
      atPath: repository.top.appending(path: "a").path,
      withDestinationPath: "https://\(TestRepository.key):@external.pleo.io/v2")
    try repository.git("add", "a")
    #expect(try repository.git("diff", "--cached", "--name-status") == "T\ta\n")
    #expect(!(try repository.findings("git", "--staged")).isEmpty)
  }

  @Test func aSubmoduleIsCountedAndNotRead() throws {
    let repository = try TestRepository()
    let other = try TestRepository()
    try other.stage(Self.line, at: ".env")
    try other.commit()
    try repository.git(
      "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.top.path, "other")
    let run = try repository.pleolint("git", "--staged")
    #expect(run.status == 0)
    #expect(run.output.hasSuffix("; skipped 1 submodule\n"))
  }

  @Test func theIndexThatTheEnvironmentNamesIsRead() throws {
    let repository = try TestRepository()
    try repository.stage("A=1\n", at: "a.env")
    try repository.commit()
    let other = repository.folder.appending(path: "other-index").path
    repository.environment["GIT_INDEX_FILE"] = other
    try repository.git("read-tree", "HEAD")
    try repository.stage(Self.line, at: "b.env")
    #expect(try repository.findings("git", "--staged") == ["b.env:1 pleo-api-key"])
    #expect(try repository.findings("hook", "pre-commit") == ["b.env:1 pleo-api-key"])
    // It belongs to the repository of the current directory, and to no other.
    let named = try repository.pleolint("git", "--staged", repository.top.path)
    #expect(named.output == "nothing to scan\n")
  }

  @Test func aLinkedWorkTreeHasAnIndexOfItsOwn() throws {
    let repository = try TestRepository()
    try repository.stage("A=1\n", at: "a.env")
    try repository.commit()
    try repository.git("worktree", "add", "-q", "../linked")
    try repository.stage(Self.line, at: "a.env")
    try Data(Self.otherLine.utf8).write(to: repository.folder.appending(path: "linked/b.env"))
    try repository.git(["add", "b.env"], in: "linked")
    #expect(try repository.findings("git", "--staged", in: "linked") == ["b.env:1 pleo-api-key"])
    #expect(try repository.findings("git", "--staged") == ["a.env:1 pleo-api-key"])
  }

  @Test(arguments: ["--no-sparse-index", "--sparse-index"])
  func whatASparseCheckoutLeavesOutIsNoChange(_ index: String) throws {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: "out/a.env")
    try repository.stage("A=1\n", at: "in/b.env")
    try repository.commit()
    try repository.git("sparse-checkout", "init", "--cone", index)
    try repository.git("sparse-checkout", "set", "in")
    try repository.stage(Self.otherLine, at: "in/b.env")
    #expect(try repository.findings("git", "--staged") == ["in/b.env:1 pleo-api-key"])
  }

  @Test func aMergeAddsWhatNoneOfItsSidesHas() throws {
    let repository = try TestRepository()
    try repository.stage("A=1\nB=1\n", at: "a.env")
    try repository.commit()
    try repository.git("switch", "-q", "-c", "side")
    try repository.stage(Self.line, at: "theirs.env")
    try repository.stage("A=2\nB=1\n" + Self.line, at: "a.env")
    try repository.commit()
    try repository.git("switch", "-q", "main")
    try repository.stage("A=3\nB=1\n", at: "a.env")
    try repository.commit()
    try repository.git(["merge", "-q", "side"], accepts: [1])
    let conflict = try repository.pleolint("git", "--staged")
    #expect(conflict.status == 3)
    #expect(conflict.output.contains("a.env: not read: its merge conflicts"))
    try repository.stage("A=4\nB=1\n" + Self.line + Self.otherLine, at: "a.env")
    #expect(
      try repository.findings("git", "--staged")
        == ["a.env:3 pleo-api-key unchanged", "a.env:4 pleo-api-key"])
  }

  @Test func anObjectThatIsGoneIsNotClean() throws {
    let repository = try TestRepository()
    try repository.stage("A=1\n", at: "a.env")
    try repository.stage(Self.line, at: "b.env")
    let id = try repository.git("rev-parse", ":a.env").trimmingCharacters(in: .newlines)
    let object = ".git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
    try FileManager.default.removeItem(at: repository.top.appending(path: object))
    let run = try repository.pleolint("git", "--staged", "--format", "jsonl")
    #expect(run.status == 3)
    #expect(try run.findings == ["b.env:1 pleo-api-key"])
    #expect(run.output.contains("the object \(id) is not in the repository"))
  }

  @Test func pathsAreThoseOfTheRootAndOfTheReader() throws {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: "a b/ü\n.env")
    let text = try repository.pleolint("git", "--staged", in: "repo/a b").output
    #expect(text.hasPrefix("\"ü\\n.env\":1:14: error: "))
    #expect(
      try repository.findings("git", "--staged", in: "repo/a b") == ["a b/ü\n.env:1 pleo-api-key"])
  }

  @Test func manyFilesAreSharedByWorkers() throws {
    let repository = try TestRepository()
    let names = (100..<400).map { "f\($0).env" }
    for name in names { try repository.write(Self.line, to: name) }
    try repository.git("add", "-f", ".")
    let found = try repository.findings("git", "--staged", "--threads", "3")
    #expect(found == names.map { "\($0):1 pleo-api-key" })
  }

  @Test func aLargeFileIsReadInWindows() throws {
    let repository = try TestRepository()
    let filler = String(repeating: String(repeating: "x", count: 99) + "\n", count: 90_000)
    try repository.stage(filler + Self.line + filler + Self.line, at: "large.env")
    try repository.commit()
    try repository.stage(filler + Self.line + filler + Self.line + Self.otherLine, at: "large.env")
    #expect(
      try repository.findings("git", "--staged") == [
        "large.env:90001 pleo-api-key unchanged", "large.env:180002 pleo-api-key unchanged",
        "large.env:180003 pleo-api-key",
      ])
  }

  @Test func whatIsExcludedOrTooLargeIsCounted() throws {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: "vendor/a.env")
    try repository.stage(Self.line + Self.line, at: "b.env")
    try repository.stage("A=1\n", at: "c.env")
    let run = try repository.pleolint(
      "git", "--staged", "--exclude", "vendor/", "--max-file-size", "50")
    #expect(run.status == 0)
    #expect(run.output.hasSuffix("; skipped 1 excluded, 1 over the size limit\n"))
  }

  @Test func aPointerOfLFSIsCountedAndMoreThanOneIsRead() throws {
    let repository = try TestRepository()
    let pointer =
      "version https://git-lfs.github.com/spec/v1\noid sha256:"
      + String(repeating: "0a", count: 32) + "\nsize 12345\n"
    try repository.stage(pointer, at: "a.env")
    try repository.stage(pointer + Self.line, at: "b.env")
    let run = try repository.pleolint("git", "--staged")
    #expect(run.status == 1)
    #expect(run.output.contains("b.env:4:14: error: "))
    #expect(run.output.hasSuffix("; skipped 1 kept by Git LFS\n"))
  }

  @Test func otherFilesOfTheChangeSayWhatANameHolds() throws {
    let repository = try TestRepository()
    try repository.stage("export const BASE = \"https://external.pl¦eo.io\";\n", at: "base.ts")
    try repository.stage(
      """
      import { BASE } from "./base";
      fetch(`${BASE}/v2/employees`, {
        headers: { Authorization: `Bearer ${process.env.PLEO¦_LEGACY_TOKEN}` },
      });

      """, at: "call.ts")
    let found = try repository.findings("git", "--staged")
    #expect(found.contains("call.ts:3 pleo-legacy-token-on-new-api"))
  }

  @Test func wrongUsageSaysWhatToDo() throws {
    let repository = try TestRepository()
    #expect(
      try repository.pleolint("git", "--staged", in: "").errors.contains("not a git repository"))
    #expect(try repository.pleolint("git", "--staged", in: "").status == 2)
    #expect(try repository.pleolint("git", "--staged", "nowhere").status == 2)
    #expect(try repository.pleolint("git", "--staged", "--only", "pleo-api-kee").status == 2)
  }

  @Test func aConfigurationCountsWithOptionsAndWithout() throws {
    let repository = try TestRepository()
    try repository.stage("PLEO_API_KEY=acme_¦rYIMSP514ti8MvaHnyKKWuWm\n", at: "src/key.env")
    try repository.stage(Self.line, at: "old/key.env")
    try repository.write("exclude = [\"old/\"]\n", to: ".pleolint.toml")
    let excluded = try repository.pleolint("hook", "pre-commit").output
    #expect(excluded.contains("skipped 1 excluded") && !excluded.contains("changed setting"))
    try repository.write(
      "exclude = [\"old/\"]\n[pleo]\nprefixes = [\"acme_\"]\n", to: ".pleolint.toml")
    let plain = try repository.pleolint("hook", "pre-commit")
    let asked = try repository.pleolint("hook", "pre-commit", "--threads", "2")
    #expect(plain.status == 1)
    #expect(plain.output.contains("src/key.env:1:14: error: "))
    #expect(plain.output.contains("1 changed setting"))
    #expect(plain.output.contains("skipped 1 excluded"))
    #expect(plain.output == asked.output && plain.errors == asked.errors)
    #expect(asked.status == 1)
  }
}
