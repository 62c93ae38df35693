import Artifacts
import Findings
import Foundation
import Testing

/// Which ignore files hold where.
@Suite struct IgnoreFileTests {
  let folder: TemporaryFolder
  let repository: Repository

  init() throws {
    folder = try TemporaryFolder()
    repository = try Repository(in: folder)
  }

  /// What a walk of a directory of the folder reads, without the ignore files themselves.
  private func files(
    _ name: String = "repo", _ change: (inout WalkOptions) throws -> Void = { _ in }
  ) throws -> [String] {
    var options = WalkOptions(user: repository.user)
    try change(&options)
    let files = try Outline(of: [folder.path(name)], options: options).files
    return files.filter { !$0.hasSuffix(".gitignore") }
  }

  @Test func filesOfTheEnvironmentAreReadThoughIgnored() throws {
    try repository.write(
      ".env", ".env.local", ".envrc", "sub/.env", "out/.env", ".env.d/file", "x.env")
    try repository.write(".gitignore", text: ".env*\n*.env\nout/\n")
    #expect(try files() == [".env", ".env.local", ".envrc", "sub/.env"])
    #expect(try repository.walk().skipped(.ignored) == [".env.d/", "out/", "x.env"])
    #expect(try files { $0.readsHidden = false } == [])
    #expect(try files { $0.exclusions = try Exclusions([".env*"]) } == [])
  }

  @Test func outsideOfAWorkTreeNothingIsIgnored() throws {
    try folder.write("plain/a", "plain/b/c")
    try folder.write("plain/.gitignore", text: "*\n")
    #expect(try files("plain") == ["a", "b/c"])
  }

  @Test func ignoreFilesAboveThePathHold() throws {
    try repository.write("a/b/x.log", "a/b/y.tmp", "a/b/z", "a/b/c/w")
    try repository.write(".gitignore", text: "*.log\n/a/b/c\n")
    try repository.write("a/.gitignore", text: "*.tmp\n")
    #expect(try files("repo/a/b") == ["a/b/z"])
  }

  @Test func noIgnoreFileHoldsWhereTheUserSaysSo() throws {
    try repository.write("a", "b/c")
    try repository.write(".gitignore", text: "*\n")
    #expect(try files() == [])
    #expect(try files { $0.honoursIgnoreFiles = false } == ["a", "b/c"])
  }

  @Test func theRepositoryHasExcludesOfItsOwn() throws {
    try repository.write("a", "b")
    try repository.write(".git/info/exclude", text: "a\n")
    #expect(try files() == ["b"])
  }

  @Test func aLinkedWorkTreeHasTheExcludesOfItsRepository() throws {
    try repository.git("commit", "-q", "--allow-empty", "-m", "first")
    try repository.write(".git/info/exclude", text: "a\n")
    try repository.git("worktree", "add", "-q", "../linked")
    try folder.write("linked/a", "linked/b", "linked/c/a")
    #expect(try Root(first: folder.path("linked/c")).directory == folder.path("linked"))
    #expect(try files("linked") == ["b"])
  }

  @Test func aNestedRepositoryStartsAnew() throws {
    let nested = try Repository(in: folder, at: "repo/nested")
    try nested.write("a", "b", "c", "sub/c")
    try nested.write(".gitignore", text: "b\n")
    try nested.write(".git/info/exclude", text: "/c\n")
    try repository.write("a", "skipped/.git/HEAD", "skipped/a")
    try repository.write(".gitignore", text: "a\nskipped\n")
    #expect(try files() == ["nested/a", "nested/sub/c"])
    #expect(try files("repo/nested") == ["a", "sub/c"])
    #expect(try nested.filesByGit() == [".gitignore", "a", "sub/c"])
  }

  @Test func theUsersExcludesHold() throws {
    try repository.write("a", "b", "c")
    try folder.write("home/.config/git/ignore", text: "a\n")
    #expect(try files() == ["b", "c"])
    try folder.write("home/.config/git/config", text: "[core]\nexcludesFile = ~/mine\n")
    try folder.write("home/mine", text: "b\n")
    #expect(try files() == ["a", "c"])
    try folder.write(
      "home/.gitconfig", text: "[Core]\n\tEXCLUDESFILE=\"~/m\\u\"\n[core] excludesfile=~/x#y\n")
    try folder.write("home/x", text: "c\n")
    #expect(try files() == ["a", "b"])
    try folder.write("home/.gitconfig", text: "[core]\nexcludesFile =\n")
    #expect(try files() == ["a", "b", "c"])
    #expect(try repository.filesByGit() == ["a", "b", "c"])
  }

  /// Texts of a configuration file; git says what each means.
  static let configurations = [
    "[core]\nexcludesFile=/x/1", "[core]excludesFile = /x/2 ; comment",
    "[CORE]\nExcludesFile\t=\t/x/3\t",
    "[core]\n  excludesFile = \"/x/a b ; c\" # d", "[core]\nexcludesFile = /x/a\\\\b\\\"c\\td",
    "[core]\nexcludesFile = /x/a\\\nb", "[core \"sub\"]\nexcludesFile = /x/4",
    "# [core]\n;x\n[other]\nexcludesFile = /x/5\n[core]\nbare\nexcludesFile = /x/6\n",
    "[core]\nexcludesFile = /x/7\nexcludesFile = /x/8\n", "[core]\r\nexcludesFile = /x/9\r\n",
    "[core]\nexcludesFile = /x/a  b \"c  \" d ", "[core]\nexcludesFile = \"/x/\"a\"b\"",
    "[core]\nexcludesFile = ~/home-file", "[core]\nexcludesFilex = /x/10\n", "", "[core]\n",
    "[core.sub]\nexcludesFile = /x/11\n", "[a \"]\"]\nx=1\n[core]\nexcludesFile = /x/12\n",
  ]

  @Test(arguments: configurations) func aConfigurationIsReadAsGitReadsIt(text: String) throws {
    let text = text.replacingOccurrences(of: "/x/", with: folder.path + "/x/")
    try folder.write("home/.gitconfig", text: text)
    let output = try repository.git(
      "config", "--global", "--type=path", "--null", "core.excludesFile", accepts: [0, 1])
    let value = String(decoding: output.prefix { $0 != 0 }, as: UTF8.self)
    let file = value.isEmpty ? folder.path + "/home/.config/git/ignore" : value
    // A file that is too large is reported, which shows what file the walk went for.
    let large = String(repeating: "#\n", count: 1 << 20)
    try folder.write(String(file.dropFirst(folder.path.count + 1)), text: large)
    #expect(try problems() == [file])
  }

  private func problems() throws -> [String] {
    try repository.walk().entries.compactMap { entry in
      guard case .record(let record) = entry, case .failed = record.status else { return nil }
      return record.path.text
    }
  }

  @Test func anIgnoreFileThatIsTooLargeIsReportedAndRead() throws {
    try repository.write("a/x", "a/.a", "b")
    try repository.write("a/.gitignore", text: "x\n" + String(repeating: "#", count: 1 << 20))
    #expect(
      try repository.walk().lines == [
        ".git/: git-directory", "a/.a",
        "a/.gitignore: failed, it is larger than 1 MiB, so that nothing is ignored for its sake",
        "a/.gitignore", "a/x", "b",
      ])
  }

  @Test func anIgnoreFileThatCannotBeReadIsReported() throws {
    try repository.write("a/x", "b")
    try repository.write("a/.gitignore", text: "x\n")
    try folder.protect("", mode: 0o755)
    try folder.protect("repo/a", mode: 0o755)
    for name in ["repo", "repo/.git"] { try folder.protect(name, mode: 0o755) }
    try folder.protect("repo/a/.gitignore", mode: 0)
    let lines = try asOrdinaryUser { try repository.walk().lines }
    #expect(
      lines == [
        ".git/: git-directory",
        "a/.gitignore: failed, permission denied, so that nothing is ignored for its sake",
        "a/.gitignore", "a/x", "b",
      ])
  }

  @Test func anIgnoreFileThatIsNoFileIsNotWaitedFor() throws {
    try repository.write("a/x", "target")
    try folder.makeFIFO("repo/a/.gitignore")
    try folder.makeFIFO("repo/.git/info/pipe")
    try folder.link("repo/.gitignore", to: "target")
    #expect(try files() == ["a/x", "target"])
  }

  @Test func aPatternThatBacktracksIsMatchedInNoTime() throws {
    let name = String(repeating: "a", count: 200)
    for number in 0..<20 { try repository.write("\(number)/\(name)") }
    let stars = String(repeating: "*a", count: 60) + "*b"
    let deep = "x/" + String(repeating: "**/*a*/", count: 30) + "b"
    try repository.write(".gitignore", text: stars + "\n" + deep + "\n")
    try folder.makeDirectory("repo/x/" + (0..<15).map { "aaa\($0)" }.joined(separator: "/"))
    let clock = ContinuousClock()
    #expect(try clock.measure { _ = try files() } < .seconds(5))
  }
}

@Suite struct ExclusionTests {
  private func files(_ exclusions: [String]) throws -> [String] {
    let folder = try TemporaryFolder()
    try folder.write("a/b/c.js", "a/d.js", "e.js", "a/b.d/f", "g h", "#i")
    var options = WalkOptions(user: GitUser(home: nil))
    options.exclusions = try Exclusions(exclusions)
    return try Outline(of: [SystemPath(folder.path)], options: options).files
  }

  @Test func exclusionsAreRelativeToTheRoot() throws {
    #expect(try files(["/a/b"]) == ["#i", "a/b.d/f", "a/d.js", "e.js", "g h"])
    #expect(try files(["*.js"]) == ["#i", "a/b.d/f", "g h"])
    #expect(try files(["a/"]) == ["#i", "e.js", "g h"])
    #expect(try files(["**/b/*.js", "g h", "\\#*"]) == ["a/b.d/f", "a/d.js", "e.js"])
  }

  @Test func theLastExclusionThatMatchesDecides() throws {
    #expect(try files(["*.js", "!e.js"]) == ["#i", "a/b.d/f", "e.js", "g h"])
    #expect(try files(["!e.js", "*.js"]) == ["#i", "a/b.d/f", "g h"])
  }

  @Test(arguments: ["", "/", "[a", "a\\", "[[:x:]]", "#a", "!"])
  func anExclusionThatMatchesNothingIsAnError(glob: String) {
    let error = #expect(throws: ArtifactError.self) { try Exclusions(["ok", glob]) }
    #expect(error?.description.hasPrefix("The exclusion \(glob) matches nothing: ") == true)
  }
}
