/// Objects, one after another, from a single `git cat-file --batch`.
///
/// Content comes as it is stored: no filter and no driver sees it.
public struct ObjectStream: ~Copyable, Sendable {
  private var process: GitProcess
  /// True where each object is asked for when it is opened; else it was asked for ahead.
  private let isFed: Bool
  /// What was read of git's answers; from `start` to `end` it has not been taken yet.
  private var buffer = [UInt8](repeating: 0, count: blockSize)
  private var start = 0
  private var end = 0

  /// Starts git.
  ///
  /// - Throws: `cannotStart`.
  public init(_ program: GitProgram) throws(GitError) {
    process = try GitProcess(program, ["cat-file", "--batch"], isFed: true)
    isFed = true
  }

  /// Starts git for objects that are asked for ahead with ``ask(_:)``, and opened in the same order.
  ///
  /// It takes less time: git reads the next object while the last one is used.
  ///
  /// - Throws: `cannotStart`.
  public init(askingAheadIn program: GitProgram) throws(GitError) {
    process = try GitProcess(program, ["cat-file", "--batch", "--buffer"], isFed: true)
    process.widenOutput()
    isFed = false
  }

  /// How many objects may be asked for at once, twice as many before the first of them is opened.
  ///
  /// Their names have to fit into a pipe, of 64 KiB, or both sides would wait for each other. As many
  /// answers are more than git keeps to itself, 4 KiB, so that those before them come.
  public static let mostAsked = 480

  /// Asks for objects, at most ``mostAsked``.
  ///
  /// Of those that were asked for before, all but the last ``mostAsked`` have to be read already; and one is
  /// answered for sure only when so many were asked for behind it, or ``endAsking()`` was called.
  ///
  /// - Throws: `failed` where git has ended.
  public mutating func ask(_ ids: [ObjectID]) throws(GitError) {
    guard process.send(ids.lines) else { throw ending() }
  }

  /// Says that no more objects will be asked for.
  public mutating func endAsking() { process.endInput() }

  /// Asks for an object, and returns its size in bytes; its content comes next.
  ///
  /// All of the content of the one before has to have been taken.
  ///
  /// - Throws: `noObject`, or `failed` where git has ended.
  public mutating func open(_ id: ObjectID) throws(GitError) -> Int {
    if isFed {
      guard process.send(CollectionOfOne(id).lines) else { throw ending() }
    }
    return try header(of: id)
  }

  /// Reads `NAME TYPE SIZE`; anything else after a name says that there is no such object.
  private mutating func header(of id: ObjectID) throws(GitError) -> Int {
    let line = try line()
    let span = buffer.span.extracting(line)
    guard span.count > id.digits.count else {
      throw .unexpectedAnswer(command: process.command)
    }
    for index in id.digits.indices where span[index] != id.digits[index] {
      throw .unexpectedAnswer(command: process.command)
    }
    var (size, place, unit) = (0, span.count - 1, 1)
    while span[place] != UInt8(ascii: " ") {
      let digit = Int(span[place]) - Int(UInt8(ascii: "0"))
      guard (0...9).contains(digit), unit <= Self.largestUnit else { throw .noObject(id) }
      (size, unit, place) = (size + digit * unit, unit * 10, place - 1)
    }
    guard place > id.digits.count else { throw .noObject(id) }
    return size
  }

  /// The value of the first digit of the largest size.
  private static let largestUnit = 100_000_000_000_000_000

  /// The largest object that ``withContent(_:_:_:)`` lends, in bytes.
  public static let largestLent = blockSize - 1
  private static let blockSize = 1 << 20

  /// Lends all of the content of the object that was just opened, without a copy.
  ///
  /// - Parameters:
  ///   - size: Its size, at most ``largestLent``.
  ///   - memory: What the body works with: of another owner, so that both can be used at once.
  ///   - body: What is done with it.
  /// - Returns: What `body` returns.
  /// - Throws: `failed` where git ends before it.
  public mutating func withContent<Memory: ~Copyable, Result>(
    _ size: Int, _ memory: inout Memory, _ body: (Span<UInt8>, inout Memory) -> Result
  ) throws(GitError) -> Result {
    while end - start <= size { try fill() }
    let result = body(buffer.span.extracting(start..<start + size), &memory)
    start += size
    try close()
    return result
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
    if start == end { try fill() }
    guard buffer[start] == UInt8(ascii: "\n") else {
      throw .unexpectedAnswer(command: process.command)
    }
    start += 1
  }

  /// Where the next line stands in the buffer, until more is read.
  private mutating func line() throws(GitError) -> Range<Int> {
    var searched = start
    while true {
      if let feed = buffer.span.firstIndex(of: UInt8(ascii: "\n"), in: searched..<end) {
        defer { start = feed + 1 }
        return start..<feed
      }
      let known = end - start
      try fill()
      searched = start + known
    }
  }

  /// Reads more, behind what has not been taken yet.
  private mutating func fill() throws(GitError) {
    if buffer.count - end < Self.blockSize / 4, start > 0 {
      buffer.moveToFront(start..<end)
      (start, end) = (0, end - start)
    }
    let room = buffer.count - end
    let got =
      isFed
      ? process.read(into: &buffer, at: end, atMost: room)
      : process.readMuch(into: &buffer, at: end, atMost: room)
    guard got > 0 else { throw ending() }
    end += got
  }

  /// Why nothing comes any more.
  private mutating func ending() -> GitError {
    _ = process.wait()
    return process.failure
  }
}
