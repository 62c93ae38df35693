internal import Patterns

/// What the lines and columns of an artifact are counted in.
///
/// It is a matter of the whole artifact, not of a piece of it: the windows before a finding, in which
/// nothing stands, are counted too.
enum CodeUnits: Hashable, Sendable {
  /// Bytes, as UTF-8 and what is no text have them.
  case bytes
  /// Pairs of bytes, of which the first stands at an even (0) or odd (1) offset.
  case pairs(UTF16Text.ByteOrder, parity: Int)

  /// How many lines end in a range.
  func lineEndCount(in text: Span<UInt8>, _ range: Range<Int>) -> Int {
    switch self {
    case .bytes: return newlineCount(in: text, range)
    case .pairs(let order, let parity):
      let starts = stride(from: Self.align(range.lowerBound, parity), to: range.upperBound, by: 2)
      return starts.reduce(0) { $0 + (Self.isLineFeed(text, $1, order) ? 1 : 0) }
    }
  }

  /// The start of the line that holds an offset, not before `limit`.
  func lineStart(of offset: Int, in text: Span<UInt8>, limit: Int = 0) -> Int {
    switch self {
    case .bytes: return text.lineStart(of: offset, limit: limit)
    case .pairs(let order, let parity):
      var start = Self.align(offset, parity)
      while start - 2 >= limit, !Self.isLineFeed(text, start - 2, order) { start -= 2 }
      return start
    }
  }

  /// The number of UTF-16 code units of the characters that start in a range.
  func utf16Length(of range: Range<Int>, in text: Span<UInt8>) -> Int {
    switch self {
    case .bytes: return text.utf16Length(of: range)
    case .pairs(_, let parity):
      return max(0, range.upperBound - Self.align(range.lowerBound, parity) + 1) / 2
    }
  }

  /// How many bytes a byte order mark takes at the start of a text; editors do not count it.
  func markLength(of text: Span<UInt8>) -> Int {
    switch self {
    case .bytes: text.starts(with: [0xef, 0xbb, 0xbf], at: 0) ? 3 : 0
    case .pairs(.little, _): text.starts(with: [0xff, 0xfe], at: 0) ? 2 : 0
    case .pairs(.big, _): text.starts(with: [0xfe, 0xff], at: 0) ? 2 : 0
    }
  }

  private static func align(_ offset: Int, _ parity: Int) -> Int {
    offset + (offset + parity) % 2
  }

  private static func isLineFeed(
    _ text: Span<UInt8>, _ offset: Int, _ order: UTF16Text.ByteOrder
  ) -> Bool {
    guard offset + 1 < text.count else { return false }
    let (low, high) = order == .little ? (offset, offset + 1) : (offset + 1, offset)
    return text[low] == .lineFeed && text[high] == 0
  }
}
