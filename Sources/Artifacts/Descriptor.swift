internal import CMapping

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// An open file of the process, closed when its owner lets it go.
///
/// Any number of tasks may borrow one: ``read(into:at:)`` says where it reads. All calls are repeated
/// where a signal cut them short.
struct Descriptor: ~Copyable, Sendable {
  private let number: Int32
  private let isOwned: Bool

  private init(_ number: Int32, isOwned: Bool) {
    self.number = number
    self.isOwned = isOwned
  }

  deinit {
    if isOwned { _ = close(number) }
  }

  /// The standard input of the process, which stays open.
  static func standardInput() -> Descriptor { Descriptor(0, isOwned: false) }

  /// How a file is opened.
  enum Purpose {
    /// To read a file that was met: no link is followed and nothing is waited for.
    case met
    /// To read a file that the user named: links are followed.
    case named
    /// To read what comes from a FIFO, whose reader waits until there is a writer.
    case awaited
    /// To list a directory.
    case directory
    /// To open what is in a directory.
    case pass

    #if os(Linux)
      // Here ``awaitInput(unless:)`` waits for a writer too, and can be interrupted.
      private static let awaitedFlags = O_NONBLOCK
    #else
      private static let awaitedFlags: Int32 = 0
    #endif

    fileprivate var flags: Int32 {
      switch self {
      case .met: O_NONBLOCK | O_NOFOLLOW
      case .named: O_NONBLOCK
      case .awaited: Self.awaitedFlags
      case .directory: O_NONBLOCK | O_NOFOLLOW | O_DIRECTORY
      case .pass: O_NONBLOCK | O_DIRECTORY
      }
    }
  }

  /// Opens a path to read it; a path longer than the system takes is opened piece by piece.
  static func open(_ path: [UInt8], to purpose: Purpose) throws(SystemFailure) -> Descriptor {
    do throws(SystemFailure) {
      return try open(path[...], below: AT_FDCWD, to: purpose)
    } catch  where error.isLongName {
      return try openInPieces(path, to: purpose)
    }
  }

  private static func openInPieces(
    _ path: [UInt8], to purpose: Purpose
  ) throws(SystemFailure) -> Descriptor {
    // Below the least that any system takes, its NUL counted.
    let longest = 1000
    var rest = path[...]
    var directory = Descriptor(AT_FDCWD, isOwned: false)
    while rest.count > longest {
      let slash = rest.prefix(longest).lastIndex(of: SystemPath.slash)
      guard let slash, slash > rest.startIndex else { throw SystemFailure(code: ENAMETOOLONG) }
      directory = try open(rest[..<slash], below: directory.number, to: .directory)
      rest = rest[slash...].drop { $0 == SystemPath.slash }
    }
    return try open(rest, below: directory.number, to: purpose)
  }

  private static func open(
    _ path: ArraySlice<UInt8>, below directory: Int32, to purpose: Purpose
  ) throws(SystemFailure) -> Descriptor {
    let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | purpose.flags
    let number = unsafe withSystemString(path) { text in
      repeated { unsafe openat(directory, text, flags) }
    }
    guard number >= 0 else { throw .latest }
    return Descriptor(number, isOwned: true)
  }

  /// Opens a file of this directory that was met, by its name.
  func open(_ name: ArraySlice<UInt8>) throws(SystemFailure) -> Descriptor {
    try Self.open(name, below: number, to: .met)
  }

  /// What is open.
  func status() throws(SystemFailure) -> FileStatus {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw .latest }
    return FileStatus(status)
  }

  /// Makes reads wait for input, as a pipe needs.
  func waitForInput() throws(SystemFailure) {
    let flags = fcntl(number, F_GETFL)
    guard flags >= 0, fcntl(number, F_SETFL, flags & ~O_NONBLOCK) >= 0 else { throw .latest }
  }

  /// Reads at an offset until the memory is full, the file ends or fails, and returns how much there
  /// was; a failure is thrown only where there was nothing before it.
  func read(
    into memory: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(SystemFailure) -> Int {
    var count = 0
    while count < memory.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count...])
      let got = repeated {
        unsafe pread(number, rest.baseAddress, rest.count, off_t(offset + count))
      }
      guard got >= 0 || count > 0 else { throw .latest }
      if got <= 0 { break }
      count += got
    }
    return count
  }

  /// Reads the start of a file by one system call, and returns how much came; 0 also where it failed.
  func readAtOnce(into memory: UnsafeMutableRawBufferPointer) -> Int {
    max(0, repeated { unsafe pread(number, memory.baseAddress, memory.count, 0) })
  }

  /// Lends a part of the file that is mapped into memory while it is looked at.
  ///
  /// - Returns: What the call came to; nil where the part cannot be mapped, where this thread is
  ///   lent another one, or where not all that was looked at stood in the file.
  func withMapping<Result, Failure>(
    of range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    let part = unsafe cmapping_map(number, off_t(range.lowerBound), range.count)
    guard let start = unsafe part.bytes else { return nil }
    do throws(Failure) {
      let result = try body(unsafe UnsafeBufferPointer(start: start, count: range.count).span)
      return unsafe cmapping_unmap(part) == 0 ? result : nil
    } catch {
      _ = unsafe cmapping_unmap(part)
      throw error
    }
  }

  /// Why nothing can be read at an offset, or nil where something can or the file has ended.
  func failure(at offset: Int) -> SystemFailure? {
    var byte: UInt8 = 0
    let got = repeated { unsafe pread(number, &byte, 1, off_t(offset)) }
    return got < 0 ? .latest : nil
  }

  /// Reads what comes next, at most what the memory holds; 0 is the end.
  ///
  /// With `waits` it waits for input also where someone else has set the file to not block, as
  /// happens to a standard input that is shared.
  func read(into memory: UnsafeMutableRawBufferPointer, waits: Bool) throws(SystemFailure) -> Int {
    while true {
      let got = repeated { unsafe systemRead(number, memory) }
      if got >= 0 { return got }
      guard waits, errno == EAGAIN else { throw .latest }
      var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
      guard repeated({ unsafe poll(&request, 1, -1) }) >= 0 else { throw .latest }
    }
  }

  /// Waits for input, for the end of it, or for an interruption; false is the last.
  ///
  /// A signal ends a system call of one thread only, so that the one which waits has to ask.
  func awaitInput(unless isInterrupted: () -> Bool) -> Bool {
    let milliseconds: Int32 = 200
    while true {
      var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
      // What goes wrong here goes wrong again, and is told, in the read.
      let ready = unsafe poll(&request, 1, milliseconds)
      if ready > 0 || ready < 0 && errno != EINTR { return true }
      if isInterrupted() { return false }
    }
  }

  /// Gives the number away to a call that will close it.
  consuming func release() -> Int32 {
    let number = self.number
    discard self
    return number
  }
}

/// What the system says of a file.
struct FileStatus: Hashable {
  /// What a file may be.
  enum Kind {
    case regular, directory, symbolicLink, fifo, other
  }

  let kind: Kind
  /// The size in bytes; 0 also where the system does not know, as in `/proc`.
  let size: Int
  private let modified: Int
  private let modifiedFraction: Int

  fileprivate init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .directory
      case S_IFLNK: .symbolicLink
      case S_IFIFO: .fifo
      default: .other
      }
    size = Int(status.st_size)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    modified = Int(time.tv_sec)
    modifiedFraction = Int(time.tv_nsec)
  }

  /// Looks at what a path stands for, links followed.
  init(of path: [UInt8]) throws(SystemFailure) {
    var status = stat()
    let result = unsafe withSystemString(path[...]) { text in unsafe stat(text, &status) }
    guard result == 0 else { throw .latest }
    self.init(status)
  }

  /// Looks at an entry of an open directory, links not followed.
  init(of name: UnsafePointer<CChar>, below directory: Int32) throws(SystemFailure) {
    var status = stat()
    let result = unsafe fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW)
    guard result == 0 else { throw .latest }
    self.init(status)
  }
}

extension SystemPath {
  /// The path with all links followed.
  func resolved() throws(SystemFailure) -> SystemPath {
    let text = unsafe withSystemString(bytes[...]) { text in unsafe realpath(text, nil) }
    guard let text = unsafe text else { throw .latest }
    defer { unsafe free(text) }
    return unsafe SystemPath(cString: text)
  }

  /// The current directory, without links.
  static func currentDirectory() throws(SystemFailure) -> SystemPath {
    // Glibc and Darwin allocate what they need where no memory is given.
    guard let text = unsafe getcwd(nil, 0) else { throw .latest }
    defer { unsafe free(text) }
    return unsafe SystemPath(cString: text)
  }

  /// The value of a variable of the environment, or nil where it is not set or empty.
  static func environment(_ name: String) -> SystemPath? {
    guard let text = unsafe getenv(name), unsafe text.pointee != 0 else { return nil }
    return unsafe SystemPath(cString: text)
  }

  private init(cString text: UnsafePointer<CChar>) {
    let buffer = unsafe UnsafeRawBufferPointer(start: text, count: strlen(text))
    self.init(bytes: unsafe Array(buffer))
  }
}

/// Lends the bytes with a NUL at their end; short ones without an allocation.
private func withSystemString<Result>(
  _ bytes: ArraySlice<UInt8>, _ body: (UnsafePointer<CChar>) -> Result
) -> Result {
  unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { text in
    var end = 0
    for byte in bytes {
      unsafe text[end] = CChar(bitPattern: byte)
      end += 1
    }
    unsafe text[end] = 0
    return unsafe body(UnsafePointer(text.baseAddress.unsafelyUnwrapped))
  }
}

/// Repeats a call that a signal cut short.
private func repeated<Number: SignedInteger>(_ call: () -> Number) -> Number {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}

// Under its own name this call would mean the method above.
private func systemRead(_ number: Int32, _ memory: UnsafeMutableRawBufferPointer) -> Int {
  unsafe read(number, memory.baseAddress, memory.count)
}
