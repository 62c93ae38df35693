internal import CBytes

/// The first offset of a range at which an escape may start, or its end where there is none.
///
/// A percent sign, a backslash and an ampersand may; so may an equals sign before a line end.
public func firstEscape(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
  precondition(range.upperBound <= bytes.count, "a search stays within the bytes it was lent")
  return unsafe bytes.withUnsafeBufferPointer { buffer in
    guard let start = buffer.baseAddress else { return range.upperBound }
    return unsafe cb_find_escape(start, buffer.count, range.lowerBound, range.upperBound)
  }
}

/// Counts the bytes that end a line (LF).
public func newlineCount(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
  let part = bytes.extracting(range)
  return unsafe part.withUnsafeBufferPointer { buffer in
    guard let start = buffer.baseAddress else { return 0 }
    return unsafe cb_count_newlines(start, buffer.count)
  }
}

/// The first offset from here on that holds an LF, or the limit where none is before it.
public func firstNewline(in bytes: Span<UInt8>, from offset: Int, limit: Int) -> Int {
  let end = min(limit, bytes.count)
  guard offset < end else { return offset }
  precondition(offset >= 0, "a search stays within the bytes it was lent")
  return unsafe bytes.withUnsafeBufferPointer { buffer in
    guard let start = buffer.baseAddress else { return offset }
    return unsafe cb_find_newline(start, offset, end)
  }
}

/// The offset after the last LF before this one, or the limit where none is after it.
public func afterLastNewline(in bytes: Span<UInt8>, before offset: Int, limit: Int) -> Int {
  guard offset > limit else { return offset }
  precondition(limit >= 0 && offset <= bytes.count, "a search stays within the bytes it was lent")
  return unsafe bytes.withUnsafeBufferPointer { buffer in
    guard let start = buffer.baseAddress else { return offset }
    return unsafe cb_after_last_newline(start, limit, offset)
  }
}

/// The end of the ASCII characters that a range starts with.
public func asciiEnd(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
  precondition(range.upperBound <= bytes.count, "a search stays within the bytes it was lent")
  return unsafe bytes.withUnsafeBufferPointer { buffer in
    guard let start = buffer.baseAddress else { return range.lowerBound }
    return unsafe cb_ascii_end(start, range.lowerBound, range.upperBound)
  }
}
