internal import CProcess
#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A git that runs: it is fed, read, and waited for.
///
/// What git complains of goes into a file without a name, so that it can say as much as it wants while
/// nobody listens.
struct GitProcess: ~Copyable, Sendable {
  /// The command, for errors.
  let command: String
  private let id: Int32
  private var input: PipeEnd?
  private let output: PipeEnd
  private let errors: PipeEnd
  private var status: Int32?
  /// How much ``readMuch(into:at:atMost:)`` read the last time.
  private var lastCount = enough

  /// Starts a command.
  ///
  /// - Parameters:
  ///   - program: How git is run.
  ///   - arguments: The command and what it is given.
  ///   - isFed: True where it is going to be sent something; else its input is empty.
  /// - Throws: `cannotStart`.
  init(_ program: GitProgram, _ arguments: [String], isFed: Bool = false) throws(GitError) {
    command = arguments.first ?? ""
    let answer = try Pipe()
    let errors = try PipeEnd.scratch()
    let writing = answer.writing.number
    if isFed {
      let feed = try Pipe()
      id = try Self.spawn(program, arguments, feed.reading.number, writing, errors.number)
      input = .some(feed.writing)
    } else {
      let nothing = try PipeEnd.nothing()
      id = try Self.spawn(program, arguments, nothing.number, writing, errors.number)
      input = nil
    }
    output = answer.reading
    self.errors = errors
  }

  /// Starts a command that is given all of its input at once, from a file without a name.
  ///
  /// Neither side then waits for the other.
  ///
  /// - Throws: `cannotStart`.
  init(_ program: GitProgram, _ arguments: [String], input bytes: [UInt8]) throws(GitError) {
    command = arguments.first ?? ""
    let answer = try Pipe()
    let errors = try PipeEnd.scratch()
    let source = try PipeEnd.scratch(holding: bytes)
    id = try Self.spawn(
      program, arguments, source.number, answer.writing.number, errors.number)
    input = nil
    output = answer.reading
    self.errors = errors
  }

  deinit {
    // One that was not waited for is of no use any more; how it ends, nobody has to wait for.
    guard status == nil else { return }
    kill(id, SIGTERM)
    cprocess_abandon(id)
  }

  /// Sends something; false where git reads no more.
  func send(_ bytes: [UInt8]) -> Bool { input?.write(bytes) ?? false }

  /// Says that nothing more will be sent.
  mutating func endInput() { input = nil }

  /// Reads what there is, at most a count, into an array from an offset on; 0 is the end.
  func read(into bytes: inout [UInt8], at offset: Int, atMost count: Int) -> Int {
    output.read(into: &bytes, at: offset, atMost: count)
  }

  /// Reads as ``read(into:at:atMost:)`` does what nobody waits for: where little came the last time, more of it.
  mutating func readMuch(into bytes: inout [UInt8], at offset: Int, atMost count: Int) -> Int {
    if lastCount < Self.enough { PipeEnd.nap(Self.nap) }
    lastCount = read(into: &bytes, at: offset, atMost: count)
    return lastCount
  }

  /// Where less came at once, the next read waits for more to be there, for half a millisecond.
  ///
  /// Git writes a few KiB at a time, or what it has to say of each commit. Whoever reads each of them as it
  /// comes costs both sides a change of context, together a tenth of all the time that a scan takes.
  private static let enough = 128 << 10
  private static let nap: UInt32 = 500

  /// True while nothing came that was not read, and the end did not come either.
  var isSilent: Bool { output.isSilent }

  /// Lets git write up to a MiB ahead.
  func widenOutput() { output.widen() }

  /// Reads all that comes, waits, and returns it.
  ///
  /// - Throws: `failed` where the command ends with a status that is not accepted.
  mutating func all(accepting statuses: [Int32] = [0]) throws(GitError) -> [UInt8] {
    let bytes = output.all()
    guard statuses.contains(wait()) else { throw failure }
    return bytes
  }

  /// Waits for the end, once: the exit status, or 128 and the number of a signal.
  mutating func wait() -> Int32 {
    if let status { return status }
    input = nil
    let status = cprocess_wait(id)
    self.status = status
    return status
  }

  /// True once this process has caught a signal that is to end it.
  static var isInterrupted: Bool { cprocess_caught_signal() != 0 }

  /// What git complained of, as an error.
  var failure: GitError {
    if Self.isInterrupted { return .interrupted }
    let lines = complaints.map { line in
      line.hasPrefix("fatal: ") ? line.dropFirst("fatal: ".count) : line
    }
    let reason = lines.isEmpty ? "it said nothing" : lines.joined(separator: " ")
    return .failed(command: command, reason: reason)
  }

  /// What git warned of, though it did what it was asked; to be asked at its end.
  var warnings: [String] {
    let sign = "warning: "
    return complaints.filter { $0.hasPrefix(sign) }.map { String($0.dropFirst(sign.count)) }
  }

  private var complaints: [Substring] {
    String(decoding: errors.read(Self.longestComplaint, at: 0), as: UTF8.self)
      .split(whereSeparator: \.isNewline)
  }

  /// How much of a complaint is passed on, in bytes.
  private static let longestComplaint = 4096
}

extension GitProcess {
  private static func spawn(
    _ program: GitProgram, _ arguments: [String], _ input: Int32, _ output: Int32, _ errors: Int32
  ) throws(GitError) -> Int32 {
    var id: Int32 = 0
    let list = program.arguments(arguments)
    let dropped = program.droppedEnvironment.map { Array($0.utf8) }
    let added = program.addedEnvironment.map { Array($0.utf8) }
    let failure = unsafe withStrings(list) { list in
      unsafe withStrings(dropped) { dropped in
        unsafe withStrings(added) { added in
          unsafe cprocess_spawn(list, dropped, added, input, output, errors, &id)
        }
      }
    }
    guard failure == 0 else { throw .cannotStart(reason: PipeEnd.words(for: failure)) }
    return id
  }

  /// Lends texts as C has lists of them: each ends with a NUL, the list with a null pointer.
  private static func withStrings<Result>(
    _ texts: [[UInt8]], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let bytes = texts.flatMap { $0 + [0] }.map { CChar(bitPattern: $0) }
    return unsafe bytes.withUnsafeBufferPointer { memory in
      var pointers: [UnsafePointer<CChar>?] = unsafe []
      var start = 0
      for text in texts {
        unsafe pointers.append(memory.baseAddress.map { base in unsafe base + start })
        start += text.count + 1
      }
      unsafe pointers.append(nil)
      return unsafe pointers.withUnsafeBufferPointer { list in
        unsafe body(list.baseAddress.unsafelyUnwrapped)
      }
    }
  }
}

extension GitProgram {
  /// Runs a command to its end and returns what it wrote.
  func output(
    of arguments: [String], accepting statuses: [Int32] = [0]
  ) throws(GitError) -> [UInt8] {
    var process = try GitProcess(self, arguments)
    return try process.all(accepting: statuses)
  }
}
