#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import Findings
import Foundation
import Reporting
import Testing

@Suite struct ReportOutputTests {
  private let folder: TemporaryFolder
  /// More than is collected before it is written.
  private let large = [UInt8](repeating: UInt8(ascii: "x"), count: 300_000)

  init() throws { folder = try TemporaryFolder() }

  @Test func aFileAppearsWhenItIsFinishedAndNotBefore() throws {
    let output = try ReportOutput.file(folder.file("report"))
    try output.write(large)
    #expect(try folder.names().count == 1)
    #expect(try !folder.names().contains("report"))
    try output.finish()
    #expect(try folder.names() == ["report"])
    #expect(try folder.text("report").utf8.count == large.count)
  }

  @Test func aReportThatIsDroppedLeavesTheOldFileAsItWas() throws {
    try folder.write("old", to: "report")
    try ReportOutput.file(folder.file("report")).write(large)
    #expect(try folder.names() == ["report"])
    #expect(try folder.text("report") == "old")
  }

  @Test func anOldFileIsReplacedAndKeepsItsPermissions() throws {
    try folder.write("old", to: "report")
    try setMode(0o640, of: "report")
    let output = try ReportOutput.file(folder.file("report"))
    try output.write("new".utf8)
    try output.finish()
    #expect(try folder.text("report") == "new")
    #expect(try mode(of: "report") == 0o640)
  }

  @Test func whoReadsTheOldFileGoesOnReadingIt() throws {
    try folder.write("old", to: "report")
    let reader = try #require(FileHandle(forReadingAtPath: folder.file("report")))
    let output = try ReportOutput.file(folder.file("report"))
    try output.write("new".utf8)
    try output.finish()
    #expect(try reader.readToEnd() == Data("old".utf8))
  }

  @Test func aPrivateReportIsTheOwnersAlone() throws {
    try folder.write("old", to: "known")
    try setMode(0o644, of: "known")
    for name in ["known", "new"] {
      let output = try ReportOutput.file(folder.file(name), isPrivate: true)
      try output.finish()
      #expect(try mode(of: name) == 0o600)
    }
  }

  @Test func aNewReportHasThePermissionsOfAnyNewFile() throws {
    _ = FileManager.default.createFile(atPath: folder.file("plain"), contents: nil)
    try ReportOutput.file(folder.file("report")).finish()
    let mask = umask(0)
    _ = umask(mask)
    #expect(try mode(of: "report") == 0o666 & ~Int(mask))
  }

  @Test func aLinkStaysALink() throws {
    try folder.write("old", to: "target")
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link"), withDestinationPath: "target")
    let output = try ReportOutput.file(folder.file("link"))
    try output.write("new".utf8)
    try output.finish()
    #expect(try folder.text("target") == "new")
    let link = try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link"))
    #expect(link == "target")
  }

  @Test func aFullDeviceIsAnError() throws {
    let output = try ReportOutput.file("/dev/full")
    try output.write("x".utf8)
    #expect(throws: ReportError.cannotWrite("/dev/full", SystemError(code: ENOSPC))) {
      try output.finish()
    }
  }

  @Test func aClosedPipeHasAnErrorOfItsOwn() throws {
    let pipe = try UnixPipe()
    let output = try ReportOutput.file("/dev/fd/\(pipe.writeEnd)")
    pipe.closeReadEnd()
    #expect(throws: ReportError.closedPipe("/dev/fd/\(pipe.writeEnd)")) { try output.write(large) }
  }

  @Test func aPipeThatIsSlowGetsEverything() throws {
    let pipe = try UnixPipe()
    pipe.stopBlocking()
    let reader = BackgroundWork { pipe.readAll() }
    let output = try ReportOutput.file("/dev/fd/\(pipe.writeEnd)")
    try output.write(large)
    try output.finish()
    pipe.closeWriteEnd()
    #expect(reader.value() == large.count)
  }

  @Test func aNamedPipeIsWrittenStraight() throws {
    let path = folder.file("fifo")
    #expect(unsafe mkfifo(path, 0o600) == 0)
    let reader = BackgroundWork { try? FileHandle(forReadingAtPath: path)?.readToEnd() }
    let output = try ReportOutput.file(path)
    try output.write("through".utf8)
    try output.finish()
    #expect(reader.value() == Data("through".utf8))
    #expect(try folder.names() == ["fifo"])
  }

  @Test func aNumberedDescriptorIsWrittenWhereItStands() throws {
    let file = unsafe open(folder.file("log"), O_WRONLY | O_CREAT, 0o600)
    defer { close(file) }
    #expect(unsafe write(file, "first ", 6) == 6)
    let output = try ReportOutput.file("/dev/fd/\(file)")
    try output.write("second".utf8)
    try output.finish()
    #expect(try folder.text("log") == "first second")
  }

  @Test(arguments: [
    ("missing/report", "No such file or directory. Create its directory first"),
    ("plain/report", "Not a directory. Create its directory first"),
    (".", "Is a directory. Name a file, not a directory."),
  ])
  func aPlaceThatCannotBeWrittenIsNamedWithTheCure(name: String, text: String) throws {
    try folder.write("", to: "plain")
    let path = folder.file(name)
    let error = try #require(throws: ReportError.self) { try ReportOutput.file(path) }
    #expect(error.description.contains(path))
    #expect(error.description.contains(text))
    #expect(error.description.hasSuffix("."))
  }

  @Test func aNameThatBecomesADirectoryMeanwhileIsAnError() throws {
    let output = try ReportOutput.file(folder.file("report"))
    try FileManager.default.createDirectory(
      atPath: folder.file("report"), withIntermediateDirectories: false)
    let error = try #require(throws: ReportError.self) { try output.finish() }
    #expect(
      error == .cannotReplace(folder.file("report"), SystemError(code: EISDIR))
        || error == .cannotReplace(folder.file("report"), SystemError(code: EEXIST)))
  }

  @Test func aSetGoesOnWithoutTheReportThatFails() throws {
    let good = try ReportOutput.file(folder.file("good"))
    let bad = try ReportOutput.file("/dev/full")
    let options = Sample.options()
    var set = ReportSet(
      [Report(.jsonl, to: bad, options), Report(.text, to: good, options)],
      summary: Sample.summary())
    for record in Sample.records {
      set.write(record)
      set.flush()
    }
    #expect(!set.isAbandoned)
    set.summary.end(at: nil, exitStatus: 3)
    #expect(set.finish() == [.cannotWrite("/dev/full", SystemError(code: ENOSPC))])
    #expect(try folder.text("good") == report(.text))
  }

  @Test func aSetWhoseReadersAllWentAwayIsAbandoned() throws {
    let pipe = try UnixPipe()
    let output = try ReportOutput.file("/dev/fd/\(pipe.writeEnd)")
    var set = ReportSet([Report(.jsonl, to: output, Sample.options())], summary: Sample.summary())
    pipe.closeReadEnd()
    for record in Sample.records { set.write(record) }
    set.flush()
    #expect(set.isAbandoned)
    #expect(set.finish() == [.closedPipe(output.name)])
  }

  private func mode(of name: String) throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
    return (attributes[.posixPermissions] as? NSNumber)?.intValue
  }

  private func setMode(_ mode: Int, of name: String) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: folder.file(name))
  }
}

/// A pipe of the operating system's, whose broken end is an error and no signal.
private final class UnixPipe: Sendable {
  let readEnd: Int32
  let writeEnd: Int32

  init() throws {
    _ = signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    let status = unsafe pipe(&ends)
    try #require(status == 0)
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  func closeReadEnd() { close(readEnd) }

  func closeWriteEnd() { close(writeEnd) }

  func stopBlocking() {
    _ = fcntl(writeEnd, F_SETFL, O_NONBLOCK)
  }

  /// Reads slowly to the end and says how many bytes there were.
  func readAll() -> Int {
    var total = 0
    var buffer = [UInt8](repeating: 0, count: 10_000)
    while true {
      usleep(200)
      let count = unsafe read(readEnd, &buffer, buffer.count)
      if count <= 0 { return total }
      total += count
    }
  }
}
