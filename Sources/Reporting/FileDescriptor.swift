#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open file of the process, closed when its last owner is gone.
///
/// The calls that a report needs, each with its result checked and repeated where a signal cut it
/// short.
final class FileDescriptor {
  private let number: Int32
  private let isOwned: Bool
  private var isClosed = false

  /// Takes a number; an owned one is closed with the object.
  init(_ number: Int32, isOwned: Bool) {
    self.number = number
    self.isOwned = isOwned
  }

  deinit {
    if isOwned && !isClosed { _ = systemClose(number) }
  }

  /// Opens a file; close-on-exec, and never a controlling terminal.
  static func open(
    _ path: String, _ flags: Int32, mode: mode_t = 0
  ) throws(SystemError) -> FileDescriptor {
    let number = repeated { systemOpen(path, flags | O_CLOEXEC | O_NOCTTY, mode) }
    guard number >= 0 else { throw .latest }
    return FileDescriptor(number, isOwned: true)
  }

  /// A second descriptor of the same open file.
  static func duplicate(of number: Int32) throws(SystemError) -> FileDescriptor {
    let copy = repeated { fcntl(number, F_DUPFD_CLOEXEC, 0) }
    guard copy >= 0 else { throw .latest }
    return FileDescriptor(copy, isOwned: true)
  }

  /// True where it is a terminal.
  var isTerminal: Bool { isatty(number) == 1 }

  /// Writes all of the bytes, however many calls that takes.
  func write(_ bytes: [UInt8]) throws(SystemError) {
    var start = 0
    while start < bytes.count { start += try writeSome(of: bytes, from: start) }
  }

  /// Asks the system to bring the bytes to the disk.
  ///
  /// A file system that knows no such thing says EINVAL, and then there is nothing to wait for.
  func synchronize() throws(SystemError) {
    guard repeated({ fsync(number) }) == 0 || errno == EINVAL else { throw .latest }
  }

  /// Sets the permission bits.
  func setMode(_ mode: mode_t) throws(SystemError) {
    guard repeated({ fchmod(number, mode) }) == 0 else { throw .latest }
  }

  /// Closes it; some file systems only now say that a write failed.
  ///
  /// After EINTR the descriptor is gone all the same on Linux, so that it is not tried again.
  func close() throws(SystemError) {
    guard isOwned, !isClosed else { return }
    isClosed = true
    guard systemClose(number) == 0 || errno == EINTR else { throw .latest }
  }

  private func writeSome(of bytes: [UInt8], from start: Int) throws(SystemError) -> Int {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      repeated { unsafe systemWrite(number, UnsafeRawBufferPointer(rebasing: buffer[start...])) }
    }
    if count < 0 && errno == EAGAIN {
      try waitUntilWritable()
      return 0
    }
    guard count >= 0 else { throw .latest }
    // No call that was asked to write something may write nothing; were it to, this would not end.
    guard count > 0 else { throw SystemError(code: EIO) }
    return count
  }

  /// Waits for a descriptor that someone else has set to not block, such as a shared terminal.
  private func waitUntilWritable() throws(SystemError) {
    var request = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    guard repeated({ unsafe poll(&request, 1, -1) }) >= 0 else { throw .latest }
  }
}

/// What a file name stands for.
enum FileKind {
  /// Nothing is there.
  case absent
  /// A regular file with these permission bits.
  case regular(mode: mode_t)
  /// A device, a FIFO, a directory or the like.
  case other

  /// Looks at what a name stands for, links followed.
  init(of path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      self = .absent
      return
    }
    let isRegular = status.st_mode & S_IFMT == S_IFREG
    self = isRegular ? .regular(mode: status.st_mode & 0o777) : .other
  }
}

/// The path with all links followed, or the path itself where it leads nowhere.
func resolvedPath(_ path: String) -> String {
  guard let resolved = unsafe realpath(path, nil) else { return path }
  defer { unsafe free(resolved) }
  return unsafe String(cString: resolved)
}

/// Gives a file another name, in one step, over what had that name.
func renameFile(_ old: String, to new: String) throws(SystemError) {
  guard unsafe rename(old, new) == 0 else { throw .latest }
}

/// Takes a file's name away, where it has one.
func removeFile(_ path: String) { _ = unsafe unlink(path) }

/// Repeats a call that a signal cut short.
private func repeated<Number: SignedInteger>(_ call: () -> Number) -> Number {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}

// Under their own names these calls would mean the methods above.

private func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
  unsafe open(path, flags, mode)
}

private func systemWrite(_ number: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  unsafe write(number, bytes.baseAddress, bytes.count)
}

private func systemClose(_ number: Int32) -> Int32 { close(number) }
