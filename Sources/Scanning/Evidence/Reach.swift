internal import Rules

extension Span where Element == UInt8 {
  /// The end of a match that reaches beyond what its expression matched.
  func end(of extent: EvidencePattern.Extent, from match: Range<Int>) -> Int {
    switch extent {
    case .call: callEnd(from: match)
    case .expression: expressionEnd(from: match)
    }
  }

  /// How far an extent is followed, in bytes.
  private static var longestExtent: Int { 4096 }

  /// The end of the call whose bracket a match opens or stands before, else of the command.
  private func callEnd(from match: Range<Int>) -> Int {
    var open = match.upperBound
    if open > match.lowerBound, isOpening(self[open - 1]) { return closing(of: open - 1) }
    while let byte = byte(open), byte.isBlank { open += 1 }
    if let byte = byte(open), isOpening(byte) { return closing(of: open) }
    return commandEnd(from: match.upperBound)
  }

  private func isOpening(_ byte: UInt8) -> Bool { byte == 0x28 || byte == 0x5b || byte == 0x7b }

  /// The offset after the bracket that closes one, strings skipped.
  private func closing(of open: Int) -> Int {
    let limit = Swift.min(count, open + Self.longestExtent)
    var (offset, depth) = (open, 0)
    var strings = StringEnds()
    while offset < limit {
      let byte = self[offset]
      if TargetReader.isQuote(byte), let end = stringEnd(at: offset, limit, &strings) {
        offset = end
        continue
      }
      if isOpening(byte) { depth += 1 }
      if byte == 0x29 || byte == 0x5d || byte == 0x7d { depth -= 1 }
      offset += 1
      if depth == 0 { return offset }
    }
    return limit
  }

  /// The end of a string that starts at a quote; backquotes may span lines.
  private func stringEnd(at quote: Int, _ limit: Int, _ strings: inout StringEnds) -> Int? {
    if self[quote] == UInt8(ascii: "'"), byte(quote - 1)?.isAlphanumeric == true { return nil }
    guard self[quote] == UInt8(ascii: "`") else {
      return strings.end(ofStringAt: quote, in: self, limit: limit)
    }
    var offset = quote + 1
    while offset < limit {
      if self[offset] == self[quote] { return offset + 1 }
      offset += self[offset] == .backslash ? 2 : 1
    }
    return nil
  }

  /// The end of a command without brackets: of its line, or before `;`, `|`, `&&`.
  private func commandEnd(from start: Int) -> Int {
    let limit = Swift.min(count, start + Self.longestExtent)
    var offset = start
    var strings = StringEnds()
    while offset < limit {
      let byte = self[offset]
      if TargetReader.isQuote(byte), let end = stringEnd(at: offset, limit, &strings) {
        offset = end
        continue
      }
      if byte == .lineFeed {
        let end = withoutCarriageReturn(offset)
        let isContinued = end > 0 && ",\\".utf8.contains(self[end - 1])
        if !isContinued { return Swift.max(start, end) }
      }
      if byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|") { return offset }
      if byte == UInt8(ascii: "&"), self.byte(offset + 1) == byte { return offset }
      offset += 1
    }
    return offset
  }

  /// The end of the string that holds a match, and of what is joined to it.
  private func expressionEnd(from match: Range<Int>) -> Int {
    let limit = Swift.min(count, match.upperBound + Self.longestExtent)
    guard let quote = openQuote(before: match.lowerBound) else {
      return unquotedEnd(from: match.upperBound, limit)
    }
    var end = match.upperBound
    while end < limit, self[end] != self[quote] {
      if self[quote] != UInt8(ascii: "`"), self[end] == .lineFeed {
        return Swift.max(match.upperBound, withoutCarriageReturn(end))
      }
      end += self[end] == .backslash ? 2 : 1
    }
    end = Swift.min(end + 1, limit)
    let hasSlot = (match.lowerBound..<Swift.max(match.lowerBound, end - 1)).contains {
      self[$0] == UInt8(ascii: "%") || self[$0] == UInt8(ascii: "{")
    }
    let joined = operands(after: end, limit, takesComma: hasSlot && end - match.upperBound < 12)
    return joined == end ? end - 1 : joined
  }

  /// The quote on the same line that opens the string in which an offset lies.
  private func openQuote(before offset: Int) -> Int? {
    var index = offset - 1
    while index >= 0, index > offset - 160, self[index] != .lineFeed {
      if TargetReader.isQuote(self[index]) { return index }
      index -= 1
    }
    return nil
  }

  private func unquotedEnd(from start: Int, _ limit: Int) -> Int {
    var end = start
    while end < limit, self[end] != .lineFeed, !"\"'`".utf8.contains(self[end]) { end += 1 }
    return Swift.max(start, withoutCarriageReturn(end))
  }

  /// The end of a line whose line feed stands at an offset.
  private func withoutCarriageReturn(_ lineFeed: Int) -> Int {
    byte(lineFeed - 1) == 0x0d ? lineFeed - 1 : lineFeed
  }

  /// What is joined to a string that ends at an offset: by `+`, `.`, `&`, `<>`, `%`, a format's comma.
  private func operands(after start: Int, _ limit: Int, takesComma: Bool) -> Int {
    var end = start
    while end < limit {
      var next = end
      while let byte = byte(next), byte.isBlank || byte.isLineEnd { next += 1 }
      guard next < limit, let length = joinLength(at: next, takesComma: takesComma) else {
        return end
      }
      next += length
      while let byte = byte(next), byte.isBlank || byte.isLineEnd { next += 1 }
      let operand = operandEnd(from: next, limit)
      guard operand > next else { return end }
      end = operand
    }
    return end
  }

  private func joinLength(at offset: Int, takesComma: Bool) -> Int? {
    switch self[offset] {
    case UInt8(ascii: "+"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "~"): return 1
    case UInt8(ascii: "."): return byte(offset + 1) == UInt8(ascii: ".") ? 2 : 1
    case UInt8(ascii: "<"): return byte(offset + 1) == UInt8(ascii: ">") ? 2 : nil
    case UInt8(ascii: "|"): return byte(offset + 1) == UInt8(ascii: "|") ? 2 : nil
    case UInt8(ascii: ","): return takesComma ? 1 : nil
    case UInt8(ascii: ":"): return nil
    default: return nil
    }
  }

  private func operandEnd(from start: Int, _ limit: Int) -> Int {
    var end = start
    var strings = StringEnds()
    while end < limit {
      let byte = self[end]
      if TargetReader.isQuote(byte) {
        guard let close = stringEnd(at: end, limit, &strings) else { return end }
        end = close
      } else if isOpening(byte) {
        end = closing(of: end)
      } else if byte.isNameCharacter || "$@.:?!&".utf8.contains(byte) {
        end += 1
      } else if byte == UInt8(ascii: "-"), self.byte(end + 1) == UInt8(ascii: ">") {
        end += 2
      } else {
        break
      }
    }
    return end
  }
}
