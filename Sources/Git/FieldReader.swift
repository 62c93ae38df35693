/// What a command of git's writes, field by field, while it runs.
///
/// No more of it is in memory than one field and a block of 256 KiB.
struct FieldReader: ~Copyable {
  private var process: GitProcess
  private let separator: UInt8
  /// What was read; the fields that are returned are ranges of it.
  private(set) var bytes = [UInt8](repeating: 0, count: 256 << 10)
  private var start = 0
  private var end = 0

  /// Takes a command that was just started, and the byte that ends each of its fields.
  init(_ process: consuming GitProcess, separator: UInt8) {
    self.process = process
    self.process.widenOutput()
    self.separator = separator
  }

  /// Where the next field stands in ``bytes``, until the one after it is asked for; nil at the end.
  ///
  /// A last field without an end is dropped: the command that wrote it did not come to its own.
  mutating func next() -> Range<Int>? {
    var searched = start
    while true {
      if let place = bytes.span.firstIndex(of: separator, in: searched..<end) {
        defer { start = place + 1 }
        return start..<place
      }
      searched = end - start
      guard fill() else { return nil }
    }
  }

  /// Waits for the end of the command.
  ///
  /// - Throws: `failed` where it ended with another status than 0, `interrupted`.
  mutating func finish() throws(GitError) {
    // What it still writes, nobody reads any more.
    if GitProcess.isInterrupted { throw .interrupted }
    guard process.wait() == 0 else { throw process.failure }
  }

  /// Moves the start of a field to the front, and reads more behind it; false where nothing comes any more.
  private mutating func fill() -> Bool {
    if GitProcess.isInterrupted { return false }
    bytes.moveToFront(start..<end)
    (start, end) = (0, end - start)
    if end == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
    let got = process.readMuch(into: &bytes, at: end, atMost: bytes.count - end)
    end += got
    return got > 0
  }
}
