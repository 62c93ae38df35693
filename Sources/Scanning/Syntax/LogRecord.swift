/// A record of a log: a line, and the lines that go on with it.
enum LogRecord {
  /// How far a record is followed to either side, in bytes.
  private static let reach = 64 * 1024

  /// The whole lines of the records that a place lies in.
  static func range(around place: Range<Int>, in text: Span<UInt8>) -> Range<Int> {
    let (first, limit) = (
      max(0, place.lowerBound - reach), min(text.count, place.upperBound + reach)
    )
    var start = text.lineStart(of: place.lowerBound, limit: first)
    while start > first, continues(at: start, in: text, from: first) {
      start = text.lineStart(of: start - 1, limit: first)
    }
    var end = text.lineEnd(of: place.upperBound, limit: limit)
    while end + 1 < limit, continues(at: end + 1, in: text, from: first) {
      end = text.lineEnd(of: end + 1, limit: limit)
    }
    return start..<end
  }

  /// True where the line that starts at an offset belongs to the one before.
  private static func continues(at start: Int, in text: Span<UInt8>, from first: Int) -> Bool {
    if text[start].isBlank { return true }
    let previous = text.lineStart(of: start - 1, limit: first)
    return endsInBackslash(text, previous..<start - 1)
      || isSent(text, at: start) && isSent(text, at: previous)
  }

  /// True for a line of what curl says that it sends: `> Host: example.com`.
  static func isSent(_ text: Span<UInt8>, at start: Int) -> Bool {
    text[start] == UInt8(ascii: ">") && text.byte(start + 1)?.isBlank == true
  }

  /// True for a line that goes on in the next one.
  static func endsInBackslash(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    var end = line.upperBound
    while end > line.lowerBound, text[end - 1] == 0x0d { end -= 1 }
    return end > line.lowerBound && text[end - 1] == .backslash
  }
}
