/// Finds where the strings of a text end, one after another, each on the line that it starts on.
///
/// It remembers which quote closes no more on its line. Each of that kind further on is escaped, so that to look
/// behind every one of them would come to the same, in quadratic time.
struct StringEnds {
  private var unclosed: [(quote: UInt8, end: Int)] = []

  /// The offset after the quote that closes the one at an offset, or nil where none does.
  ///
  /// - Parameters:
  ///   - start: The offset of a quote; none comes before one that was asked about.
  ///   - text: The text.
  ///   - limit: Where it ends.
  /// - Returns: The end of the string.
  mutating func end(ofStringAt start: Int, in text: Span<UInt8>, limit: Int) -> Int? {
    let quote = text[start]
    if unclosed.contains(where: { $0.quote == quote && start < $0.end }) { return nil }
    let end = text.lastOffset(ofStringIn: start + 1..<limit, quote)
    if end < limit, text[end] == quote { return end + 1 }
    unclosed.removeAll { $0.quote == quote }
    unclosed.append((quote, end))
    return nil
  }
}

extension Span where Element == UInt8 {
  /// The offset of the quote that closes a string, or else of its line's end, or the end of the range or past it.
  fileprivate func lastOffset(ofStringIn range: Range<Int>, _ quote: UInt8) -> Int {
    var offset = range.lowerBound
    while offset < range.upperBound, self[offset] != .lineFeed, self[offset] != quote {
      offset += self[offset] == .backslash ? 2 : 1
    }
    return offset
  }
}
