import Artifacts
import Foundation

/// A folder of a test, removed with its last reference.
///
/// Names are bytes where a test says so: a name need not be UTF-8.
final class TemporaryFolder {
  let path: String
  private var directories: Set<String> = []

  init() throws {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    path = folder + "/artifacts-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit {
    // FileManager knows neither names that are not UTF-8 nor paths over the system's limit.
    _ = try? Command("/bin/rm", ["-rf", path]).run()
  }

  func path(_ name: String) -> SystemPath { SystemPath(path + "/" + name) }

  /// Makes files with some text, and the directories that they are in.
  func write(_ names: String..., text: String = "text\n") throws {
    for name in names { try write(Array(text.utf8), to: name) }
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try makeDirectory(name.split(separator: "/").dropLast().joined(separator: "/"))
    try writeFile(named: Array(name.utf8), bytes)
  }

  /// Makes a file whose name is any bytes.
  func write(nameOfBytes name: [UInt8]) throws { try writeFile(named: name, []) }

  func makeDirectory(_ name: String) throws {
    guard directories.insert(name).inserted else { return }
    try FileManager.default.createDirectory(
      atPath: path + "/" + name, withIntermediateDirectories: true)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path + "/" + name, withDestinationPath: target)
  }

  /// Sets the permission bits of a file.
  func protect(_ name: String, mode: Int) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: path + "/" + name)
  }

  func makeFIFO(_ name: String) throws {
    guard unsafe mkfifo(path + "/" + name, 0o600) == 0 else { throw POSIXError(.EIO) }
  }

  private func writeFile(named name: [UInt8], _ bytes: [UInt8]) throws {
    let path = (Array(path.utf8) + [UInt8(ascii: "/")] + name + [0]).map { CChar(bitPattern: $0) }
    let number = unsafe open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
    guard number >= 0 else { throw POSIXError(.EIO) }
    defer { close(number) }
    var count = 0
    while count < bytes.count {
      let written = unsafe bytes[count...].withUnsafeBytes { memory in
        unsafe Foundation.write(number, memory.baseAddress, memory.count)
      }
      guard written > 0 else { throw POSIXError(.EIO) }
      count += written
    }
  }
}

/// A program that a test runs.
struct Command {
  let program: String
  let arguments: [String]
  var folder: String?
  var environment: [String: String] = [:]

  init(_ program: String, _ arguments: [String]) {
    self.program = program
    self.arguments = arguments
  }

  /// Runs it to its end and returns what it wrote to standard output; other statuses are thrown.
  func run(input: [UInt8] = [], accepts: Set<Int32> = [0]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let (standardInput, output) = (Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    DispatchQueue.global().async {
      try? standardInput.fileHandleForWriting.write(contentsOf: Data(input))
      try? standardInput.fileHandleForWriting.close()
    }
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard accepts.contains(process.terminationStatus) else {
      throw CommandFailure(arguments: arguments, status: process.terminationStatus)
    }
    return Array(data)
  }
}

/// A program that ended with a status that a test did not expect.
struct CommandFailure: Error {
  let arguments: [String]
  let status: Int32
}

/// Runs something as a user for whom permission bits hold, which they do not for root.
func asOrdinaryUser<Result>(_ body: () throws -> Result) rethrows -> Result {
  #if os(Linux)
    // It holds for this thread alone, and takes root's right to read everything with it.
    let old = setfsuid(65534)
    defer { _ = setfsuid(uid_t(old)) }
  #endif
  return try body()
}

#if os(Linux)
  // The module of the C library leaves it out.
  @_silgen_name("setfsuid") private func setfsuid(_ user: uid_t) -> Int32
#endif
