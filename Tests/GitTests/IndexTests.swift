import Findings
import Foundation
import TestSupport
import Testing

@testable import Git

/// What is told of the index without git is what git says of it.
@Suite struct IndexTests {
  /// A kind of change, and whether git need not be asked about it.
  struct Kind: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var isTold = true
    var options: [String] = []
    var make: @Sendable (TestRepository) throws -> Void
  }

  /// A repository with a commit of some files in some folders.
  private static func repository(_ options: [String]) throws -> TestRepository {
    let repository = try TestRepository(options)
    for name in ["a-b", "a.c", "a/b/c", "a/b/d", "a/e", "b", "c/d/e/f", "z"] {
      try repository.write("\(name)\n", to: name)
    }
    try repository.git("add", "-A")
    try repository.commit()
    return repository
  }

  /// What git tells of the index, and what is told without it; nil where git has to be asked.
  private func answers(_ repository: TestRepository) throws -> (git: [Change], told: [Change]?) {
    let place = Array(repository.top.path.utf8)
    let program = GitProgram(at: .directory(place))
    var staged = try StagedChange(in: program)
    let git = try staged.changes(in: try staged.repository())
    let known = GitRepository(laidOutAt: place, for: program)
    return (git, known.flatMap { IndexComparison.changes(in: $0) })
  }

  private static let edits = [
    Kind(testDescription: "nothing") { _ in },
    Kind(testDescription: "a new file in a folder") { try $0.stage("1\n", at: "a/b/new") },
    Kind(testDescription: "a new folder between others") { try $0.stage("1\n", at: "a/c/d/new") },
    Kind(testDescription: "a new file before and one behind all") {
      try $0.stage("1\n", at: "A")
      try $0.stage("1\n", at: "zz")
    },
    Kind(testDescription: "changed files") {
      try $0.stage("1\n", at: "a-b")
      try $0.stage("2\n", at: "a/b/d")
      try $0.stage("3\n", at: "z")
    },
    Kind(testDescription: "a file that is gone") { try $0.git("rm", "-q", "a/b/c") },
    Kind(testDescription: "a folder that is gone") { try $0.git("rm", "-q", "-r", "c") },
    Kind(testDescription: "all that is gone") { try $0.git("rm", "-q", "-r", ".") },
    Kind(testDescription: "a file that is gone and one that is new", isTold: false) {
      try $0.git("mv", "a/e", "a/f")
    },
    Kind(testDescription: "a folder in place of a file", isTold: false) {
      try $0.git("rm", "-q", "b")
      try $0.stage("1\n", at: "b/c")
    },
    Kind(testDescription: "a file that can be run") {
      try $0.git("update-index", "--chmod=+x", "a/e")
    },
    Kind(testDescription: "a link in place of a file") { repository in
      let id = try repository.git("rev-parse", ":b").dropLast()
      try repository.git("update-index", "--cacheinfo", "120000,\(id),b")
    },
    Kind(testDescription: "a submodule") { repository in
      let id = try repository.git("rev-parse", "HEAD").dropLast()
      try repository.git("update-index", "--add", "--cacheinfo", "160000,\(id),sub")
      try repository.git("update-index", "--add", "--cacheinfo", "160000,\(id),z")
      try repository.git("commit", "-q", "-m", "2")
      try repository.stage("1\n", at: "a/new")
      let other = try repository.git("rev-parse", "HEAD").dropLast()
      try repository.git("update-index", "--cacheinfo", "160000,\(other),sub")
      let file = try repository.git("rev-parse", ":b").dropLast()
      try repository.git("update-index", "--cacheinfo", "100644,\(file),z")
    },
    Kind(testDescription: "an intent to add") {
      try $0.write("1\n", to: "a/new")
      try $0.git("add", "-N", "a/new")
      try $0.stage("2\n", at: "a/e")
    },
    Kind(testDescription: "an intent to add what was there") {
      try $0.git("rm", "-q", "--cached", "a/e")
      try $0.git("add", "-N", "a/e")
    },
    Kind(testDescription: "paths of any bytes") {
      for name in ["line\nfeed", "tab\t", "\"quoted\"", "ü/ü", "a/b/\u{1}"] {
        try $0.stage("1\n", at: name)
      }
    },
    Kind(testDescription: "a path that is long") { repository in
      let id = try repository.git("rev-parse", ":b").dropLast()
      for count in [600, 603, 1200] {
        let path = String(repeating: "folder/", count: count) + "file"
        try repository.git("update-index", "--add", "--cacheinfo", "100644,\(id),\(path)")
      }
    },
    Kind(testDescription: "what is not in the work tree") {
      try $0.git("update-index", "--skip-worktree", "a/e", "b")
      try $0.stage("1\n", at: "a/b/c")
    },
    Kind(testDescription: "what stood in for the commit when the index was reset") { repository in
      let tree = try repository.git("rev-parse", "HEAD^{tree}").dropLast()
      try repository.stage("1\n", at: "b")
      try repository.stage("2\n", at: "new")
      let other = try repository.git("write-tree").dropLast()
      try repository.git("replace", String(tree), String(other))
      try repository.git("reset", "-q", "--hard")
    },
    Kind(testDescription: "versions that conflict", isTold: false) { repository in
      try repository.commitAside("b", andHere: "b")
      try repository.git(["cherry-pick", "side"], accepts: [1])
    },
    Kind(testDescription: "a merge in progress", isTold: false) { repository in
      try repository.commitAside("b", andHere: "z")
      try repository.git("merge", "-q", "--no-commit", "side")
    },
  ]

  @Test(arguments: edits)
  func whatIsStagedIsToldOrGitIsAsked(_ kind: Kind) throws {
    let repository = try Self.repository(kind.options)
    try kind.make(repository)
    let answers = try answers(repository)
    #expect((answers.told != nil) == kind.isTold)
    if let told = answers.told { #expect(told == answers.git) }
  }

  private static let stores = [
    Kind(testDescription: "in files of their own") { _ in },
    Kind(testDescription: "in a pack, with all refs") { try $0.git("gc", "-q") },
    Kind(testDescription: "as deltas of named objects") {
      try $0.commitMore()
      try $0.git(
        "-c", "repack.useDeltaBaseOffset=false", "repack", "-q", "-a", "-d", "-f", "--window=50")
    },
    Kind(testDescription: "as long lines of deltas") {
      try $0.commitMore()
      try $0.git("repack", "-q", "-a", "-d", "-f", "--depth=100", "--window=100")
    },
    Kind(testDescription: "in many packs") { repository in
      for number in 1...9 {
        try repository.stage("\(number)\n", at: "many/\(number)")
        try repository.commit()
        try repository.git("repack", "-q", "-d")
      }
    },
    Kind(testDescription: "in more packs than are opened", isTold: false) { repository in
      try repository.git("-c", "pack.packSizeLimit=1", "repack", "-q", "-a", "-d")
      let folder = repository.top.appending(path: ".git/objects/pack")
      for number in 1...64 {
        try Data().write(to: folder.appending(path: "pack-\(number).idx"))
      }
    },
    Kind(testDescription: "under an index of the first version", isTold: false) {
      try $0.git("-c", "pack.indexVersion=1", "repack", "-q", "-a", "-d")
    },
    Kind(testDescription: "in another repository", isTold: false) { repository in
      let other = repository.folder.appending(path: "other")
      try FileManager.default.moveItem(
        at: repository.top.appending(path: ".git/objects"), to: other)
      try repository.write("\(other.path)\n", to: ".git/objects/info/alternates")
    },
    Kind(testDescription: "with no branch") { try $0.git("checkout", "-q", "--detach") },
    Kind(testDescription: "at a branch that stands for another", isTold: false) {
      try $0.git("branch", "other")
      try $0.git("symbolic-ref", "refs/heads/main", "refs/heads/other")
    },
    Kind(testDescription: "at a branch whose folder is left, packed") {
      try $0.git("checkout", "-q", "-b", "x/y/z")
      try $0.git("pack-refs", "--all", "--prune")
      try $0.write("", to: ".git/refs/heads/x/y/z/empty")
      try FileManager.default.removeItem(
        at: $0.top.appending(path: ".git/refs/heads/x/y/z/empty"))
    },
    Kind(testDescription: "with an index of the third version") {
      try $0.git("update-index", "--skip-worktree", "z")
    },
    Kind(testDescription: "with an index of the fourth version", isTold: false) {
      try $0.git("update-index", "--index-version", "4")
    },
    Kind(testDescription: "with a split index", isTold: false) {
      try $0.git("update-index", "--split-index")
    },
    Kind(testDescription: "with a sparse index", isTold: false) {
      try $0.git("sparse-checkout", "set", "--cone", "--sparse-index", "a", "new")
    },
    Kind(testDescription: "with a cache of what is not tracked") {
      try $0.git("update-index", "--untracked-cache")
    },
    Kind(testDescription: "with an index that remembers no tree") {
      try $0.git("rm", "-q", "-r", "--cached", ".")
      try $0.git("add", "-A")
    },
    Kind(testDescription: "with trees that stand in for others") { repository in
      let tree = try repository.git("rev-parse", "HEAD^{tree}").dropLast()
      let other = try repository.git("rev-parse", "HEAD:a").dropLast()
      try repository.git("replace", String(tree), String(other))
    },
  ]

  @Test(arguments: stores)
  func whereverItIsKeptTheSameIsTold(_ kind: Kind) throws {
    let repository = try Self.repository(kind.options)
    try kind.make(repository)
    for (name, text) in [("a/b/c", "1\n"), ("a/new", "2\n"), ("new/a", "3\n")] {
      try repository.write(text, to: name)
      try repository.git("-c", "index.version=2", "add", name)
      let answers = try answers(repository)
      #expect((answers.told != nil) == kind.isTold)
      if let told = answers.told { #expect(told == answers.git) }
      #expect(!answers.git.isEmpty)
    }
  }

  @Test func beforeTheFirstCommitGitIsAsked() throws {
    let repository = try TestRepository()
    try repository.stage("1\n", at: "a")
    let answers = try answers(repository)
    #expect(answers.told == nil)
    #expect(answers.git.map(\.path) == ["a"])
  }

  @Test(.enabled(if: geteuid() == 0, "only the administrator can give files away"))
  func ofSomebodyElsesRepositoryGitIsAsked() throws {
    for name in ["", ".git"] {
      let repository = try Self.repository([])
      let place = Array(repository.top.path.utf8)
      let program = GitProgram(at: .directory(place))
      #expect(GitRepository(laidOutAt: place, for: program) != nil)
      try FileManager.default.setAttributes(
        [.ownerAccountID: 65534], ofItemAtPath: repository.top.appending(path: name).path)
      #expect(GitRepository(laidOutAt: place, for: program) == nil)
    }
  }

  /// A repository at which random edits are made, mostly without one that git has to be asked about.
  @Test(arguments: 1...12)
  func whateverIsEditedTheSameIsTold(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let repository = try Self.repository([])
    var told = 0
    for step in 1...12 {
      let folders = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        ["a", "b", "c", "a-b"].randomElement(using: &random) ?? "a"
      }
      let name = (folders + ["f\(Int.random(in: 1...9, using: &random))"]).joined(separator: "/")
      if Int.random(in: 0..<8, using: &random) == 0 {
        try repository.git("rm", "-q", "--cached", "-r", "--ignore-unmatch", "--", name)
      } else {
        let id = try repository.git(["hash-object", "-w", "--stdin"], input: "\(step)").dropLast()
        let mode = ["100644", "100755", "120000"].randomElement(using: &random) ?? "100644"
        try repository.git(
          "update-index", "--add", "--replace", "--cacheinfo", "\(mode),\(id),\(name)")
      }
      let answers = try answers(repository)
      if let changes = answers.told {
        told += 1
        #expect(changes == answers.git)
      }
      switch Int.random(in: 0..<6, using: &random) {
      case 0: try repository.commit()
      case 1: try repository.git("gc", "-q")
      case 2: try repository.git("write-tree")
      default: break
      }
    }
    #expect(told > 0)
  }

  /// Where the index is damaged, git is asked, or what it says of the same bytes is told.
  @Test(arguments: 0..<5)
  func aDamagedIndexIsReadAsGitReadsIt(_ first: Int) throws {
    let repository = try Self.repository([])
    try repository.stage("1\n", at: "a/b/new")
    let file = repository.top.appending(path: ".git/index")
    let whole = try Data(contentsOf: file)
    for place in stride(from: first, to: whole.count, by: 35) {
      for bits: UInt8 in [0x01, 0x40, 0xff] {
        var damaged = whole
        damaged[place] ^= bits
        try damaged.write(to: file)
        guard let answers = try? answers(repository), let told = answers.told else { continue }
        #expect(told == answers.git, "\(bits) at \(place)")
      }
    }
  }

  @Test func anIndexThatEndsTooEarlyIsLeftToGit() throws {
    let repository = try Self.repository([])
    let bytes = [UInt8](try Data(contentsOf: repository.top.appending(path: ".git/index")))
    let whole = try #require(IndexFile(bytes, nameWidth: 20))
    #expect(whole.count == 8)
    #expect(whole.trees.folders.count == 6)
    let extensions = bytes.indices.filter { bytes[$0...].starts(with: "TREE".utf8) }
    #expect(extensions.count == 1)
    // What stands before the extension and 20 bytes more is an index without one.
    for end in bytes.indices where end != extensions[0] + 20 {
      #expect(IndexFile(Array(bytes[..<end]), nameWidth: 20) == nil, "\(end)")
    }
  }

  @Test func theTreesThatAnIndexRemembersAreFound() throws {
    let repository = try TestRepository()
    let names = ["z", "b", "aa", "abc", "a", "zz", "ab"]
    for name in names { try repository.stage("1\n", at: "\(name)/file") }
    try repository.commit()
    let bytes = [UInt8](try Data(contentsOf: repository.top.appending(path: ".git/index")))
    let trees = try #require(IndexFile(bytes, nameWidth: 20)).trees
    let folders = trees.folders(in: try #require(trees.top))
    #expect(folders.count == names.count)
    for name in names {
      let number = try #require(trees.folder(Array(name.utf8)[...], among: folders))
      #expect(trees.folders[number].component.elementsEqual(name.utf8))
    }
    for name in ["", "c", "ac", "aaa", "zzzz"] {
      #expect(trees.folder(Array(name.utf8)[...], among: folders) == nil)
    }
  }

  /// What is there and cannot be read is not looked for among the packed refs, which may be old.
  @Test(arguments: ["empty", "link", "damaged", "packed", "name"])
  func aRefThatIsNotPlainIsLeftToGit(_ kind: String) throws {
    let repository = try Self.repository([])
    let place = Array(repository.top.path.utf8)
    let known = GitRepository(laidOutAt: place, for: GitProgram(at: .directory(place)))
    try repository.git("pack-refs", "--all")
    #expect(known?.head != nil)
    let file = repository.top.appending(path: ".git/refs/heads/main")
    switch kind {
    case "empty": try repository.write("", to: ".git/refs/heads/main")
    case "damaged": try repository.write("0123\n", to: ".git/refs/heads/main")
    case "packed":
      let packed = repository.top.appending(path: ".git/packed-refs")
      let text = try String(contentsOf: packed, encoding: .utf8)
      try Data((text + "what is this\n").utf8).write(to: packed)
    case "name": try repository.write("ref: refs/heads/a..b\n", to: ".git/HEAD")
    default:
      try FileManager.default.createSymbolicLink(
        atPath: file.path, withDestinationPath: "refs/heads/other")
    }
    #expect(known?.head == nil)
  }

  /// A pack's index may say anything of where objects are.
  @Test func aDamagedIndexOfAPackIsLeftToGit() throws {
    let repository = try Self.repository([])
    try repository.git("gc", "-q")
    try repository.stage("1\n", at: "a/new")
    let place = Array(repository.top.path.utf8)
    let known = try #require(
      GitRepository(laidOutAt: place, for: GitProgram(at: .directory(place))))
    let whole = try #require(IndexComparison.changes(in: known))
    let folder = repository.top.appending(path: ".git/objects/pack")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    for file in files where ["idx", "pack"].contains(file.pathExtension) {
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
      let bytes = try Data(contentsOf: file)
      for place in bytes.indices {
        for bits: UInt8 in [0x01, 0x7f, 0x80] {
          var damaged = bytes
          damaged[place] ^= bits
          try damaged.write(to: file)
          let changes = IndexComparison.changes(in: known)
          #expect(
            changes == nil || changes == whole, "\(bits) at \(place) of \(file.pathExtension)")
        }
      }
      try bytes.write(to: file)
    }
  }

  /// Anybody can make a file that has more bytes than there is memory, and takes no room.
  @Test(arguments: ["HEAD", "config", "index", "refs/heads/main"])
  func whatIsTooLargeIsLeftToGit(_ name: String) throws {
    let repository = try Self.repository([])
    let place = Array(repository.top.path.utf8)
    let program = GitProgram(at: .directory(place))
    let file = try FileHandle(forUpdating: repository.top.appending(path: ".git/\(name)"))
    try file.truncate(atOffset: 1 << 40)
    try file.close()
    let known = GitRepository(laidOutAt: place, for: program)
    #expect((known == nil) == ["HEAD", "config"].contains(name))
    #expect(known.flatMap { IndexComparison.changes(in: $0) } == nil)
  }

  @Test func aHookOfAUsualRepositoryStartsNoGit() throws {
    let repository = try Self.repository([])
    try repository.stage("PLEO_API_KEY=\n", at: ".env")
    let trace = repository.folder.appending(path: "trace")
    repository.environment["GIT_TRACE"] = trace.path
    #expect(try repository.pleolint("hook", "pre-commit").status == 0)
    #expect(!FileManager.default.fileExists(atPath: trace.path))
  }

  /// What is damaged where the objects are is left to git, which says so.
  @Test func aDamagedObjectIsLeftToGit() throws {
    let repository = try Self.repository([])
    try repository.stage("1\n", at: "a/b/new")
    let tree = try repository.git("rev-parse", "HEAD:a").dropLast()
    let file = repository.top.appending(
      path: ".git/objects/\(tree.prefix(2))/\(tree.dropFirst(2))")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    for place in 0..<(try Data(contentsOf: file)).count {
      var damaged = try Data(contentsOf: file)
      damaged[place] ^= 0x55
      try damaged.write(to: file)
      let known = GitRepository(
        laidOutAt: Array(repository.top.path.utf8),
        for: GitProgram(at: .directory(Array(repository.top.path.utf8))))
      #expect(known.flatMap { IndexComparison.changes(in: $0) } == nil, "\(place)")
      damaged[place] ^= 0x55
      try damaged.write(to: file)
    }
  }
}

extension TestRepository {
  /// Commits a change of a file on the branch `side`, and one of a file on `main`, which does not have the first.
  fileprivate func commitAside(_ name: String, andHere other: String) throws {
    try git("checkout", "-q", "-b", "side")
    try stage("1\n", at: name)
    try commit()
    try git("checkout", "-q", "main")
    try stage("2\n", at: other)
    try commit()
  }

  /// Commits versions of a folder of many files, so that trees are worth deltas.
  fileprivate func commitMore() throws {
    for number in 1...60 { try write("\(number)\n", to: "many/file-\(number)") }
    for number in 1...20 {
      try write("\(number) more\n", to: "many/file-\(number)")
      try git("add", "-A")
      try commit()
    }
  }
}
