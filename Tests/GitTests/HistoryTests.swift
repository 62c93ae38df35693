import Foundation
import TestSupport
import Testing

@Suite struct HistoryTests {
  private static let line = "PLEO_API_KEY=\(TestRepository.key)\n"
  private static let otherLine = "PLEO_API_KEY=\(TestRepository.otherKey)\n"

  /// What a scan finds, without the commits: `path:line`.
  private func places(_ repository: TestRepository, _ arguments: String...) throws -> Set<String> {
    let run = try repository.run(
      try TestedProgram.url.path, ["git", "--format", "jsonl"] + arguments, in: nil, input: "")
    #expect(run.status == 1, "\(run.errors)")
    let places = try run.findings.map { finding in
      let words = finding.split(separator: " ")
      #expect(words.last == "pleo-api-key")
      return String(words[words.count - 2])
    }
    #expect(Set(places).count == places.count)
    return Set(places)
  }

  @Test(arguments: ["sha1", "sha256"])
  func everyPlaceOfAHistoryIsRead(_ format: String) throws {
    let planted = try PlantedRepository("--object-format=\(format)")
    let all = try places(planted.repository, "--all")
    #expect(all.symmetricDifference(planted.reached) == [])
    let more = try places(planted.repository, "--all", "--unreachable")
    #expect(more.symmetricDifference(planted.reached.union(planted.unreached)) == [])
    // The same, once git has put all objects into one pack, and with any number of workers.
    try planted.repository.git("repack", "-q", "-a", "-d", "--keep-unreachable")
    #expect(try places(planted.repository, "--threads", "5") == all)
    let run = try planted.repository.pleolint("git", "--format", "jsonl")
    #expect(run.output.contains(#""skipped":{"lfs-pointer":1,"submodule":1}"#))
    #expect(run.output.contains(#""complete":true"#))
  }

  @Test(arguments: ["repo", "linked"], [[], ["--cache", "cache"]])
  func refsOfOneWorkTreeAreReadFromAnother(_ place: String, _ options: [String]) throws {
    let repository = try TestRepository()
    try repository.commit()
    try repository.git("worktree", "add", "-q", "../linked")
    let program = try TestedProgram.url.path
    for expected in 0...2 {
      let run = try repository.run(
        program, ["git", "--format", "jsonl"] + options, in: place, input: "")
      #expect(try run.findings.count == expected)
      let tree = try repository.git(
        ["mktree"],
        input: "100644 blob \(try blob(TestRepository.line(expected), in: repository))\ta.env\n")
      let commit = try repository.git(
        ["commit-tree", "-m", "x", tree.trimmingCharacters(in: .newlines)])
      try repository.git(
        ["update-ref", "refs/\(expected == 0 ? "bisect/bad" : "worktree/own")"]
          + [commit.trimmingCharacters(in: .newlines)], in: expected == 0 ? "repo" : "linked")
    }
  }

  private func blob(_ text: String, in repository: TestRepository) throws -> String {
    try repository.git(["hash-object", "-w", "--stdin"], input: text)
      .trimmingCharacters(in: .newlines)
  }

  @Test func aFindingHasTheCommitThatBroughtIt() throws {
    let repository = try TestRepository()
    try repository.stage("A=1\n", at: "a.env")
    try repository.commit()
    repository.environment["GIT_AUTHOR_DATE"] = "2026-02-03T04:05:06+02:00"
    try repository.stage("A=1\n" + Self.line, at: "a.env")
    let commit = try repository.commit()
    for number in 2...9 {
      try repository.stage("A=\(number)\n" + Self.line, at: "a.env")
      try repository.commit()
    }
    let text = try repository.pleolint("git").output
    #expect(
      text.contains("\n  commit: \(commit) of 2026-02-03T04:05:06+02:00, still at HEAD\n"))
    #expect(
      try repository.findings("git") == ["\(commit.prefix(7)) a.env:2 pleo-api-key"])
    let log = try repository.pleolint("git", "--format", "sarif").output
    #expect(log.contains(#""properties":{"atHead":true,"authorDate":"2026-02-03T04:05:06+02:00""#))
    #expect(log.contains("\"commit\":\"\(commit)\""))
  }

  @Test func aCredentialStandsAtHeadInWhateverFile() throws {
    let repository = try TestRepository()
    try repository.stage(Self.line + Self.otherLine, at: "a.env")
    try repository.commit("Set " + Self.line)
    try repository.git("rm", "-q", "a.env")
    try repository.stage("other:\n  " + Self.otherLine, at: "b.env")
    try repository.commit()
    let lines = try repository.pleolint("git", "--format", "jsonl").output.split(separator: "\n")
    let states = lines.filter { $0.contains(#""type":"finding""#) }.map { line in
      (line.contains(#""startLine":2"#), line.contains(#""atHead":true"#))
    }
    #expect(states.count == 4)
    #expect(states.allSatisfy { $0.0 == $0.1 })
  }

  @Test func aBlobIsJudgedAtEachOfItsPaths() throws {
    let repository = try TestRepository()
    try repository.stage("¦rYIMSP514ti8MvaHnyKKWuWm\n", at: "notes.txt")
    try repository.commit()
    #expect(try repository.pleolint("git").status == 0)
    try repository.git("mv", "notes.txt", "pleo-api-key.txt")
    let commit = try repository.commit()
    let found = try repository.findings("git")
    #expect(found.count == 1)
    #expect(found.first?.contains("pleo-api-key.txt:1 ") == true, "\(found)")
    #expect(!commit.isEmpty)
  }

  @Test func sinceLeavesOutWhatIsOlder() throws {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: "a.env")
    try repository.commit()
    repository.environment["GIT_COMMITTER_DATE"] = "2026-05-01T00:00:00Z"
    try repository.stage(Self.otherLine, at: "b.env")
    let later = try repository.commit()
    #expect(
      try repository.findings("git", "--since", "2026-04-01")
        == ["\(later.prefix(7)) b.env:1 pleo-api-key"])
  }

  @Test func aShallowCloneIsNeverClean() throws {
    let repository = try TestRepository()
    for name in ["a", "b", "c"] {
      try repository.stage("A=\(name)\n", at: "\(name).env")
      try repository.commit()
    }
    let cut = try repository.git("rev-parse", "HEAD~1").trimmingCharacters(in: .newlines)
    try repository.git(
      ["clone", "-q", "--depth", "2", "file://\(repository.top.path)", "shallow"], in: "")
    let run = try repository.pleolint("git", in: "shallow")
    #expect(run.status == 3)
    #expect(run.output.contains("the parents of commit \(cut) are not in this shallow clone"))
    #expect(run.output.contains("read 5 artifacts"))
  }

  @Test func whatAPartialCloneLacksIsNotRead() throws {
    let repository = try TestRepository()
    try repository.git("config", "uploadpack.allowFilter", "true")
    try repository.stage(Self.line, at: "a.env")
    try repository.commit()
    try repository.stage("A=1\n", at: "a.env")
    try repository.commit()
    try repository.git(
      [
        "clone", "-q", "--filter=blob:none", "file://\(repository.top.path)", "partial",
      ], in: "")
    let run = try repository.pleolint("git", in: "partial")
    #expect(run.status == 3)
    #expect(run.output.contains("a.env: not read: the object "))
    #expect(run.output.contains("NOT COMPLETE: 1 not read"))
    #expect(run.output.contains("read 3 artifacts"))
    let list = try repository.pleolint("git", "--list-files", in: "partial")
    #expect(list.status == 0)
    #expect(list.errors.contains("a.env: not read: the object "))
  }

  @Test func aTreeThatIsMissingIsSaid() throws {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: "folder/a.env")
    let commit = try repository.commit()
    try repository.git("rm", "-q", "folder/a.env")
    try repository.stage(Self.line, at: "b.env")
    try repository.commit()
    let tree = try repository.git("rev-parse", "\(commit):folder")
      .trimmingCharacters(in: .newlines)
    try FileManager.default.removeItem(
      at: repository.top.appending(path: ".git/objects/\(tree.prefix(2))/\(tree.dropFirst(2))"))
    let run = try repository.pleolint("git")
    #expect(run.status == 3)
    #expect(run.output.contains("the changes of commit \(commit) cannot be read: "))
    #expect(run.output.contains("b.env:1:14: error"))
  }

  @Test func anEmptyRepositoryIsNothingToScan() throws {
    let run = try TestRepository().pleolint("git")
    #expect(run.status == 0)
    #expect(run.output == "nothing to scan\n")
  }

  @Test func exclusionsAndSizesNarrowAHistory() throws {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: "vendor/a.env")
    try repository.stage(Self.otherLine + String(repeating: "A=1\n", count: 999), at: "b.env")
    try repository.commit()
    #expect(
      try repository.findings("git", "--exclude", "vendor/", "--max-file-size", "1K").isEmpty)
    #expect(try repository.findings("git", "--exclude", "vendor/").count == 1)
  }

  @Test func pathsThatAreNoTextAreReported() throws {
    let repository = try TestRepository()
    let names = ["a\nb.env", "\"q.env", ":a.env", "-.env", "é ü.env"]
    for (number, name) in names.enumerated() {
      try repository.stage("A=\(number)\n" + Self.line, at: name)
    }
    try repository.commit()
    let found = try repository.findings("git").map { $0.drop { $0 != " " }.dropFirst() }
    #expect(Set(found.map(String.init)) == Set(names.map { "\($0):2 pleo-api-key" }))
  }

  @Test func manyObjectsAreReadByWorkersThatShareThem() throws {
    let repository = try TestRepository()
    for number in 1...1500 {
      try repository.write("A=\(number)\n" + Self.line, to: "f\(number).env")
    }
    try repository.git("add", ".")
    try repository.commit()
    for threads in ["1", "2", "7"] {
      let run = try repository.pleolint("git", "--threads", threads)
      #expect(run.output.contains("\nread 1,501 artifacts "))
      #expect(run.output.contains("found 1,500 errors"))
    }
  }

  @Test func aCacheLeavesOutWhatIsClean() throws {
    let planted = try PlantedRepository()
    let folder = planted.repository.folder.appending(path: "cache")
    let first = try places(planted.repository, "--cache", folder.path)
    #expect(try places(planted.repository, "--cache", folder.path) == first)
    let again = try planted.repository.pleolint("git", "--cache", folder.path)
    #expect(again.output.contains(" known from a cache; "))
    #expect(again.output.contains("skipped 1 submodule, 1 kept by Git LFS"))
    try planted.repository.stage("A=2\n" + Self.line, at: "more.env")
    try planted.repository.commit()
    let more = try places(planted.repository, "--cache", folder.path)
    #expect(more.subtracting(first).contains("more.env:2"))
    #expect(first.subtracting(more) == [])
    // What was clean under one name is judged again under another.
    try planted.repository.git("mv", "a.env", "b.env")
    try planted.repository.commit()
    #expect(try places(planted.repository, "--cache", folder.path) == more)
  }

  @Test func aCacheThatIsDamagedIsNotTrusted() throws {
    let repository = try TestRepository()
    try repository.stage("A=1\n", at: "a.env")
    try repository.commit()
    let folder = repository.folder.appending(path: "cache")
    #expect(try repository.pleolint("git", "--cache", folder.path).status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let file = folder.appending(path: try #require(names.first))
    let secret = Data(TestRepository.key.utf8)
    var data = try Data(contentsOf: file)
    #expect(names.count == 1 && data.range(of: secret) == nil)
    data[data.count / 2] ^= 1
    try data.write(to: file)
    let run = try repository.pleolint("git", "--cache", folder.path)
    #expect(run.status == 0)
    #expect(run.errors.contains("is damaged and not used"))
    #expect(run.output.contains("read 2 artifacts"))
  }

  @Test func aCacheIsThatOfTheSameRules() throws {
    let repository = try TestRepository()
    try repository.stage(Self.line, at: "a.env")
    try repository.commit()
    let folder = repository.folder.appending(path: "cache").path
    let skipping = try repository.pleolint("git", "--cache", folder, "--skip", "pleo-api-key")
    #expect(skipping.status == 0)
    #expect(try repository.pleolint("git", "--cache", folder).status == 1)
  }

  @Test func nothingIsLostWhereAWalkIsCutOff() throws {
    let repository = try TestRepository()
    for number in 0..<3 {
      try repository.stage(TestRepository.line(2 * number), at: "a.env")
      try repository.stage(TestRepository.line(2 * number + 1), at: "b.env")
      try repository.commit()
    }
    let found = try repository.findings("git")
    #expect(found.count == 6)
    let flag = repository.folder.appending(path: "cut").path
    // Each commit has its name, and for each file about a hundred bytes.
    for length in stride(from: 0, through: 700, by: 53) {
      try repository.replaceGit(
        by: """
          case " $* " in *" diff-tree "*)
            if [ ! -e '\(flag)' ]; then : >'\(flag)'; git "$@" | head -c \(length); kill -9 $$; fi
          esac
          exec git "$@"
          """)
      #expect(try repository.findings("git") == found)
      try FileManager.default.removeItem(atPath: flag)
    }
  }
}
