import Artifacts
import Findings
import Foundation
import Testing

/// What happens to the paths that the user names.
@Suite struct NamedPathTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func outline(
    _ names: [String], root: String = "", standardInput: ArtifactPath? = nil,
    _ change: (inout WalkOptions) throws -> Void = { _ in }
  ) throws -> Outline {
    var options = WalkOptions(user: GitUser(home: nil))
    try change(&options)
    return try Outline(
      of: names.map { SystemPath($0) }, root: folder.path(root), from: SystemPath(folder.path),
      standardInput: standardInput, options: options)
  }

  @Test func pathsAreMergedInOrderAndReadOnce() throws {
    try folder.write("b/x", "b/y/z", "a", "c", "b.txt")
    let names = ["c", "b", "./b/y", "a", "b/x", "b//y/../y/z", "b.txt", "b/"]
    #expect(try outline(names).lines == ["a", "b.txt", "b/x", "b/y/z", "c"])
  }

  @Test func aPathThatDoesNotExistIsAnErrorOfItsOwn() throws {
    try folder.write("a", "b")
    let outline = try outline(["a", "gone", "b/below", "", "b", "nul\0"])
    #expect(outline.lines == ["a", "b"])
    #expect(outline.absent == [.absent("gone"), .absent("b/below"), .absent(""), .absent("nul\0")])
    #expect(
      outline.absent.first?.description == "There is no file or directory gone. Check its name.")
  }

  @Test func aLinkThatIsNamedIsFollowed() throws {
    try folder.write("real/file", "other")
    try folder.link("to-file", to: "other")
    try folder.link("to-folder", to: "real")
    try folder.link("dead", to: "gone")
    try folder.link("round", to: "round")
    let outline = try outline(["to-file", "to-folder", "dead", "round"])
    #expect(
      outline.lines == [
        "real/file", "round: failed, too many levels of symbolic links", "to-file",
      ])
    #expect(outline.absent == [.absent("dead")])
    #expect(outline.entries.last == .file(ArtifactFile(path: "to-file", source: .named)))
  }

  @Test func aLinkThatIsNamedIsReadWhereTheWalkMeetsIt() throws {
    try folder.write("a/1", "a/3")
    try folder.link("a/2", to: "1")
    #expect(try outline(["."]).lines == ["a/1", "a/2: symbolic-link", "a/3"])
    #expect(try outline([".", "a/2"]).lines == ["a/1", "a/2", "a/3"])
  }

  @Test func aPathThatIsNamedIsReadThoughItIsLeftOutOtherwise() throws {
    let repository = try Repository(in: folder, at: ".")
    try folder.write("build/keep/deep/1", "build/2", "z.log", ".hidden/a/b", text: "x")
    try folder.write(".gitignore", text: "build/\n*.log\n")
    let all = ["build/: ignored", ".gitignore", "z.log: ignored"]
    let plain = try outline(["."]).lines.filter { !$0.contains("git-directory") }
    #expect(plain == [".gitignore", ".hidden/a/b"] + all.filter { $0 != ".gitignore" })
    let named = try outline([".", "build/keep/deep", "z.log", ".hidden/a"]) {
      $0.readsHidden = false
    }
    #expect(
      named.lines == [
        ".git/: git-directory", ".gitignore: hidden", ".hidden/: hidden", ".hidden/a/b",
        "build/: ignored", "build/keep/deep/1", "z.log",
      ])
    try repository.git("status")
  }

  @Test func anExclusionOutweighsAName() throws {
    try folder.write("vendor/lib/a", "src/a.min.js", "src/b")
    let outline = try outline(["vendor/lib/a", "vendor/lib", "src/a.min.js", "src"]) {
      $0.exclusions = try Exclusions(["/vendor/", "*.min.js"])
    }
    #expect(
      outline.lines == [
        "src/a.min.js: excluded", "src/b", "vendor/lib/: excluded", "vendor/lib/a: excluded",
      ])
  }

  @Test func theLimitOnSizeHoldsForNames() throws {
    try folder.write("large", text: "12345")
    #expect(try outline(["large"]) { $0.sizeLimit = 4 }.lines == ["large: too-large"])
  }

  @Test func pathsOutsideOfTheRootAreAbsolute() throws {
    try folder.write("root/-x", "root/zz", "other/file")
    let outline = try outline(["other", "root"], root: "root")
    #expect(outline.lines == ["-x", folder.path + "/other/file", "zz"])
  }

  @Test func aRootWithinAPathIsReadOnce() throws {
    try folder.write("top/root/a", "top/root/sub/b", "top/c", "top/sub/d")
    let outline = try outline(["top", "top/root/a"], root: "top/root")
    let outside = ["/top/c", "/top/sub/d"].map { folder.path + $0 }
    #expect(outline.lines == outside + ["a", "sub/b"])
  }

  @Test func standardInputComesWhereItsPathBelongs() throws {
    try folder.write("a", "c")
    let entries = try outline(["a", "c"], standardInput: "b").entries
    #expect(entries.map(\.path) == ["a", "b", "c"])
    #expect(entries[1] == .file(ArtifactFile(path: "b", source: .standardInput)))
    #expect(try outline(["a"], standardInput: "a").entries.count == 2)
  }

  @Test func aPipeThatIsNamedIsRead() throws {
    try folder.makeFIFO("pipe")
    #expect(try outline(["pipe", "/dev/null"]).lines == ["/dev/null", "pipe"])
    #expect(try outline(["."]).lines == ["pipe: special-file"])
  }

  @Test func aDirectoryWithinGitsStoreIsWalkedWhenNamed() throws {
    let repository = try Repository(in: folder, at: ".")
    try folder.write(".gitignore", text: "*\n")
    let files = try outline([".git/info"]).files
    #expect(files == [".git/info/exclude"])
    #expect(try outline([".git"]).files.contains(".git/HEAD"))
    try repository.git("status")
  }

  @Test func aListOfFilesIsSplitAsItsFormatSays() throws {
    let lines = Array("a\n\nb c\r\n/d\re\n\nlast".utf8)
    #expect(try FileList.lines.paths(in: lines) == ["a", "b c", "/d\re", "last"])
    let nuls = Array("a\0\0b\nc\r\n\0".utf8)
    #expect(try FileList.nulSeparated.paths(in: nuls) == ["a", "b\nc\r\n"])
    #expect(try FileList.lines.paths(in: []) == [])
    let error = #expect(throws: ArtifactError.unexpectedNUL(line: 2)) {
      try FileList.lines.paths(in: Array("a\nb\0c".utf8))
    }
    #expect(error?.description.hasSuffix("Use -0 for a list that is separated by NULs.") == true)
  }
}
