internal import CProcess
#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// One end of a pipe, or another open file, closed when its owner lets it go.
struct PipeEnd: ~Copyable, Sendable {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  /// Opens a file without a name.
  static func scratch() throws(GitError) -> PipeEnd {
    let number = cprocess_scratch_file()
    guard number >= 0 else { throw .cannotStart(reason: Self.words(for: errno)) }
    return PipeEnd(number)
  }

  /// Opens what is always empty.
  static func nothing() throws(GitError) -> PipeEnd {
    let number = opened(Array("/dev/null".utf8), O_RDWR | O_CLOEXEC)
    guard number >= 0 else { throw .cannotStart(reason: Self.words(for: errno)) }
    return PipeEnd(number)
  }

  /// Reads what there is, at most a count, into an array from an offset on; 0 is the end.
  ///
  /// A failure counts as the end: whoever wrote then ends with a status that says so.
  func read(into bytes: inout [UInt8], at offset: Int, atMost count: Int) -> Int {
    let number = number
    return unsafe bytes.withUnsafeMutableBytes { memory in
      let room = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[offset..<offset + count])
      return max(0, repeated { unsafe systemRead(number, room) })
    }
  }

  /// True while there is nothing to read, and no end.
  var isSilent: Bool {
    var question = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&question, 1, 0) == 0
  }

  /// Gives the pipe room for a MiB, where the system lets it.
  func widen() { cprocess_widen_pipe(number) }

  /// Waits for some microseconds.
  static func nap(_ microseconds: UInt32) { usleep(microseconds) }

  /// Opens a file to read it, or what a link leads to; nil where there is none.
  init?(reading path: [UInt8], followsLinks: Bool = true) {
    // A pipe that somebody put there is not waited for.
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLinks ? 0 : O_NOFOLLOW)
    let number = Self.opened(path, flags)
    guard number >= 0 else { return nil }
    self.init(number)
  }

  /// Opens a folder, and no link to one; nil where there is none.
  init?(folder path: [UInt8]) {
    let number = Self.opened(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW)
    guard number >= 0 else { return nil }
    self.init(number)
  }

  private static func opened(_ path: [UInt8], _ flags: Int32) -> Int32 {
    unsafe withSystemPath(path) { unsafe open($0, flags) }
  }

  /// Lends a path to a call as C has it; what the call comes to.
  private static func withSystemPath(
    _ path: [UInt8], _ call: (UnsafePointer<CChar>) -> Int32
  ) -> Int32 {
    let text = (path + [0]).map { CChar(bitPattern: $0) }
    return unsafe text.withUnsafeBufferPointer { memory in
      guard let start = memory.baseAddress else { return -1 }
      return unsafe call(start)
    }
  }

  /// True where a path leads to nothing, or to a folder; not where that cannot be told.
  static func isNoFile(_ path: [UInt8]) -> Bool {
    var status = stat()
    let result = unsafe withSystemPath(path) { unsafe lstat($0, &status) }
    if result != 0 { return errno == ENOENT || errno == ENOTDIR }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  /// The current directory, without links in its path; nil where it is gone.
  static var currentDirectory: [UInt8]? {
    guard let path = unsafe getcwd(nil, 0) else { return nil }
    defer { unsafe free(path) }
    return unsafe bytes(of: path)
  }

  private static func bytes(of text: UnsafePointer<CChar>) -> [UInt8] {
    unsafe Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }

  /// What the environment has for a variable; nil where it is not set.
  static func variable(_ name: String) -> [UInt8]? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe bytes(of: value)
  }

  /// True where the environment has a variable.
  static func isSet(_ name: String) -> Bool { unsafe getenv(name) != nil }

  /// True where it belongs to whom this process acts for.
  var isOwn: Bool {
    var status = stat()
    return unsafe fstat(number, &status) == 0 && status.st_uid == geteuid()
  }

  /// How many bytes a file holds; none where it is something else.
  var size: Int {
    var status = stat()
    guard unsafe fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
    return Int(status.st_size)
  }

  /// Reads from a place of a file on, at most a count; less only at its end, or where it cannot be read.
  func read(_ count: Int, at place: Int) -> [UInt8] {
    let number = number
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { memory, done in
      while done < count {
        let rest = unsafe UnsafeMutableRawBufferPointer(
          UnsafeMutableBufferPointer(rebasing: memory[done...]))
        let got = repeated {
          unsafe pread(number, rest.baseAddress, rest.count, off_t(place + done))
        }
        guard got > 0 else { return }
        done += got
      }
    }
  }

  /// All of a file; nothing of what is none, which may have no end, and nil of one that has more bytes than
  /// a limit, since anybody may have put it there.
  func content(atMost limit: Int = 1 << 20) -> [UInt8]? {
    let size = size
    return size <= limit ? read(size, at: 0) : nil
  }

  /// Reads all that comes until an end.
  func all() -> [UInt8] {
    var bytes: [UInt8] = []
    var count = 0
    while true {
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: max(4096, count)) }
      let got = read(into: &bytes, at: count, atMost: bytes.count - count)
      if got == 0 { return Array(bytes.prefix(count)) }
      count += got
    }
  }

  /// Opens a file without a name that holds some bytes, to be read from its start.
  static func scratch(holding bytes: [UInt8]) throws(GitError) -> PipeEnd {
    let file = try scratch()
    guard file.write(bytes), lseek(file.number, 0, SEEK_SET) == 0 else {
      throw .cannotStart(reason: Self.words(for: errno))
    }
    return file
  }

  /// Writes all of some bytes; false where nobody reads them.
  func write(_ bytes: [UInt8]) -> Bool {
    let number = number
    return unsafe bytes.withUnsafeBytes { memory in
      var done = 0
      while done < memory.count {
        let rest = unsafe UnsafeRawBufferPointer(rebasing: memory[done...])
        let wrote = repeated { unsafe systemWrite(number, rest) }
        guard wrote > 0 else { return false }
        done += wrote
      }
      return true
    }
  }

  /// The system's words for an error.
  static func words(for code: Int32) -> String {
    guard let words = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: words)
  }
}

/// Both ends of a pipe, which programs that are started later do not inherit.
struct Pipe: ~Copyable {
  let reading: PipeEnd
  let writing: PipeEnd

  init() throws(GitError) {
    var ends: [Int32] = [-1, -1]
    let failure = unsafe cprocess_pipe(&ends)
    guard failure == 0 else { throw .cannotStart(reason: PipeEnd.words(for: failure)) }
    reading = PipeEnd(ends[0])
    writing = PipeEnd(ends[1])
  }
}

/// Repeats a call that a signal cut short.
private func repeated(_ call: () -> Int) -> Int {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}

// Under their own names these calls would mean the methods above.
private func systemRead(_ number: Int32, _ memory: UnsafeMutableRawBufferPointer) -> Int {
  unsafe read(number, memory.baseAddress, memory.count)
}

private func systemWrite(_ number: Int32, _ memory: UnsafeRawBufferPointer) -> Int {
  unsafe write(number, memory.baseAddress, memory.count)
}
