#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The memory that one worker reads windows into.
///
/// It grows to the largest window that it is asked to hold, and is used again for each next one. Its
/// bytes are lent to the worker, never handed out.
@safe public struct WindowBuffer: ~Copyable {
  private var memory: UnsafeMutableRawPointer?
  private var capacity = 0
  // How many bytes from the start on have been filled, and which of them are the window.
  private(set) var count = 0
  private var window = 0..<0

  /// Creates an empty buffer, which takes no memory yet.
  public init() { unsafe memory = nil }

  deinit { unsafe free(memory) }

  /// Lends the bytes of the window that was read last, without a copy.
  public borrowing func withBytes<Result, Failure>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let bytes = unsafe UnsafeRawBufferPointer(start: memory, count: count)
    let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[window])
    let typed = unsafe part.bindMemory(to: UInt8.self)
    return try body(unsafe typed.span)
  }
}

// One value owns the memory, so that it may move between tasks.
extension WindowBuffer: @unchecked Sendable {}

extension WindowBuffer {
  /// Forgets what it holds and makes room.
  mutating func clear(toHold byteCount: Int) throws(SystemFailure) {
    count = 0
    window = 0..<0
    guard capacity < byteCount else { return }
    // The old bytes are of no use, so that they need not be copied.
    unsafe free(memory)
    unsafe memory = nil
    capacity = 0
    try grow(toHold: byteCount)
  }

  /// Makes room and keeps what it holds.
  mutating func grow(toHold byteCount: Int) throws(SystemFailure) {
    guard capacity < byteCount else { return }
    guard let larger = unsafe realloc(memory, byteCount) else { throw .outOfMemory }
    unsafe memory = larger
    capacity = byteCount
  }

  /// Fills it with a part of a file, as far as the file goes; there must be room.
  mutating func fill(from file: borrowing Descriptor, _ range: Range<Int>) throws(SystemFailure) {
    let room = unsafe UnsafeMutableRawBufferPointer(start: memory, count: range.count)
    count = unsafe try file.read(into: room, at: range.lowerBound)
    window = 0..<count
  }

  /// Fills it with the start of a file by one system call, and returns how much came; there must be room.
  mutating func fillAtOnce(from file: borrowing Descriptor, upTo size: Int) -> Int {
    let room = unsafe UnsafeMutableRawBufferPointer(start: memory, count: size)
    count = unsafe file.readAtOnce(into: room)
    window = 0..<count
    return count
  }

  /// Adds what comes next from a stream, at most up to a size; there must be room.
  ///
  /// - Returns: False at the end of the stream.
  mutating func append(
    from stream: borrowing Descriptor, upTo size: Int, waits: Bool
  ) throws(SystemFailure) -> Bool {
    let memory = unsafe UnsafeMutableRawBufferPointer(start: memory, count: min(size, capacity))
    let room = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count...])
    let got = unsafe try stream.read(into: room, waits: waits)
    count += got
    return got > 0
  }

  /// Adds bytes; there must be room.
  mutating func append(_ bytes: [UInt8]) {
    let memory = unsafe UnsafeMutableRawBufferPointer(start: memory, count: capacity)
    unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyBytes(from: bytes)
    count += bytes.count
  }

  /// A copy of the bytes from an offset on.
  func bytes(from start: Int) -> [UInt8] {
    let bytes = unsafe UnsafeRawBufferPointer(start: memory, count: count)
    return unsafe Array(bytes[start...])
  }

  /// Says which of the bytes are the window.
  mutating func lend(_ range: Range<Int>) { window = range }
}
