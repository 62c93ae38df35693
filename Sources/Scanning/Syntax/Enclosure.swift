/// The brackets around a place in code, innermost first, as far as they are near.
struct Enclosure: Hashable, Sendable {
  /// What stands between them.
  let ranges: [Range<Int>]

  /// How far the brackets are looked for on either side, in bytes.
  private static let reach = 4096
  private static let deepest = 16

  /// Looks for the brackets around an offset, those in strings and comments passed over.
  init(around offset: Int, _ map: SourceMap, in text: Span<UInt8>) {
    let string = map.names.string(at: offset)
    let opens = Self.opens(before: string?.lowerBound ?? offset, map, text)
    let closes = Self.closes(after: string?.upperBound ?? offset, map, text)
    ranges = zip(opens, closes).map { $0 + 1..<$1 }
  }

  /// The widest range that does not hold another offset.
  func widest(without offset: Int) -> Range<Int>? {
    ranges.prefix { !$0.contains(offset) }.last
  }

  /// The brackets before an offset that close after it.
  private static func opens(
    before start: Int, _ map: SourceMap, _ text: Span<UInt8>
  ) -> [Int] {
    var (offset, depth, opens) = (start - 1, 0, [Int]())
    let limit = max(0, start - reach)
    while offset >= limit, opens.count < deepest {
      let byte = text[offset]
      if let quiet = quiet(offset, byte, map) {
        offset = quiet.lowerBound - 1
        continue
      }
      if byte.closesBracket { depth += 1 }
      if byte.opensBracket {
        if depth == 0 { opens.append(offset) }
        depth = max(0, depth - 1)
      }
      offset -= 1
    }
    return opens
  }

  /// The brackets after an offset that open before it.
  private static func closes(
    after start: Int, _ map: SourceMap, _ text: Span<UInt8>
  ) -> [Int] {
    var (offset, depth, closes) = (start, 0, [Int]())
    let limit = min(text.count, start + reach)
    while offset < limit, closes.count < deepest {
      let byte = text[offset]
      if let quiet = quiet(offset, byte, map) {
        offset = quiet.upperBound
        continue
      }
      if byte.opensBracket { depth += 1 }
      if byte.closesBracket {
        if depth == 0 { closes.append(offset) }
        depth = max(0, depth - 1)
      }
      offset += 1
    }
    return closes
  }

  /// The string or comment that a quote or a bracket stands in.
  private static func quiet(_ offset: Int, _ byte: UInt8, _ map: SourceMap) -> Range<Int>? {
    guard TargetReader.isQuote(byte) || "([{}])".utf8.contains(byte) else { return nil }
    return map.names.string(at: offset) ?? map.comment(at: offset)
  }
}
