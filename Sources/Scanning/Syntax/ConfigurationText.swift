/// What all configuration formats share: blanks, quotes, templates.
extension Span where Element == UInt8 {
  /// The first offset from one on that holds no space or tab, or the limit.
  func skippingBlanks(from start: Int, limit: Int) -> Int {
    var offset = start
    while offset < limit, self[offset].isBlank { offset += 1 }
    return offset
  }

  /// A range without the blanks and line ends around it.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, self[start].isBlank || self[start].isLineEnd { start += 1 }
    while end > start, self[end - 1].isBlank || self[end - 1].isLineEnd { end -= 1 }
    return start..<end
  }

  /// The offset after a template slot (`{{ … }}`, `{% … %}`, `<% … %>`) that starts at one and ends
  /// on its line, or nil.
  ///
  /// The search ends where another slot starts, so that all of them together are linear.
  func templateEnd(at start: Int, limit: Int) -> Int? {
    guard start + 1 < limit, let close = Self.templateClose(self[start], self[start + 1]) else {
      return nil
    }
    var offset = start + 2
    while offset + 1 < limit, self[offset] != .lineFeed {
      if self[offset] == close.0, self[offset + 1] == close.1 { return offset + 2 }
      if self[offset] == self[start], self[offset + 1] == self[start + 1] { return nil }
      offset += 1
    }
    return nil
  }

  private static func templateClose(_ first: UInt8, _ second: UInt8) -> (UInt8, UInt8)? {
    switch (first, second) {
    case (0x7b, 0x7b): (0x7d, 0x7d)
    case (0x7b, 0x25): (0x25, 0x7d)
    case (0x3c, 0x25): (0x25, 0x3e)
    default: nil
    }
  }

  /// True where a `#` that starts a comment stands at an offset.
  func startsHashComment(at offset: Int, from start: Int) -> Bool {
    self[offset] == UInt8(ascii: "#") && (offset == start || self[offset - 1].isBlank)
  }

  /// The offset of the first line end, or after the first byte that ends a word, or the limit.
  func wordEnd(from start: Int, limit: Int, _ ends: (UInt8) -> Bool) -> Int {
    var offset = start
    while offset < limit, self[offset] != .lineFeed {
      if ends(self[offset]) { return offset + 1 }
      offset += 1
    }
    return offset
  }

  /// The first offset whose byte is of a kind, or the limit.
  func firstOffset(from start: Int, limit: Int, where isWanted: (UInt8) -> Bool) -> Int {
    var offset = start
    while offset < limit, !isWanted(self[offset]) { offset += 1 }
    return offset
  }

  /// True where a range holds a word, written in lowercase, and nothing else.
  func holds(_ word: StaticBytes, in range: Range<Int>, ignoringCase: Bool = false) -> Bool {
    guard range.count == word.bytes.count else { return false }
    for (index, byte) in zip(range, word.bytes) {
      guard (ignoringCase ? self[index].lowercased : self[index]) == byte else { return false }
    }
    return true
  }

  /// True where two ranges hold the same bytes.
  func isEqual(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard left.count == right.count else { return false }
    for (a, b) in zip(left, right) where self[a] != self[b] { return false }
    return true
  }

  /// The offset after the quote that closes the one at an offset; nil without one on its line.
  ///
  /// YAML doubles a single quote in single quotes; a backslash escapes in double quotes and in JSON;
  /// in HCL a `${…}` may hold quotes.
  func quoteEnd(at start: Int, limit: Int, _ style: ConfigurationFormat) -> Int? {
    quoteEnd(self[start], from: start + 1, limit: limit, style)
  }

  /// As `quoteEnd(at:limit:_:)`, also on the lines after it, as long as a condition holds for their
  /// starts.
  func quoteEnd(
    at start: Int, limit: Int, _ style: ConfigurationFormat, continues: (Int) -> Bool
  ) -> Int? {
    var from = start + 1
    while true {
      if let end = quoteEnd(self[start], from: from, limit: limit, style) { return end }
      from = lineEnd(of: from, limit: limit) + 1
      guard from < limit, continues(from) else { return nil }
    }
  }

  private func quoteEnd(
    _ quote: UInt8, from start: Int, limit: Int, _ style: ConfigurationFormat
  ) -> Int? {
    let escapes = quote == UInt8(ascii: "\"") || style == .json
    var offset = start
    var depth = 0
    while offset < limit, self[offset] != .lineFeed {
      if style == .hcl { depth = max(0, depth + braceStep(at: offset)) }
      if self[offset] == quote, depth == 0 {
        guard style == .yaml, !escapes, offset + 1 < limit, self[offset + 1] == quote else {
          return offset + 1
        }
        offset += 2
      } else {
        if escapes, self[offset] == .backslash { offset += 1 }
        if offset < limit, self[offset] != .lineFeed { offset += 1 }
      }
    }
    return nil
  }

  /// 1 at the brace of `${` or `%{`, -1 at a closing one, else 0.
  private func braceStep(at offset: Int) -> Int {
    switch self[offset] {
    case UInt8(ascii: "}"): -1
    case UInt8(ascii: "{"): self[offset - 1] == 0x24 || self[offset - 1] == 0x25 ? 1 : 0
    default: 0
    }
  }
}
