#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif
import Findings

/// Where a report goes: a buffered, checked stream of bytes.
///
/// A report for a file is written beside it and takes its place only in ``finish()``; one that is
/// dropped before leaves the old file as it was. The caller has to ignore SIGPIPE for the whole
/// process, or a closed pipe ends it before ``ReportError/closedPipe(_:)`` can be thrown.
public final class ReportOutput {
  /// What errors call it.
  public let name: String
  /// True where a person watches it.
  public var isTerminal: Bool { descriptor.isTerminal }

  private let descriptor: FileDescriptor
  /// The file that the bytes are meant for, where they are not written to it straight.
  private let replacement: Replacement?
  private var buffer: [UInt8] = []

  /// How many bytes are collected before they are written.
  private static let bufferSize = 64 * 1024

  private init(name: String, descriptor: FileDescriptor, replacement: Replacement? = nil) {
    self.name = name
    self.descriptor = descriptor
    self.replacement = replacement
  }

  deinit { replacement?.discard() }

  /// The standard output, which stays open.
  public static func standardOutput() -> ReportOutput {
    ReportOutput(
      name: "standard output", descriptor: FileDescriptor(STDOUT_FILENO, isOwned: false))
  }

  /// The standard error, which stays open.
  public static func standardError() -> ReportOutput {
    ReportOutput(name: "standard error", descriptor: FileDescriptor(STDERR_FILENO, isOwned: false))
  }

  /// Opens a file for a report.
  ///
  /// A regular file is replaced in one step when the report is finished, links followed, its
  /// permission bits kept; a new file gets those that the process's mask leaves. What is no regular
  /// file, such as a FIFO, a device or `/dev/stdout`, is written straight.
  ///
  /// - Parameters:
  ///   - path: The file, absolute or from the current directory.
  ///   - isPrivate: True lets nobody but the owner read the file: for reports that show secrets.
  /// - Returns: The output, which has to be finished for the file to appear.
  /// - Throws: `cannotOpen`.
  public static func file(
    _ path: String, isPrivate: Bool = false
  ) throws(ReportError) -> ReportOutput {
    let name = PathText.quoted(Array(path.utf8))
    do throws(SystemError) {
      if let number = Self.descriptorNumber(named: path) {
        return ReportOutput(name: name, descriptor: try .duplicate(of: number))
      }
      return try output(for: path, name: name, isPrivate: isPrivate)
    } catch {
      throw .cannotOpen(name, error)
    }
  }

  /// Adds bytes; they are written when enough have come together.
  ///
  /// - Throws: `closedPipe` or `cannotWrite`.
  public func write(_ bytes: some Sequence<UInt8>) throws(ReportError) {
    append(bytes)
    try flushIfFull()
  }

  /// Writes what has been collected.
  ///
  /// - Throws: `closedPipe` or `cannotWrite`.
  public func flush() throws(ReportError) {
    guard !buffer.isEmpty else { return }
    // Dropped even where the write fails, so that a failed report does not grow in memory.
    defer { buffer.removeAll(keepingCapacity: true) }
    do throws(SystemError) {
      try descriptor.write(buffer)
    } catch {
      throw failure(error)
    }
  }

  /// Writes what has been collected where someone is watching: at the end of a finding.
  func flushIfWatched() throws(ReportError) {
    if isWatched { try flush() }
  }

  private lazy var isWatched = isTerminal

  /// Writes the rest, and puts a file in its place once its bytes are safe.
  ///
  /// - Throws: `closedPipe`, `cannotWrite` or `cannotReplace`; the old file is then as it was.
  public func finish() throws(ReportError) {
    try flush()
    do throws(SystemError) {
      if replacement != nil { try descriptor.synchronize() }
      try descriptor.close()
    } catch {
      throw failure(error)
    }
    do throws(SystemError) {
      try replacement?.commit()
    } catch {
      throw .cannotReplace(name, error)
    }
  }

  /// Adds bytes without writing any, for callers that cannot throw where they are.
  func append(_ bytes: some Sequence<UInt8>) { buffer.append(contentsOf: bytes) }

  /// Adds the bytes of a text without writing any.
  func append(_ text: String) { buffer.append(contentsOf: text.utf8) }

  /// Adds a text as a JSON string, without writing any.
  func appendJSON(_ text: String) { buffer.appendJSON(text) }

  /// Adds a byte without writing any.
  func append(_ byte: UInt8) { buffer.append(byte) }

  /// Writes what has been collected where it is enough.
  func flushIfFull() throws(ReportError) {
    if buffer.count >= Self.bufferSize { try flush() }
  }
}

extension ReportOutput {
  private static func output(
    for path: String, name: String, isPrivate: Bool
  ) throws(SystemError) -> ReportOutput {
    switch FileKind(of: path) {
    case .other:
      return ReportOutput(name: name, descriptor: try .open(path, O_WRONLY))
    case .absent:
      return try replacing(path, name: name, mode: isPrivate ? 0o600 : nil)
    case .regular(let mode):
      let target = resolvedPath(path)
      return try replacing(target, name: name, mode: isPrivate ? 0o600 : mode)
    }
  }

  /// Opens a temporary file beside the target, with some permission bits or those of any new file.
  private static func replacing(
    _ target: String, name: String, mode: mode_t?
  ) throws(SystemError) -> ReportOutput {
    let temporary = Replacement.temporaryName(beside: target)
    let descriptor = try FileDescriptor.open(
      temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode == nil ? 0o666 : 0o600)
    let replacement = Replacement(temporary: temporary, target: target)
    do throws(SystemError) {
      if let mode { try descriptor.setMode(mode) }
    } catch {
      replacement.discard()
      throw error
    }
    return ReportOutput(name: name, descriptor: descriptor, replacement: replacement)
  }

  /// The descriptor that a name stands for.
  ///
  /// To open such a name anew would write from the start of a file that the shell is appending to.
  private static func descriptorNumber(named path: String) -> Int32? {
    if path == "/dev/stdout" { return STDOUT_FILENO }
    if path == "/dev/stderr" { return STDERR_FILENO }
    for prefix in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(prefix) {
      return Int32(path.dropFirst(prefix.count))
    }
    return nil
  }

  private func failure(_ error: SystemError) -> ReportError {
    error.code == EPIPE ? .closedPipe(name) : .cannotWrite(name, error)
  }
}

/// A finished file that has yet to take the place of another.
private final class Replacement {
  private let temporary: String
  private let target: String
  private var isPending = true

  init(temporary: String, target: String) {
    self.temporary = temporary
    self.target = target
  }

  /// A name in the target's directory that is long enough to be nobody else's.
  static func temporaryName(beside target: String) -> String {
    let directory = target.utf8.lastIndex(of: UInt8(ascii: "/")).map { target[...$0] } ?? ""
    return directory + ".pleolint-" + Hexadecimal.digits(of: UInt64.random(in: .min ... .max))
  }

  /// Puts the file in its place.
  func commit() throws(SystemError) {
    guard isPending else { return }
    try renameFile(temporary, to: target)
    isPending = false
  }

  /// Takes the file away unless it is in its place.
  func discard() {
    guard isPending else { return }
    isPending = false
    removeFile(temporary)
  }
}
