import Foundation

/// A repository with a credential of its own in every place in which a history can hold one.
struct PlantedRepository {
  let repository: TestRepository
  /// What `git --all` has to find, as `findings` names it without the commit.
  private(set) var reached: Set<String> = []
  /// What `--unreachable` has to find besides.
  private(set) var unreached: Set<String> = []
  private var count = 0

  init(_ options: String...) throws {
    repository = try TestRepository(options)
    try plantFiles()
    try plantLinks()
    try plantMessages()
    try plantTips()
    try plantStashes()
    try plantReflogs()
    try plantWhatIsLost()
  }

  /// A line with a credential that stands nowhere else.
  private mutating func line() -> String {
    count += 1
    return TestRepository.line(count)
  }

  private mutating func plantFiles() throws {
    try repository.stage("A=1\n", at: "a.env")
    try repository.commit()
    try repository.stage(line(), at: "gone.env")
    try repository.stage(line(), at: "old.env")
    try repository.stage("A=1\n" + line(), at: "deep/er/kept.env")
    try repository.commit()
    try repository.git("rm", "-q", "gone.env")
    try repository.git("mv", "old.env", "new.env")
    try repository.commit()
    try repository.git("switch", "-q", "-c", "side", "HEAD~1")
    try repository.stage(line(), at: "side.env")
    try repository.commit()
    try repository.git("switch", "-q", "main")
    try repository.git("merge", "-q", "--no-ff", "--no-commit", "side")
    try repository.stage(line(), at: "merge.env")
    try repository.commit()
    try repository.git("branch", "-q", "-D", "side")
    reached.formUnion([
      "gone.env:1", "old.env:1", "deep/er/kept.env:2", "side.env:1", "merge.env:1",
    ])
  }

  private mutating func plantLinks() throws {
    let target = try hash(line().trimmingCharacters(in: .newlines))
    try addToIndex("120000", target, "link")
    reached.insert("link:1")
    try addToIndex("160000", try head(), "module")
    let digits = String(repeating: "0123456789abcdef", count: 4)
    try repository.stage(
      "version https://git-lfs.github.com/spec/v1\noid sha256:\(digits)\nsize 7\n",
      at: "large.env")
    try repository.commit()
  }

  private mutating func plantMessages() throws {
    let commit = try repository.commit("Set " + line())
    reached.insert(".git/messages/commit/\(commit):1")
    try repository.git("tag", "-a", "-m", "A\n\n" + line(), "v1")
    let tag = try id("refs/tags/v1")
    try repository.git("tag", "-a", "-m", line(), "v2", "v1")
    reached.formUnion([
      ".git/messages/tag/\(tag):3", ".git/messages/tag/\(try id("refs/tags/v2")):1",
    ])
    try repository.git("notes", "add", "-m", line(), "HEAD")
    reached.insert(".git/notes/\(commit):1")
    let merge = """
      tree \(try id("HEAD^{tree}"))
      parent \(commit)
      author a <a@example.com> 1767323045 +0000
      committer a <a@example.com> 1767323045 +0000
      mergetag object \(commit)
       type commit
       tag v3
       tagger a <a@example.com> 1767323045 +0000
      \u{20}
       \(line())
      A merge.

      """
    let merged = try repository.git(
      ["hash-object", "-w", "-t", "commit", "--stdin"],
      input: merge
    ).trimmingCharacters(in: .newlines)
    try repository.git("update-ref", "refs/merged", merged)
    reached.insert(".git/messages/commit/\(merged):6")
    // A stash says in its own message what the last commit's first line is.
    try repository.commit()
  }

  private mutating func plantTips() throws {
    let blob = try hash(line())
    try repository.git("update-ref", "refs/tags/blob", blob)
    reached.insert(".git/objects/\(blob):1")
    let entry = "100644 blob \(try hash(line()))\tin-tree.env\n"
    let tree = try repository.git(["mktree"], input: entry).trimmingCharacters(in: .newlines)
    try repository.git("tag", "-a", "-m", "a tree", "tree", tree)
    reached.insert("in-tree.env:1")
    try repository.git("worktree", "add", "-q", "--detach", "../other")
    try repository.git(
      ["update-index", "--add", "--cacheinfo", "100644,\(try hash(line())),detached.env"],
      in: "other")
    try repository.git(["commit", "-q", "-m", "detached"], in: "other")
    reached.insert("detached.env:1")
    let own = try hash(line())
    try repository.git(["update-ref", "refs/worktree/own", own], in: "other")
    reached.insert(".git/objects/\(own):1")
  }

  private mutating func plantStashes() throws {
    try repository.stage(line(), at: "stashed-first.env")
    try repository.git("stash", "-q")
    try repository.write(line(), to: "stashed-untracked.env")
    try repository.git("stash", "-q", "--include-untracked")
    reached.formUnion(["stashed-first.env:1", "stashed-untracked.env:1"])
  }

  private mutating func plantReflogs() throws {
    try repository.stage(line(), at: "amended.env")
    try repository.commit()
    try repository.git("reset", "-q", "--hard", "HEAD~1")
    reached.insert("amended.env:1")
  }

  private mutating func plantWhatIsLost() throws {
    let blob = try hash(line())
    unreached.insert(".git/objects/\(blob):1")
    let entry = "100644 blob \(try hash(line()))\tlost.env\n"
    let tree = try repository.git(["mktree"], input: entry).trimmingCharacters(in: .newlines)
    let commit = try repository.git(["commit-tree", tree, "-p", "HEAD", "-m", "Lost " + line()])
      .trimmingCharacters(in: .newlines)
    unreached.formUnion(["lost.env:1", ".git/messages/commit/\(commit):1"])
    try repository.stage(line(), at: "staged.env")
    unreached.insert(".git/objects/\(try id(":staged.env")):1")
  }

  private func hash(_ text: String) throws -> String {
    try repository.git(["hash-object", "-w", "--stdin"], input: text)
      .trimmingCharacters(in: .newlines)
  }

  private func addToIndex(_ mode: String, _ id: String, _ path: String) throws {
    try repository.git("update-index", "--add", "--cacheinfo", "\(mode),\(id),\(path)")
  }

  private func id(_ name: String) throws -> String {
    try repository.git("rev-parse", name).trimmingCharacters(in: .newlines)
  }

  private func head() throws -> String { try id("HEAD") }
}
