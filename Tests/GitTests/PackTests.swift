import Foundation
import Testing

/// However git packs a history, the same is found; what is damaged is never clean.
@Suite struct PackTests {
  private static let line = "PLEO_API_KEY=\(TestRepository.key)\n"

  /// A file of many versions, each with a credential of its own, and what is found in them.
  private func versions(_ count: Int, lines: Int = 40) throws -> (TestRepository, [String]) {
    let repository = try TestRepository()
    var text = (1...lines).map { "# \($0) \(UUID().uuidString)\n" }
    for number in 1...count {
      text[number % lines] = TestRepository.line(number)
      try repository.stage(text.joined(), at: "a.env")
      try repository.commit()
    }
    let found = try repository.findings("git")
    #expect(found.count >= count)
    return (repository, found)
  }

  private func packs(of repository: TestRepository) throws -> [URL] {
    let folder = repository.top.appending(path: ".git/objects/pack")
    return try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "pack" }
  }

  /// How packs are written, beside how git writes them by itself.
  static let ways: [[String]] = [
    ["repack"], ["-c", "repack.useDeltaBaseOffset=false", "repack"], ["repack", "--depth=0"],
    ["-c", "pack.indexVersion=1", "repack"], ["-c", "pack.compression=0", "repack"],
    ["repack", "--depth=500", "--window=100"], ["-c", "pack.packSizeLimit=1", "repack"],
  ]

  @Test(arguments: ways)
  func whateverThePackTheSameIsFound(_ way: [String]) throws {
    let (repository, found) = try versions(60)
    try repository.git(way + ["-q", "-a", "-d", "-f"])
    #expect(try repository.findings("git") == found)
  }

  @Test func offsetsThatTakeEightBytesAreRead() throws {
    let (repository, found) = try versions(9)
    try repository.git("repack", "-q", "-a", "-d")
    let pack = try #require(try packs(of: repository).first)
    let index = pack.deletingPathExtension().appendingPathExtension("idx")
    try FileManager.default.removeItem(at: index)
    try repository.git("index-pack", "--index-version=2,0x20", pack.path)
    #expect(try repository.findings("git") == found)
  }

  @Test func basesThatAFetchPutsBehindAreRead() throws {
    let (repository, _) = try versions(9)
    try repository.git(["clone", "-q", "--no-local", ".", "../clone"])
    try repository.stage(Self.line, at: "b.env")
    try repository.git("rm", "-q", "a.env")
    try repository.git("mv", "b.env", "a.env")
    try repository.commit()
    try repository.git(["-c", "fetch.unpackLimit=1", "pull", "-q"], in: "clone")
    #expect(try repository.findings("git", in: "clone") == repository.findings("git"))
  }

  @Test func whatIsLooseOrBorrowedIsReadBesidePacks() throws {
    let (repository, found) = try versions(9)
    try repository.git("repack", "-q", "-a", "-d")
    try repository.git(["clone", "-q", "--shared", ".", "../clone"])
    #expect(try repository.findings("git", in: "clone") == found)
    try repository.stage(Self.line, at: "b.env")
    try repository.commit()
    #expect(try repository.findings("git").count == found.count + 1)
  }

  @Test func largeFilesAreReadBesidePacks() throws {
    let (repository, _) = try versions(3, lines: 30_000)
    try repository.git("repack", "-q", "-a", "-d", "-f")
    #expect(try repository.findings("git").count == 3)
  }

  @Test func theVersionsOfALargeFileAreSharedByWorkersAndEachIsScannedOnce() throws {
    let (repository, _) = try versions(24, lines: 3_000)
    try repository.git("repack", "-q", "-a", "-d", "-f")
    let reports = try ["1", "2", "5"].map { count in
      try repository.pleolint(
        "git", "--format", "jsonl", "--reproducible", "--threads", count
      ).output
    }
    #expect(reports[0].contains(#""complete":true"#))
    #expect(reports[1] == reports[0] && reports[2] == reports[0])
  }

  @Test func whatIsNoPackIsPassedBy() throws {
    let (repository, found) = try versions(9)
    try repository.git("repack", "-q", "-a", "-d")
    let folder = ".git/objects/pack"
    try repository.write("", to: "\(folder)/pack-0.idx/pack-0.idx")
    try repository.write("", to: "\(folder)/pack-1.idx")
    let pipe = repository.top.appending(path: "\(folder)/pack-2.idx").path
    #expect(try repository.run("/usr/bin/mkfifo", [pipe], in: nil, input: "").status == 0)
    #expect(try repository.findings("git") == found)
  }

  @Test func whatIsPackedIsReadWithoutGit() throws {
    let (repository, found) = try versions(9)
    try repository.git("repack", "-q", "-a", "-d")
    let trace = repository.folder.appending(path: "trace")
    repository.environment["GIT_TRACE"] = trace.path
    #expect(try repository.findings("git") == found)
    let commands = try String(contentsOf: trace, encoding: .utf8)
    #expect(commands.contains("diff-tree --stdin"))
    #expect(!commands.contains("cat-file"))
  }

  /// Damages a pack in one place after another, and runs the program each time.
  private func runs(
    damagingEach step: Int, in repository: TestRepository, _ body: (ProgramRun, Int) throws -> Void
  ) throws {
    let pack = try #require(try packs(of: repository).first)
    let whole = try Data(contentsOf: pack)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: pack.path)
    for place in stride(from: 12, to: whole.count, by: step) {
      var damaged = whole
      damaged[place] ^= 0x55
      try damaged.write(to: pack)
      try body(try repository.pleolint("git", "--format", "jsonl"), place)
    }
  }

  @Test func aPackThatIsDamagedIsNeverClean() throws {
    let (repository, found) = try versions(30)
    try repository.git("repack", "-q", "-a", "-d", "-f")
    try runs(damagingEach: 97, in: repository) { run, place in
      // Not all that is in a pack is needed.
      let same = try run.findings == found
      let isWhole = run.status == 1 && same
      #expect(isWhole || [2, 3].contains(run.status), "at \(place)")
    }
  }

  @Test func aDamagedPackDoesNotHideWhatStandsBesideIt() throws {
    let (repository, found) = try versions(30)
    // What is loose stays.
    try repository.git("repack", "-q", "-a", "-f")
    let pack = try #require(try packs(of: repository).first)
    let whole = try Data(contentsOf: pack)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: pack.path)
    let blobs = try repository.git("verify-pack", "-v", pack.path).split(separator: "\n")
      .map { $0.split(separator: " ") }.filter { $0.count > 4 && $0[1] == "blob" }
    for blob in blobs.prefix(8) {
      var damaged = whole
      damaged[try #require(Int(blob[4])) + 12] ^= 0x55
      try damaged.write(to: pack)
      #expect(try repository.findings("git") == found)
    }
  }

  @Test func aDeltaThatDamageMakesOneOfAnotherObjectIsNotBelieved() throws {
    let repository = try TestRepository()
    let plain = (10...49).map { "# \($0) \(UUID().uuidString)\n" }
    for number in 1...8 {
      var text = plain
      text[number] = TestRepository.line(number)
      try repository.stage(text.joined(), at: "a.env")
      try repository.commit()
    }
    try repository.git("repack", "-q", "-a", "-d", "-f")
    let pack = try #require(try packs(of: repository).first)
    let whole = try Data(contentsOf: pack)
    let blobs = try repository.git("verify-pack", "-v", pack.path)
      .split(separator: "\n").map { $0.split(separator: " ") }.filter {
        $0.count > 4 && $0[1] == "blob"
      }
    let starts = blobs.compactMap { Int($0[4]) }
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: pack.path)
    var count = 0
    for start in starts {
      for base in starts where base < start {
        guard let damaged = Self.rebased(whole, start, on: base) else { continue }
        try damaged.write(to: pack)
        let run = try repository.pleolint("git")
        #expect(run.status == 3, "of \(base) at \(start)")
        #expect((run.output + run.errors).contains("its pack is damaged; git fsck says more"))
        count += 1
      }
    }
    #expect(count > 4)
  }

  /// A pack in which the delta that starts at an offset is one of another object; nil where that is none, or
  /// says so in other many bytes.
  private static func rebased(_ pack: Data, _ start: Int, on base: Int) -> Data? {
    guard pack[start] >> 4 & 7 == 6 else { return nil }
    var place = start
    while pack[place] & 0x80 != 0 { place += 1 }
    place += 1
    let end = (pack[place...].firstIndex { $0 & 0x80 == 0 } ?? place) + 1
    var distance = start - base
    var bytes = [UInt8(distance & 0x7f)]
    while distance > 0x7f {
      distance = (distance >> 7) - 1
      bytes.insert(UInt8(distance & 0x7f) | 0x80, at: 0)
    }
    guard bytes.count == end - place, Data(bytes) != pack[place..<end] else { return nil }
    return pack[..<place] + bytes + pack[end...]
  }
}
