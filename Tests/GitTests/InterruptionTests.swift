import Foundation
import TestSupport
import Testing

/// A signal ends a scan of a repository at once, whatever git is busy with.
@Suite struct InterruptionTests {
  /// A command of the program, and the command of git's that takes very long.
  struct Wait: CustomTestStringConvertible {
    let slow: String
    let arguments: [String]
    var input = ""

    var testDescription: String { "\(arguments.joined(separator: " ")): \(slow)" }

    init(for slow: String, in arguments: String..., input: String = "") {
      self.slow = slow
      self.arguments = arguments
      self.input = input
    }
  }

  static let waits = [
    Wait(for: "--topo-order", in: "git"),
    Wait(for: "--filter=object:type=tag", in: "git"),
    Wait(for: "diff-tree", in: "git"),
    Wait(for: "--batch-all-objects", in: "git", "--unreachable"),
    Wait(for: "ls-tree", in: "git"),
    Wait(for: "--batch", in: "git"),
    Wait(for: "rev-list", in: "git", "--range", "HEAD~1..HEAD"),
    Wait(for: "diff-tree", in: "git", "--range", "HEAD~1..HEAD"),
    Wait(for: "diff-index", in: "git", "--staged"),
    Wait(for: "diff", in: "git", "--staged"),
    Wait(for: "diff-index", in: "hook", "pre-commit"),
    Wait(
      for: "diff-tree", in: "hook", "pre-push", "origin",
      input: "refs/heads/main HEAD refs/heads/main \(String(repeating: "0", count: 40))\n"),
  ]

  @Test(arguments: waits)
  func aScanIsInterruptedWhileGitIsBusy(_ wait: Wait) throws {
    let repository = try repository()
    let started = repository.folder.appending(path: "started")
    let ended = repository.folder.appending(path: "ended")
    try repository.replaceGit(
      by: """
        for word; do
          if [ "$word" = '\(wait.slow)' ]; then
            trap ': >"\(ended.path)"; exit 143' TERM
            : >'\(started.path)'
            for tenth in $(seq 150); do sleep 0.1; done
          fi
        done
        exec git "$@"
        """)
    let head = try repository.git("rev-parse", "HEAD").trimmingCharacters(in: .newlines)
    var time = Date.now
    let run = try repository.run(
      try TestedProgram.url.path, wait.arguments, in: nil,
      input: wait.input.replacing("HEAD", with: head)
    ) { process in
      #expect(comesToBe(started))
      time = .now
      kill(process.processIdentifier, SIGTERM)
    }
    #expect(Date.now.timeIntervalSince(time) < 8)
    #expect(run.status == 143)
    // What is staged is asked for before it is known where: there is no report then.
    #expect(run.said.contains("interrupted"), "\(run.said)")
    #expect(!run.said.contains("nothing to scan"), "\(run.said)")
    #expect(!run.said.contains("said nothing"), "\(run.said)")
    #expect(comesToBe(ended))
  }

  /// One with a key in the tree, another one in the index.
  private func repository() throws -> TestRepository {
    let repository = try TestRepository()
    try repository.stage(TestRepository.line(0), at: "a.env")
    try repository.commit()
    try repository.stage("A=1\n" + TestRepository.line(1), at: "a.env")
    try repository.commit()
    try repository.stage("A=2\n" + TestRepository.line(2), at: "a.env")
    // What stands in one of this version is asked of git.
    try repository.git("update-index", "--index-version", "4")
    return repository
  }

  /// True once a file is there, within ten seconds.
  private func comesToBe(_ file: URL) -> Bool {
    for _ in 0..<1000 where !FileManager.default.fileExists(atPath: file.path) {
      Thread.sleep(forTimeInterval: 0.01)
    }
    return FileManager.default.fileExists(atPath: file.path)
  }
}
