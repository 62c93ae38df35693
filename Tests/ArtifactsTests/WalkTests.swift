import Artifacts
import Findings
import Foundation
import Testing

@Suite struct WalkTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func walk(_ change: (inout WalkOptions) -> Void = { _ in }) throws -> Outline {
    var options = WalkOptions(user: GitUser(home: nil))
    change(&options)
    return try Outline(of: [SystemPath(folder.path)], options: options)
  }

  @Test func filesComeInTheOrderOfTheirPaths() throws {
    try folder.write(
      "a.txt", "a/z", "a-b", "a0", "b/c/d", "b/c.d", "b/c-d/e", "same-head-1", "same-head-10",
      "same-head/x", "same-head.x", "same-head0", "eightlet/x", "eightlet.x", "eightle/x", "A", "é")
    let files = try walk().files
    #expect(files.count == 17)
    #expect(files == files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func anEmptyDirectoryIsNothingToRead() throws {
    try folder.makeDirectory("empty/below")
    #expect(try walk().lines == [])
  }

  @Test func whatIsNoRegularFileIsSkippedWithItsReason() throws {
    try folder.write("file")
    try folder.link("link", to: "file")
    try folder.link("loop", to: ".")
    try folder.link("nowhere", to: "gone")
    try folder.makeFIFO("pipe")
    try folder.makeSocket("socket")
    #expect(
      try walk().lines == [
        "file", "link: symbolic-link", "loop: symbolic-link", "nowhere: symbolic-link",
        "pipe: special-file", "socket: special-file",
      ])
  }

  @Test func gitsOwnStoreIsSkippedWhole() throws {
    try folder.write(".git/HEAD", ".git/config", "sub/.git", ".gitx", ".git2/file")
    #expect(
      try walk().lines == [
        ".git/: git-directory", ".git2/file", ".gitx", "sub/.git: git-directory",
      ])
  }

  @Test func hiddenFilesAreReadUnlessTheyAreNotWanted() throws {
    try folder.write(".env", ".github/ci.yml", "src/.npmrc", "src/a")
    #expect(try walk().files == [".env", ".github/ci.yml", "src/.npmrc", "src/a"])
    #expect(
      try walk { $0.readsHidden = false }.lines == [
        ".env: hidden", ".github/: hidden", "src/.npmrc: hidden", "src/a",
      ])
  }

  @Test func aFileOverTheLimitIsSkipped() throws {
    try folder.write([1, 2, 3], to: "three")
    try folder.write([1, 2, 3, 4], to: "four")
    try folder.link("link", to: "four")
    try folder.write("empty", text: "")
    #expect(
      try walk { $0.sizeLimit = 3 }.lines == [
        "empty", "four: too-large", "link: symbolic-link", "three",
      ])
    #expect(try walk { $0.sizeLimit = 0 }.files == ["empty"])
  }

  @Test func namesAreBytes() throws {
    let names: [[UInt8]] = [[0xff, 0xfe], Array("new\nline".utf8), [0x1b, 0x5b], Array(" ".utf8)]
    for name in names { try folder.write(nameOfBytes: name) }
    let found = try walk().entries.map(\.path.bytes)
    #expect(found == names.sorted { $0.lexicographicallyPrecedes($1) })
  }

  @Test func aPathLongerThanTheSystemTakesIsRead() throws {
    let name = String(repeating: "d", count: 200)
    let script = "for i in $(seq 30); do mkdir \(name); cd -P \(name); done; echo deep > file"
    var command = Command("/bin/sh", ["-c", script])
    command.folder = folder.path
    command.environment = ["PATH": "/usr/bin:/bin"]
    _ = try command.run()
    let walk = try walk()
    let path = String(repeating: name + "/", count: 30) + "file"
    #expect(walk.files == [path])
    let reading = try Reading(of: ArtifactPath(path), source: .met, in: SystemPath(folder.path))
    #expect(reading.bytes == Array("deep\n".utf8))
  }

  @Test func aDirectoryThatCannotBeReadStopsNothing() throws {
    try folder.write("a/file", "b/file", "c/file")
    try folder.protect("", mode: 0o755)
    for name in ["a", "b", "c"] { try folder.protect(name, mode: name == "b" ? 0 : 0o755) }
    let outline = try asOrdinaryUser { try walk() }
    #expect(outline.lines == ["a/file", "b/: failed, permission denied", "c/file"])
    try folder.protect("b", mode: 0o755)
  }

  @Test func aWalkTakesNoFileDescriptorsWithIt() throws {
    for number in 0..<40 { try folder.write("\(number)/below/file") }
    let before = try openDescriptors()
    var walk = Walk(of: [SystemPath(folder.path)], in: try Root(first: SystemPath(folder.path)))
    for _ in 0..<20 { _ = walk.next() }
    // Other tests run at the same time and hold some.
    #expect(try openDescriptors() < before + 20)
    #expect(walk.next() != nil)
  }

  private func openDescriptors() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/dev/fd").count
  }

  @Test func whatEndsTheWalkOfADirectoryEndsOnlyThat() throws {
    try folder.write("a/1", "b/2")
    var walk = Walk(of: [SystemPath(folder.path)], in: try Root(first: SystemPath(folder.path)))
    #expect(walk.next()?.path == "a/1")
    try FileManager.default.removeItem(atPath: folder.path + "/b")
    #expect(
      walk.next()
        == .record(ArtifactRecord(path: "b/", status: .failed("no such file or directory"))))
    #expect(walk.next() == nil)
    #expect(walk.next() == nil)
  }
}

extension TemporaryFolder {
  fileprivate func makeSocket(_ name: String) throws {
    let script = "import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])"
    var command = Command("/usr/bin/env", ["python3", "-c", script, name])
    // The name of a socket has to be short, so that it is bound from its folder.
    command.folder = path
    command.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
    _ = try command.run()
  }
}
