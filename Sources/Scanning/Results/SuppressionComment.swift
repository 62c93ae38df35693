internal import Findings

/// A comment that suppresses findings: the directive, IDs joined by commas, `until=YYYY-MM-DD` if
/// it ends, `--` and a reason.
struct SuppressionComment: Hashable, Sendable {
  /// From the directive's first letter to the end of its text.
  let range: Range<Int>
  /// The lines whose findings it covers: from the start of the first to the end of the last.
  let covered: Range<Int>
  let words: Words

  /// What the comment says.
  struct Words: Hashable, Sendable {
    let ids: [String]
    let until: String?
    let reason: String
  }

  /// The directive, which the keyword pass looks for.
  static let directive = "pleolint:allow"

  /// Reads the directives at some offsets that lie in comments.
  ///
  /// - Parameters:
  ///   - offsets: Where they start, in order.
  ///   - text: The text of the unit.
  ///   - comment: The whole comment that holds an offset, or nil.
  /// - Returns: The comments, in order.
  static func all(
    at offsets: [Int], in text: Span<UInt8>, _ comment: (Int) -> Range<Int>?
  ) -> [SuppressionComment] {
    var comments: [SuppressionComment] = []
    // Many may stand on one long line.
    var line = 0..<0
    for offset in offsets {
      guard let comment = comment(offset) else { continue }
      if !line.contains(offset) {
        line = text.lineStart(of: offset)..<text.lineEnd(of: offset, limit: text.count)
      }
      comments.append(SuppressionComment(at: offset, in: comment, on: line, of: text))
    }
    return comments
  }

  private init(
    at offset: Int, in comment: Range<Int>, on line: Range<Int>, of text: Span<UInt8>
  ) {
    let lineEnd = text.lineEnd(of: offset, limit: min(text.count, comment.upperBound))
    var end = min(lineEnd, offset + 1024)
    let directiveEnd = offset + Self.directive.utf8.count
    for close: StaticBytes in ["*/", "-->", "#>"] {
      let found = text.end(of: close, from: directiveEnd, limit: end)
      if found < end || text.starts(with: close.bytes, at: end - close.bytes.count) {
        end = found - close.bytes.count
      }
    }
    while end > directiveEnd, text[end - 1].isBlank || text[end - 1] == 0x0d { end -= 1 }
    range = offset..<end
    words = Words(String(decoding: text.array(directiveEnd..<end), as: UTF8.self))
    covered = Self.covered(by: comment, on: line, in: text)
  }

  /// True where a word at an offset is one of the rule IDs that follow a directive on its line.
  ///
  /// The IDs are no sign of Pleo: the comment must not change what is found under it. A word that
  /// could hold a value, as in `pleo-api-key=…`, is no ID.
  static func isID(at offset: Int, after directive: Int?, in text: Span<UInt8>) -> Bool {
    guard let directive, offset - directive < 1024 else { return false }
    let list = text.array(directive + Self.directive.utf8.count..<offset)
    let isList = list.allSatisfy { isIDByte($0) || $0.isBlank || $0 == UInt8(ascii: ",") }
    guard isList, let before = list.last, !isIDByte(before),
      !list.holds(Array(" --".utf8))
    else { return false }
    var end = offset
    while end < text.count, isIDByte(text[end]) { end += 1 }
    return end == text.count || text[end].isBlank || text[end].isLineEnd || text[end] == 0x2c
  }

  private static func isIDByte(_ byte: UInt8) -> Bool {
    byte.isLowercase || byte.isDigit || byte == UInt8(ascii: "-")
  }

  /// Its own line; where it stands alone on it, the next.
  private static func covered(
    by comment: Range<Int>, on line: Range<Int>, in text: Span<UInt8>
  ) -> Range<Int> {
    let (start, end) = (line.lowerBound, line.upperBound)
    let before = start..<max(start, comment.lowerBound)
    let after = min(end, comment.upperBound)..<end
    let isAlone = [before, after].allSatisfy { part in
      part.allSatisfy { text[$0].isBlank || text[$0] == 0x0d }
    }
    guard isAlone, end < text.count else { return start..<max(end, start + 1) }
    return end + 1..<max(text.lineEnd(of: end + 1, limit: text.count), end + 2)
  }
}

extension SuppressionComment.Words {
  init(_ text: String) {
    let parts = text.firstRange(of: "--")
    let head = text[..<(parts?.lowerBound ?? text.endIndex)]
    reason = parts.map { Self.trimmed(text[$0.upperBound...]) } ?? ""
    let words = head.split { $0 == " " || $0 == "\t" || $0 == "," }.map(String.init)
    until = words.first { $0.hasPrefix("until=") }.map { String($0.dropFirst("until=".count)) }
    ids = words.filter { !$0.hasPrefix("until=") }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
