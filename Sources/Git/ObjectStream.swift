/// Objects, one after another, from a single `git cat-file --batch`, which is started when it is needed.
///
/// Content comes as it is stored: no filter and no driver sees it. Git ends at an object that is damaged; for
/// the next one, where it was not asked for ahead, it is started again.
public struct ObjectStream: ~Copyable {
  private let program: GitProgram
  private var process: GitProcess?
  /// Where an object is looked for when it is opened, before git is; nil where it was asked for ahead.
  private var loose: LooseObjects?
  /// What was read; from `start` to `end` it has not been taken yet.
  private var buffer: [UInt8] = []
  private var start = 0
  private var end = 0

  /// Takes the repository whose objects are going to be opened.
  public init(of repository: GitRepository) {
    program = repository.program
    loose = LooseObjects(of: repository)
  }

  /// Starts git for objects that are asked for ahead with ``ask(_:)``, and opened in the same order.
  ///
  /// It takes less time: git reads the next object while the last one is used.
  ///
  /// - Throws: `cannotStart`.
  public init(askingAheadIn program: GitProgram) throws(GitError) {
    self.program = program
    process = try GitProcess(program, Self.command + ["--buffer"], isFed: true)
    process?.widenOutput()
    buffer = [UInt8](repeating: 0, count: Self.blockSize)
  }

  private static let command = ["cat-file", "--batch"]

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
    guard process?.send(ids.lines) == true else { throw ending() }
  }

  /// Says that no more objects will be asked for.
  public mutating func endAsking() { process?.endInput() }

  /// Opens an object, and returns its size in bytes; its content comes next.
  ///
  /// All of the content of the one before has to have been taken.
  ///
  /// - Throws: `cannotStart`, `noObject`, or `failed` where git has ended.
  public mutating func open(_ id: ObjectID) throws(GitError) -> Int {
    if loose != nil {
      if let content = loose?.content(of: id, .blob) { return hold(content) }
      if process == nil { process = try GitProcess(program, Self.command, isFed: true) }
      try ask([id])
    }
    return try header(of: id)
  }

  /// Takes the content of an object as if git had sent it, and returns its size.
  private mutating func hold(_ content: consuming [UInt8]) -> Int {
    let size = content.count
    content.append(UInt8(ascii: "\n"))
    buffer = content
    (start, end) = (0, buffer.count)
    return size
  }

  /// Reads `NAME TYPE SIZE`; anything else after a name says that there is no such object.
  private mutating func header(of id: ObjectID) throws(GitError) -> Int {
    let line = try line()
    let span = buffer.span.extracting(line)
    guard span.count > id.digits.count else {
      throw unexpected
    }
    for index in id.digits.indices where span[index] != id.digits[index] {
      throw unexpected
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
  /// How large it is at first where one object at a time is read: a hook seldom needs more.
  private static let firstSize = 1 << 16

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
      let got = process?.read(into: &bytes, at: place, atMost: bytes.count - place) ?? 0
      guard got > 0 else { throw ending() }
      place += got
    }
  }

  /// Takes the line feed after the content.
  public mutating func close() throws(GitError) {
    if start == end { try fill() }
    guard buffer[start] == UInt8(ascii: "\n") else {
      throw unexpected
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
    if buffer.count - end <= buffer.count / 4 { makeRoom() }
    let room = buffer.count - end
    let got =
      loose == nil
      ? process?.readMuch(into: &buffer, at: end, atMost: room)
      : process?.read(into: &buffer, at: end, atMost: room)
    guard let got, got > 0 else { throw ending() }
    end += got
  }

  /// Moves what has not been taken to the front, into a larger buffer where it fills half of this one.
  private mutating func makeRoom() {
    let count = end - start
    if start > 0 {
      buffer.moveToFront(start..<end)
      (start, end) = (0, count)
    }
    let size = count > buffer.count / 2 ? Self.blockSize : Self.firstSize
    if buffer.count < size { buffer += [UInt8](repeating: 0, count: size - buffer.count) }
  }

  private var unexpected: GitError { .unexpectedAnswer(command: Self.command[0]) }

  /// Why nothing comes any more; what came before it belongs to an object that is not whole.
  private mutating func ending() -> GitError {
    _ = process?.wait()
    let failure = process?.failure ?? unexpected
    if loose != nil {
      process = nil
      (start, end) = (0, 0)
    }
    return failure
  }
}
