import Artifacts
import Findings
import Testing

@Suite struct RootTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func root(
    given: SystemPath? = nil, first: SystemPath? = nil, from current: String = ""
  ) throws -> String {
    let root = try Root(given: given, first: first, from: folder.path(current))
    return String(root.directory.description.dropFirst(folder.path.count))
  }

  @Test func theTopOfTheWorkTreeIsTheRoot() throws {
    _ = try Repository(in: folder)
    try folder.write("repo/a/b/file", "elsewhere/file")
    #expect(try root(first: "repo/a/b/file") == "/repo")
    #expect(try root(first: "repo/a/b") == "/repo")
    #expect(try root(first: "repo") == "/repo")
    #expect(try root(first: "repo/a/gone") == "/repo")
    #expect(try root(from: "repo/a") == "/repo")
    #expect(try root(first: folder.path("repo/a"), from: "elsewhere") == "/repo")
    #expect(try root(first: "../repo/a/../a", from: "elsewhere") == "/repo")
  }

  @Test func outsideOfAWorkTreeADirectoryIsItsOwnRoot() throws {
    try folder.write("a/b/file")
    #expect(try root(first: "a") == "/a")
    #expect(try root(first: "a/b/file") == "")
    #expect(try root(first: "a/gone/gone") == "")
    #expect(try root() == "")
  }

  @Test func whatOnlyLooksLikeAStoreMakesNoWorkTree() throws {
    try folder.write("a/.git/config", "a/b/file", "c/.git", "c/d/file")
    #expect(try root(first: "a/b") == "/a/b")
    #expect(try root(first: "c/d") == "/c/d")
  }

  @Test func gitsStoreIsInNoWorkTree() throws {
    _ = try Repository(in: folder)
    #expect(try root(first: "repo/.git/info") == "/repo/.git/info")
  }

  @Test func theRootThatIsGivenIsTheRoot() throws {
    _ = try Repository(in: folder)
    try folder.write("repo/a/file")
    #expect(try root(given: "repo/a", first: "repo") == "/repo/a")
    #expect(throws: ArtifactError.rootUnusable("repo/a/file", reason: "not a directory")) {
      try root(given: "repo/a/file")
    }
    let error = #expect(throws: ArtifactError.self) { try root(given: "gone") }
    #expect(
      error?.description
        == "The root gone cannot be used: no such file or directory. "
        + "Name a directory that can be read.")
  }

  @Test func linksOnTheWayDoNotMatter() throws {
    _ = try Repository(in: folder)
    try folder.write("repo/a/file")
    try folder.link("short", to: "repo/a")
    #expect(try root(from: "short") == "/repo")
    let root = try Root(from: folder.path("short"))
    #expect(root.currentDirectory == folder.path("repo/a"))
    #expect(root.path(of: "file") == "a/file")
    #expect(root.path(of: folder.path("short/file")) == "a/file")
    #expect(root.path(of: folder.path("short/../x")) == "x")
  }

  @Test func pathsAreRelativeToTheRootOrAbsolute() throws {
    try folder.write("root/a/file")
    let root = try Root(given: folder.path("root"), from: folder.path("root/a"))
    #expect(root.path(of: "file") == "a/file")
    #expect(root.path(of: ".//file/") == "a/file")
    #expect(root.path(of: "../b/./../c") == "c")
    #expect(root.path(of: "gone/../x//y") == "a/x/y")
    #expect(root.path(of: "..") == ".")
    #expect(root.path(of: "../..") == ArtifactPath(folder.path))
    #expect(root.path(of: "../../rootless") == ArtifactPath(folder.path + "/rootless"))
    #expect(root.path(of: "/dev/fd/63") == "/dev/fd/63")
    #expect(root.path(of: "/dev/stdin") == "/dev/stdin")
    #expect(root.path(of: "/") == "/")
    #expect(root.systemPath(of: "a/file") == folder.path("root/a/file"))
    #expect(root.systemPath(of: "/dev/null") == "/dev/null")
  }

  @Test func theFileSystemItselfMayBeTheRoot() throws {
    let root = try Root(given: "/")
    #expect(
      root.path(of: SystemPath(folder.path + "/x"))
        == ArtifactPath(String(folder.path.dropFirst()) + "/x"))
    #expect(root.systemPath(of: "tmp") == "/tmp")
  }
}
