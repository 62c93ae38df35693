import Foundation
import Testing

@testable import Git

/// What is known of a repository without git is what git says of it.
@Suite struct LayoutTests {
  /// A repository of a kind, and whether git need not be asked about it.
  struct Kind: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let isKnown: Bool
    var options: [String] = []
    /// Where it is looked at, in the folder of the test.
    var place = "repo"
    var make: @Sendable (TestRepository) throws -> Void = { _ in }
  }

  private static let kinds = [
    Kind(testDescription: "without a commit", isKnown: true),
    Kind(testDescription: "with a commit", isKnown: true) { try $0.commit() },
    Kind(testDescription: "at a commit of no branch", isKnown: true) {
      try $0.commit()
      try $0.git("checkout", "-q", "--detach")
    },
    Kind(testDescription: "with settings and a remote", isKnown: true) {
      try $0.git("config", "user.name", "somebody")
      try $0.git("remote", "add", "origin", "https://example.org/a.git")
    },
    Kind(testDescription: "whose objects lie behind a link", isKnown: false) { repository in
      try repository.move(".git/objects", to: "objects")
    },
    Kind(testDescription: "named by SHA-256", isKnown: false, options: ["--object-format=sha256"]),
    Kind(testDescription: "without a work tree", isKnown: false, options: ["--bare"]),
    Kind(testDescription: "that says it has no work tree", isKnown: false) {
      try $0.git("config", "core.bare", "true")
    },
    Kind(testDescription: "with a remote of that name", isKnown: false) {
      try $0.git("config", "remote.bare.url", "https://example.org/a.git")
    },
    Kind(testDescription: "with a work tree elsewhere", isKnown: false) {
      try FileManager.default.createDirectory(
        at: $0.folder.appending(path: "elsewhere"), withIntermediateDirectories: true)
      try $0.git("config", "core.workTree", "../../elsewhere")
    },
    Kind(testDescription: "with another file of settings", isKnown: false) {
      try $0.git("config", "include.path", "more")
    },
    Kind(testDescription: "with the settings of a work tree", isKnown: false) {
      try $0.git("config", "extensions.worktreeConfig", "true")
    },
    Kind(testDescription: "that is another work tree", isKnown: false, place: "second") {
      try $0.commit()
      try $0.git("worktree", "add", "-q", "../second")
    },
    Kind(testDescription: "of which this is a folder", isKnown: false, place: "repo/inner") {
      try $0.write("", to: "inner/a")
    },
    Kind(testDescription: "that lies behind a link", isKnown: false) { repository in
      try repository.move(".git", to: "real")
    },
    Kind(testDescription: "around one without refs", isKnown: false, place: "repo/inner") {
      try $0.write("ref: refs/heads/main\n", to: "inner/.git/HEAD")
      try $0.write("", to: "inner/.git/objects/a")
      try $0.write("[core]\n\tbare = false\n", to: "inner/.git/config")
    },
    Kind(testDescription: "around one whose HEAD is none", isKnown: false, place: "repo/inner") {
      try $0.write("heads/main\n", to: "inner/.git/HEAD")
      try $0.write("", to: "inner/.git/objects/a")
      try $0.write("", to: "inner/.git/refs/a")
      try $0.write("[core]\n\tbare = false\n", to: "inner/.git/config")
    },
  ]

  @Test(arguments: kinds)
  func aRepositoryIsWhatGitSaysOrGitIsAsked(_ kind: Kind) throws {
    let repository = try TestRepository(kind.options)
    try kind.make(repository)
    let place = Array(repository.folder.appending(path: kind.place).path.utf8)
    let program = GitProgram(at: .directory(place))
    let known = GitRepository(laidOutAt: place, for: program)
    #expect((known != nil) == kind.isKnown)
    guard let known else { return }
    #expect(try known == GitRepository(program))
  }

  /// Each of these is in the environment of some hooks.
  @Test(arguments: ["GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_CONFIG_COUNT"])
  func theEnvironmentCanPutItElsewhere(_ variable: String) throws {
    let repository = try TestRepository()
    try repository.stage("PLEO_API_KEY=\(TestRepository.key)\n", at: ".env")
    let values = [
      "GIT_DIR": repository.top.path + "/.git", "GIT_WORK_TREE": repository.top.path,
      "GIT_OBJECT_DIRECTORY": repository.top.path + "/.git/objects", "GIT_CONFIG_COUNT": "0",
    ]
    repository.environment[variable] = values[variable]
    #expect(try repository.findings("git", "--staged") == [".env:1 pleo-api-key"])
  }

  /// The index and the objects are of the repository that the environment names, not of that around.
  @Test func whatTheEnvironmentNamesIsRead() throws {
    let (here, other) = (try TestRepository(), try TestRepository())
    try other.stage("PLEO_API_KEY=\(TestRepository.key)\n", at: "other.env")
    here.environment["GIT_DIR"] = other.top.path + "/.git"
    #expect(try here.findings("git", "--staged") == ["other.env:1 pleo-api-key"])
  }

  @Test func aRepositoryThatGitDoesNotOpenIsRefusedInItsWords() throws {
    let repository = try TestRepository()
    // Nobody knows this version.
    try repository.git("config", "core.repositoryFormatVersion", "99")
    let run = try repository.pleolint("git", "--staged")
    #expect(run.status == 2)
    #expect(run.errors.contains("Git opens no repository here"))
    #expect(run.errors.contains("99"))
  }
}

extension TestRepository {
  /// Moves a folder of the repository out of it, and leaves a link.
  fileprivate func move(_ name: String, to other: String) throws {
    let (old, new) = (top.appending(path: name), folder.appending(path: other))
    try FileManager.default.moveItem(at: old, to: new)
    try FileManager.default.createSymbolicLink(at: old, withDestinationURL: new)
  }
}
