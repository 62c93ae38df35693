/// Objects, one after another, from a single `git cat-file --batch`.
///
/// Content comes as it is stored: no filter and no driver sees it.
public struct ObjectStream: ~Copyable, Sendable {
  private var process: GitProcess
  /// What was read of git's answers; from `start` to `end` it has not been taken yet.
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)
  private var start = 0
  private var end = 0

  /// Starts git.
  ///
  /// - Throws: `cannotStart`.
  public init(_ program: GitProgram) throws(GitError) {
    process = try GitProcess(program, ["cat-file", "--batch"], isFed: true)
  }

  /// Asks for an object, and returns its size in bytes; its content comes next.
  ///
  /// All of the content of the one before has to have been taken.
  ///
  /// - Throws: `noObject`, or `failed` where git has ended.
  public mutating func open(_ id: ObjectID) throws(GitError) -> Int {
    guard process.send(id.digits + [UInt8(ascii: "\n")]) else { throw ending() }
    let fields = try line().split(separator: UInt8(ascii: " "))
    guard fields.count == 3 else { throw .noObject(id) }
    guard fields[0].elementsEqual(id.digits),
      let size = Int(String(decoding: fields[2], as: UTF8.self))
    else { throw .unexpectedAnswer(command: process.command) }
    return size
  }

  /// Appends the next part of the content to an array.
  ///
  /// - Throws: `failed` where git ends before it, as with an object that is damaged.
  public mutating func append(_ count: Int, to bytes: inout [UInt8]) throws(GitError) {
    let known = min(count, end - start)
    bytes += buffer[start..<start + known]
    start += known
    guard known < count else { return }
    var place = bytes.count
    bytes += [UInt8](repeating: 0, count: count - known)
    while place < bytes.count {
      let got = process.read(into: &bytes, at: place, atMost: bytes.count - place)
      guard got > 0 else { throw ending() }
      place += got
    }
  }

  /// Takes the line feed after the content.
  public mutating func close() throws(GitError) {
    var sign: [UInt8] = []
    try append(1, to: &sign)
    guard sign == [UInt8(ascii: "\n")] else {
      throw .unexpectedAnswer(command: process.command)
    }
  }

  private mutating func line() throws(GitError) -> ArraySlice<UInt8> {
    var line: [UInt8] = []
    while true {
      let known = buffer[start..<end]
      if let feed = known.firstIndex(of: UInt8(ascii: "\n")) {
        line += known[..<feed]
        start = feed + 1
        return line[...]
      }
      line += known
      start = 0
      end = process.read(into: &buffer, at: 0, atMost: buffer.count)
      guard end > 0 else { throw ending() }
    }
  }

  /// Why nothing comes any more.
  private mutating func ending() -> GitError {
    _ = process.wait()
    return process.failure
  }
}
