/// Reads the name to the left of `=`, `:` or `=>`.
struct TargetReader {
  /// The longest target, in bytes.
  private static let longest = 200

  /// A target: `session.headers["Authorization"]` has the head `session` and is no plain name.
  struct Target {
    var whole: Range<Int>
    /// The first name, `this` and its like left out.
    var head: Range<Int>
    /// The name after the head; the head itself where there is none.
    var second: Range<Int>
    var last: Range<Int>
    /// True where the name was written as a string.
    var isQuoted = false

    var isPlain: Bool { head == last }

    /// A name by itself.
    static func plain(_ name: Range<Int>) -> Target {
      Target(whole: name, head: name, second: name, last: name)
    }
  }

  /// The target that ends before an offset, or nil where what stands there is none.
  static func target(before end: Int, from start: Int, in text: Span<UInt8>) -> Target? {
    let limit = max(start, end - longest)
    var last = end
    while last > limit, text[last - 1].isBlank || text[last - 1] == UInt8(ascii: "?") { last -= 1 }
    guard last > limit else { return nil }
    let byte = text[last - 1]
    if isQuote(byte) { return quoted(text, last, limit) }
    guard byte.isNameCharacter || byte == UInt8(ascii: "]") else { return nil }
    return path(text, last, limit)
  }

  private static func quoted(_ text: Span<UInt8>, _ end: Int, _ limit: Int) -> Target? {
    var start = end - 1
    while start > limit, text[start - 1] != text[end - 1], text[start - 1] != .lineFeed {
      start -= 1
    }
    guard start > limit, text[start - 1] == text[end - 1], start < end - 1 else { return nil }
    let name = start..<end - 1
    return Target(whole: name, head: name, second: name, last: name, isQuoted: true)
  }

  private static func path(_ text: Span<UInt8>, _ end: Int, _ limit: Int) -> Target? {
    var start = end
    while start > limit {
      let byte = text[start - 1]
      if byte.isNameCharacter || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "@") {
        start -= 1
      } else if byte == UInt8(ascii: "]") {
        guard let open = opening(text, start - 1, limit) else { return nil }
        start = open
      } else if let joint = jointLength(text, start, limit) {
        start -= joint
      } else {
        break
      }
    }
    return components(text, start..<end)
  }

  /// The length of what joins two names and ends at an offset: `.`, `?.`, `->`, `::`.
  private static func jointLength(_ text: Span<UInt8>, _ end: Int, _ limit: Int) -> Int? {
    let byte = text[end - 1]
    if byte == UInt8(ascii: ".") {
      let isSafe =
        end - 2 >= limit
        && (text[end - 2] == UInt8(ascii: "?") || text[end - 2] == UInt8(ascii: "!"))
      return isSafe ? 2 : 1
    }
    guard end - 2 >= limit else { return nil }
    if byte == UInt8(ascii: ">"), text[end - 2] == UInt8(ascii: "-") { return 2 }
    return byte == UInt8(ascii: ":") && text[end - 2] == UInt8(ascii: ":") ? 2 : nil
  }

  private static func opening(_ text: Span<UInt8>, _ close: Int, _ limit: Int) -> Int? {
    var (offset, depth) = (close, 0)
    while offset >= limit, text[offset] != .lineFeed {
      if text[offset] == UInt8(ascii: "]") { depth += 1 }
      if text[offset] == UInt8(ascii: "[") { depth -= 1 }
      if depth == 0 { return offset }
      offset -= 1
    }
    return nil
  }

  private static let selves = ["this", "self", "cls"].map { Array($0.utf8) }

  private static func components(_ text: Span<UInt8>, _ whole: Range<Int>) -> Target? {
    var names: [Range<Int>] = []
    var offset = whole.lowerBound
    while offset < whole.upperBound {
      var end = offset
      while end < whole.upperBound, text[end].isNameCharacter { end += 1 }
      if end > offset { names.append(offset..<end) }
      offset = max(end, offset + 1)
    }
    while names.count > 1, selves.contains(text.array(names[0])) { names.removeFirst() }
    guard let head = names.first, let last = names.last, !text[head.lowerBound].isDigit else {
      return nil
    }
    return Target(whole: whole, head: head, second: names.count > 1 ? names[1] : head, last: last)
  }

  static func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 || byte == 0x60 }
}
