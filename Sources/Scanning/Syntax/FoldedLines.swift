/// Tells which lines YAML folds into one: those below `key: >` that are indented further (YAML 1.2.2,
/// section 8.1.3).
struct FoldedLines {
  /// The indentation of the line that opened the scalar.
  private var header: Int?

  /// Reads a line, and says whether it goes on what the line before holds.
  mutating func take(_ line: Range<Int>, in text: Span<UInt8>) -> Bool {
    let content = text.trimmed(line)
    if content.isEmpty { return header != nil }
    let indentation = content.lowerBound - line.lowerBound
    if let header, indentation > header { return true }
    header = Self.opens(content, in: text) ? indentation : nil
    return false
  }

  /// True for `key: >`, `- >-` and the like.
  private static func opens(_ content: Range<Int>, in text: Span<UInt8>) -> Bool {
    var end = content.upperBound
    while end > content.lowerBound, "+-0123456789".utf8.contains(text[end - 1]) { end -= 1 }
    return end - 2 >= content.lowerBound && text[end - 1] == UInt8(ascii: ">")
      && text[end - 2].isBlank
  }
}
