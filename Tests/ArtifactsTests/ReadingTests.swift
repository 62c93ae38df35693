import Artifacts
import Findings
import Foundation
import TestSupport
import Testing

@Suite struct ReadingTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var root: SystemPath { SystemPath(folder.path) }

  private func randomBytes(_ count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
    (0..<count).map { _ in .random(in: .min ... .max, using: &generator) }
  }

  private func randomGeometry(_ generator: inout SeededGenerator) -> WindowGeometry {
    WindowGeometry(
      unitLimit: .random(in: 1...300, using: &generator),
      coreSize: .random(in: 1...200, using: &generator),
      margin: .random(in: 1...100, using: &generator))
  }

  @Test(arguments: 0..<60) func theWindowsOfAFileMakeTheFile(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let geometry = randomGeometry(&generator)
    let bytes = randomBytes(.random(in: 0...1200, using: &generator), &generator)
    try folder.write(bytes, to: "file")
    let reading = try Reading(of: "file", source: .met, in: root, windows: geometry)
    #expect(reading.bytes == bytes)
    let isEmpty = bytes.isEmpty
    #expect(reading.windows == (isEmpty ? geometry.windows : geometry.sharedWindows)(bytes.count))
    #expect(reading.isConsistent)
    #expect(reading.status == .read)
  }

  @Test(arguments: [101, 160, 161, 400, 1234])
  func theLastWindowsThatWorkersShareAreSmall(size: Int) {
    let geometry = WindowGeometry(unitLimit: 100, coreSize: 80, margin: 10)
    let windows = geometry.sharedWindows(ofSize: size)
    #expect(windows.allSatisfy { $0.core.count <= 80 && !$0.isWhole })
    #expect(windows.flatMap { Array($0.core) } == Array(0..<size))
    #expect(windows.suffix(2).allSatisfy { $0.core.count <= 20 })
    #expect(geometry.sharedWindow(windows.count, ofSize: size) == nil)
  }

  @Test(arguments: 0..<60) func theWindowsOfAPipeAreThoseOfAFile(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let geometry = randomGeometry(&generator)
    let bytes = randomBytes(.random(in: 0...1200, using: &generator), &generator)
    let pieces = randomPieces(of: bytes, &generator)
    try folder.makeFIFO("pipe")
    let path = folder.path + "/pipe"
    Thread.detachNewThread {
      guard let handle = FileHandle(forWritingAtPath: path) else { return }
      for piece in pieces { try? handle.write(contentsOf: Data(piece)) }
      try? handle.close()
    }
    let reading = try Reading(of: "pipe", source: .named, in: root, windows: geometry)
    #expect(reading.bytes == bytes)
    #expect(reading.windows == geometry.windows(ofSize: bytes.count))
    #expect(reading.isConsistent)
  }

  private func randomPieces(
    of bytes: [UInt8], _ generator: inout SeededGenerator
  ) -> [ArraySlice<UInt8>] {
    var (pieces, rest) = ([ArraySlice<UInt8>](), bytes[...])
    while !rest.isEmpty {
      let count = Int.random(in: 1...300, using: &generator)
      pieces.append(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    return pieces
  }

  @Test func aLargePipeIsReadInWindowsOfTheGivenSize() throws {
    var generator = SeededGenerator(seed: 7)
    let bytes = randomBytes(3_000_000, &generator)
    try folder.write(bytes, to: "file")
    try folder.makeFIFO("pipe")
    let (source, target) = (folder.path + "/file", folder.path + "/pipe")
    Thread.detachNewThread {
      _ = try? Command("/bin/sh", ["-c", "exec /bin/cat \(source) > \(target)"]).run()
    }
    let reading = try Reading(of: "pipe", source: .named, in: root)
    #expect(reading.bytes == bytes)
    #expect(reading.windows == Reading.geometry.windows(ofSize: bytes.count))
  }

  @Test func aPipeThatTheShellMakesIsReadByItsName() throws {
    let pipe = Pipe()
    let name = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
    try pipe.fileHandleForWriting.write(contentsOf: Data("piped".utf8))
    try pipe.fileHandleForWriting.close()
    let outline = try Outline(of: [SystemPath(name)])
    #expect(outline.entries == [.file(ArtifactFile(path: ArtifactPath(name), source: .named))])
    let reading = try Reading(of: ArtifactPath(name), source: .named, in: root)
    #expect(reading.bytes == Array("piped".utf8))
    try pipe.fileHandleForReading.close()
  }

  @Test func aPipeThatNobodyWritesToCanBeInterrupted() throws {
    #if os(Linux)
      try folder.makeFIFO("pipe")
      let root = try Root(given: root)
      let file = ArtifactFile(path: "pipe", source: .named)
      guard case .stream(var stream) = try root.open(file, windows: Reading.geometry) else {
        Issue.record("a pipe was opened as a file")
        return
      }
      stream.isInterrupted = { true }
      var buffer = WindowBuffer()
      var error: ArtifactError?
      do throws(ArtifactError) { _ = try stream.next(into: &buffer) } catch let thrown {
        error = thrown
      }
      #expect(error == .cannotRead("pipe", offset: 0, reason: "interrupted system call"))
    #endif
  }

  @Test func whatCameBeforeAFailureIsAWindowOfItsOwn() throws {
    let pipe = Pipe()
    let name = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
    try pipe.fileHandleForWriting.write(contentsOf: Data("before".utf8))
    let file = ArtifactFile(path: ArtifactPath(name), source: .named)
    guard case .stream(var stream) = try Root(given: root).open(file, windows: Reading.geometry)
    else {
      Issue.record("a pipe was opened as a file")
      return
    }
    stream.isInterrupted = { true }
    var buffer = WindowBuffer()
    let window = try #require(try stream.next(into: &buffer))
    #expect(window.core == 0..<6)
    #expect(buffer.withBytes { $0.count } == 6)
    let error = #expect(throws: ArtifactError.self) { try stream.next(into: &buffer) }
    #expect(error == .cannotRead(file.path, offset: 6, reason: "interrupted system call"))
    #expect(try stream.next(into: &buffer) == nil)
    try pipe.fileHandleForWriting.close()
  }

  @Test func whatIsMetIsNotWaitedFor() throws {
    #if os(Linux)
      // The kernel's log: a regular file by its mode, whose reader waits for the next message.
      let path: ArtifactPath = "/proc/kmsg"
      do throws(ArtifactError) {
        _ = try Reading(of: path, source: .met, in: root)
      } catch {
        #expect(
          ["operation not permitted", "permission denied"].contains(error.reason)
            || error.reason.hasPrefix("resource temporarily unavailable at byte "))
      }
    #endif
  }

  @Test func anEndedStreamStaysEnded() throws {
    try folder.write("empty", text: "")
    let root = try Root(given: root)
    let file = ArtifactFile(path: "empty", source: .met)
    guard case .stream(var stream) = try root.open(file, windows: Reading.geometry) else {
      Issue.record("an empty file was opened as one of known size")
      return
    }
    var buffer = WindowBuffer()
    #expect(try stream.next(into: &buffer)?.isWhole == true)
    #expect(try stream.next(into: &buffer) == nil)
    #expect(try stream.next(into: &buffer) == nil)
    #expect(stream.byteCount == 0)
  }

  @Test func theWindowsOfAStreamMayGoIntoDifferentBuffers() throws {
    let bytes = (0..<1000).map { UInt8($0 % 251) }
    try folder.write(bytes, to: "file")
    let geometry = WindowGeometry(unitLimit: 100, coreSize: 90, margin: 30)
    let root = try Root(given: root)
    let file = ArtifactFile(path: ArtifactPath("/dev/stdin"), source: .standardInput)
    let windows = try withStandardInput(folder.path + "/file") {
      guard case .stream(var stream) = try root.open(file, windows: geometry) else { return 0 }
      var count = 0
      while true {
        var buffer = WindowBuffer()
        guard let window = try stream.next(into: &buffer) else { return count }
        #expect(buffer.bytes == Array(bytes[window.range]))
        count += 1
      }
    }
    #expect(windows == 12)
  }

  /// Puts a file at the standard input of the process for a moment.
  private func withStandardInput<Result>(
    _ path: String, _ body: () throws -> Result
  ) throws -> Result {
    let (old, new) = (dup(0), unsafe open(path, O_RDONLY))
    #expect(dup2(new, 0) == 0)
    defer {
      dup2(old, 0)
      close(old)
      close(new)
    }
    return try body()
  }

  @Test func severalWorkersReadOneFile() async throws {
    var generator = SeededGenerator(seed: 3)
    let bytes = randomBytes(100_000, &generator)
    try folder.write(bytes, to: "file")
    let geometry = WindowGeometry(unitLimit: 10, coreSize: 1000, margin: 50)
    let opened = try Root(given: root).open(
      ArtifactFile(path: "file", source: .met), windows: geometry)
    guard case .file(let file) = opened else {
      Issue.record("a regular file was opened as a stream")
      return
    }
    await withTaskGroup(of: Bool.self) { group in
      for worker in 0..<8 {
        group.addTask {
          var buffer = WindowBuffer()
          return stride(from: worker, to: file.windowCount, by: 8).allSatisfy { number in
            guard let window = try? read(number, of: file, &buffer) else { return false }
            return buffer.bytes == Array(bytes[window.range])
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func whatHasNoSizeIsReadToItsEnd() throws {
    #if os(Linux)
      let reading = try Reading(of: "/proc/self/status", source: .met, in: root)
      #expect(String(decoding: reading.bytes, as: UTF8.self).hasPrefix("Name:"))
      #expect(reading.windows.map(\.isWhole) == [true])
    #endif
  }

  @Test func anEmptyFileIsOneEmptyWindow() throws {
    try folder.write("empty", text: "")
    let reading = try Reading(of: "empty", source: .met, in: root)
    #expect(reading.windows == [Window(range: 0..<0, core: 0..<0, isWhole: true)])
  }

  @Test func aReadErrorNamesItsOffset() throws {
    #if os(Linux)
      // The first page of a process is never mapped.
      #expect(
        throws: ArtifactError.cannotRead("/proc/self/mem", offset: 0, reason: "input/output error")
      ) {
        try Reading(of: "/proc/self/mem", source: .met, in: root)
      }
    #endif
  }

  @Test func whatIsNotThereCannotBeOpened() throws {
    let error = #expect(throws: ArtifactError.self) {
      try Reading(of: "gone", source: .met, in: root)
    }
    #expect(error?.reason == "no such file or directory")
    #expect(error?.description == "gone cannot be opened: no such file or directory.")
  }

  @Test func whatCannotBeReadSaysSo() throws {
    try folder.write("secret")
    try folder.protect("", mode: 0o755)
    try folder.protect("secret", mode: 0)
    let error = #expect(throws: ArtifactError.self) {
      try asOrdinaryUser { try Reading(of: "secret", source: .met, in: root) }
    }
    #expect(error?.reason == "permission denied")
  }

  @Test func aFileThatHasBecomeSomethingElseIsNotRead() throws {
    try folder.write("file")
    try folder.link("link", to: "file")
    try folder.makeFIFO("pipe")
    try folder.makeDirectory("folder")
    let reasons = [
      "link": "it has become a link", "pipe": "it is no longer a regular file",
      "folder": "it is a directory",
    ]
    for (name, reason) in reasons {
      #expect(throws: ArtifactError.cannotOpen(ArtifactPath(name), reason: reason)) {
        try Reading(of: ArtifactPath(name), source: .met, in: root)
      }
    }
    #expect(try Reading(of: "link", source: .named, in: root).bytes == Array("text\n".utf8))
  }
}

/// Reads a window of a file by its number; nil where there is nothing of it.
private func read(
  _ number: Int, of file: OpenedFile, _ buffer: inout WindowBuffer
) throws -> Window? {
  guard let window = file.window(number) else { return nil }
  return try file.read(window, into: &buffer)
}

/// Files that change while they are read.
@Suite struct ChangingFileTests {
  let folder: TemporaryFolder
  let file: OpenedFile
  private let geometry = WindowGeometry(unitLimit: 100, coreSize: 100, margin: 10)

  init() throws {
    folder = try TemporaryFolder()
    try folder.write([UInt8](repeating: 1, count: 1000), to: "log")
    let root = try Root(given: SystemPath(folder.path))
    let opened = try root.open(ArtifactFile(path: "log", source: .met), windows: geometry)
    guard case .file(let file) = opened else { throw POSIXError(.EINVAL) }
    self.file = file
  }

  private func change(_ body: (FileHandle) throws -> Void) throws {
    // The clock of a file system may tick as slowly as every ten milliseconds.
    usleep(30_000)
    let handle = try #require(FileHandle(forUpdatingAtPath: folder.path + "/log"))
    try body(handle)
    try handle.close()
  }

  @Test func aFileThatShrinksIsReadAsFarAsItGoes() throws {
    try change { try $0.truncate(atOffset: 250) }
    var buffer = WindowBuffer()
    #expect(try read(1, of: file, &buffer)?.range == 90..<210)
    #expect(
      try read(2, of: file, &buffer) == Window(range: 190..<250, core: 200..<250, isWhole: false))
    #expect(buffer.bytes == [UInt8](repeating: 1, count: 60))
    #expect(try read(3, of: file, &buffer) == nil)
    #expect(
      file.outcome() == .truncated("it shrank from 1000 to 250 bytes while it was read"))
  }

  @Test func aFileThatGrowsIsReadAsItWas() throws {
    try change {
      try $0.seekToEnd()
      try $0.write(contentsOf: Data([2, 2]))
    }
    var buffer = WindowBuffer()
    #expect(try read(11, of: file, &buffer)?.range == 965..<1000)
    #expect(try read(12, of: file, &buffer) == nil)
    #expect(
      file.outcome()
        == .truncated("it grew while it was read, and bytes from 1000 on were not"))
  }

  @Test func aFileThatIsAsLongAsItWasIsReadWhole() throws {
    var buffer = WindowBuffer()
    let (window, outcome) = try file.readWhole(into: &buffer)
    #expect(window == Window(range: 0..<1000, core: 0..<1000, isWhole: true))
    #expect(outcome == .read)
    #expect(buffer.bytes == [UInt8](repeating: 1, count: 1000))
  }

  @Test(arguments: [
    (0, nil, "it shrank from 1000 to 0 bytes while it was read"),
    (999, 999, "it shrank from 1000 to 999 bytes while it was read"),
    (1001, 1000, "it grew while it was read, and bytes from 1000 on were not"),
  ])
  func aFileOfAnotherLengthIsReadAsFarAsItGoesAndWas(
    size: UInt64, end: Int?, reason: String
  ) throws {
    try change { try $0.truncate(atOffset: size) }
    var buffer = WindowBuffer()
    let (window, outcome) = try file.readWhole(into: &buffer)
    #expect(window?.range == end.map { 0..<$0 })
    #expect(outcome == .truncated(reason))
    #expect(buffer.bytes == [UInt8](repeating: 1, count: end ?? 0))
  }

  @Test func aFileThatIsRewrittenIsNoLongerWhatWasRead() throws {
    try change { try $0.write(contentsOf: Data([2])) }
    #expect(file.outcome() == .truncated("it was changed while it was read"))
  }

  @Test func aFileThatStaysIsRead() { #expect(file.outcome() == .read) }
}
