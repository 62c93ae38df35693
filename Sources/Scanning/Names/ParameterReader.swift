/// Reads the parameters of a declaration, as most languages write them.
struct ParameterReader {
  private let list: Range<Int>
  /// True where a name stands before its type without a colon, as in Go.
  private let startsWithName: Bool
  /// True where the parameters of a type become its members.
  private let isType: Bool

  /// No list is read further, in bytes.
  private static let longestList = 2048
  private static let mostParameters = 24

  /// What stands between the brackets after a function's name, its type parameters aside; nil
  /// without any.
  static func list(after name: Int, in text: Span<UInt8>) -> Range<Int>? {
    var offset = name
    while let byte = text.byte(offset), offset < name + 160, byte != UInt8(ascii: "(") {
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "[") {
        guard let end = text.typeArgumentsEnd(of: offset) else { return nil }
        offset = end
      } else if !byte.isBlank, byte != UInt8(ascii: "?") {
        return nil
      }
      offset += 1
    }
    return text.byte(offset) == UInt8(ascii: "(") ? list(openedAt: offset, in: text) : nil
  }

  /// The same after a type's name, before which may stand what is said of its constructor:
  /// `class Api @Inject constructor(…)`.
  static func list(afterType name: Int, in text: Span<UInt8>) -> Range<Int>? {
    if let list = list(after: name, in: text) { return list }
    var offset = name
    while let byte = text.byte(offset), offset < name + 160, byte != UInt8(ascii: "(") {
      guard byte.isNameCharacter || byte.isBlank || "@<>,.".utf8.contains(byte) else { return nil }
      offset += 1
    }
    guard let last = text.words(in: name..<offset).last, text.isWord("constructor", last) else {
      return nil
    }
    return list(openedAt: offset, in: text)
  }

  /// The parameters of a function that is a value by itself: `async (key, url) => …`,
  /// `function (key) …`; nil where the value is something else.
  static func list(ofValue start: Int, before end: Int, in text: Span<UInt8>) -> Range<Int>? {
    var offset = start
    let limit = min(end, start + longestList)
    while offset < limit,
      text[offset].isBlank || text[offset].isLineEnd || text[offset].isNameCharacter
    {
      offset += 1
    }
    let words = text.words(in: start..<offset).map { text.array($0) }
    if offset < end, text[offset] == UInt8(ascii: "("), words.allSatisfy(beforeLists.contains) {
      guard let list = list(openedAt: offset, in: text), list.upperBound < end else { return nil }
      let rest = text.trimmed(list.upperBound + 1..<end)
      return rest.isEmpty || ":={-".utf8.contains(text[rest.lowerBound]) ? list : nil
    }
    // `key => …`
    let rest = text.trimmed(offset..<end)
    guard let last = words.last, words.dropLast().allSatisfy(beforeLists.contains),
      !beforeLists.contains(last), rest.isEmpty || text.isWord("=>", rest)
    else { return nil }
    return text.words(in: start..<offset).last
  }

  private static let beforeLists = ["async", "function", "fn", "func"].map { Array($0.utf8) }

  static func list(openedAt open: Int, in text: Span<UInt8>) -> Range<Int>? {
    guard let end = text.bracketEnd(of: open, limit: min(text.count, open + longestList)) else {
      return nil
    }
    return open + 1..<end
  }

  /// The parameters between two brackets.
  static func parameters(
    _ list: Range<Int>, startsWithName: Bool, isType: Bool, in text: Span<UInt8>
  ) -> [Function.Parameter] {
    let reader = ParameterReader(list: list, startsWithName: startsWithName, isType: isType)
    var parameters: [Function.Parameter] = []
    var position = 0
    for part in text.split(list) where parameters.count < mostParameters {
      if reader.isObjectItself(part, text) { continue }
      parameters += reader.parameters(part, position, text)
      position += 1
    }
    return parameters
  }

  /// `self`, which callers do not give.
  private func isObjectItself(_ part: Range<Int>, _ text: Span<UInt8>) -> Bool {
    let words = text.words(in: part)
    guard let last = words.last, words.count <= 2 || part.count < 16 else { return false }
    return text.isWord("self", last) || text.isWord("cls", last)
  }

  private func parameters(
    _ part: Range<Int>, _ position: Int, _ text: Span<UInt8>
  ) -> [Function.Parameter] {
    let part = text.withoutAttributes(part)
    guard let first = part.first else { return [] }
    // `{ key, url }`: the members of an object that callers give, or names without an order.
    if text[first] == UInt8(ascii: "{") || text[first] == UInt8(ascii: "[") {
      guard let end = text.bracketEnd(of: first, limit: part.upperBound) else { return [] }
      return text.split(first + 1..<end).compactMap { parameter($0, nil, text) }
    }
    return parameter(part, position, text).map { [$0] } ?? []
  }

  private func parameter(
    _ part: Range<Int>, _ position: Int?, _ text: Span<UInt8>
  ) -> Function.Parameter? {
    let equals = text.outermost("=", in: part)
    let declared = part.lowerBound..<(equals ?? part.upperBound)
    let colon = text.outermost(":", in: declared)
    let head = declared.lowerBound..<(colon ?? declared.upperBound)
    let words = text.words(in: head)
    // A destructured member has its new name after the colon.
    if position == nil, let colon, let label = words.last,
      let name = text.words(in: colon + 1..<declared.upperBound).last
    {
      return Function.Parameter(
        name: name, label: label, position: nil, isMember: false, hasDefault: equals != nil,
        whole: part)
    }
    guard let name = startsWithName && colon == nil ? words.first : words.last else { return nil }
    let label = colon == nil || words.count != 2 ? name : words[0]
    let isMember = isType || words.dropLast().contains { isKeeping($0, text) }
    return Function.Parameter(
      name: name, label: text.isWord("_", label) ? name : label, position: position,
      isMember: isMember, hasDefault: equals != nil, whole: part)
  }

  /// Words that make a constructor's parameter a member of the object.
  private func isKeeping(_ word: Range<Int>, _ text: Span<UInt8>) -> Bool {
    ["private", "public", "protected", "readonly", "val", "var", "this"].contains {
      text.isWord($0, word)
    }
  }
}

extension Span where Element == UInt8 {
  /// The offset of the bracket that closes another, strings passed over; nil where none does.
  func bracketEnd(of open: Int, limit: Int) -> Int? {
    var (offset, depth) = (open, 0)
    var strings = StringEnds()
    while offset < limit {
      if let end = quotedEnd(at: offset, limit: limit, &strings) {
        offset = end
        continue
      }
      if self[offset].opensBracket { depth += 1 }
      if self[offset].closesBracket { depth -= 1 }
      if depth == 0 { return offset }
      offset += 1
    }
    return nil
  }

  /// The parts of a list between its own commas, without the blanks around and empty ones.
  func split(_ list: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = list.lowerBound
    while start < list.upperBound {
      let end = outermost(",", in: start..<list.upperBound) ?? list.upperBound
      let part = trimmed(start..<end)
      if !part.isEmpty { parts.append(part) }
      start = end + 1
    }
    return parts
  }

  /// The first mark of a range that stands in no bracket and no string: not `==`, `=>` or `::`.
  func outermost(_ mark: Unicode.Scalar, in range: Range<Int>) -> Int? {
    let mark = UInt8(ascii: mark)
    var (offset, depth) = (range.lowerBound, 0)
    var strings = StringEnds()
    while offset < range.upperBound {
      if let end = quotedEnd(at: offset, limit: range.upperBound, &strings) {
        offset = end
        continue
      }
      let byte = self[offset]
      if depth == 0, byte == mark {
        guard let next = self.byte(offset + 1), next == mark && mark != UInt8(ascii: ",") else {
          return offset
        }
        offset += 1
      } else if byte.opensBracket || byte == UInt8(ascii: "<") {
        depth += 1
      } else if byte.closesBracket || byte == UInt8(ascii: ">") && !isArrow(offset) {
        depth -= 1
      }
      offset += 1
    }
    return nil
  }

  private func isArrow(_ offset: Int) -> Bool {
    byte(offset - 1) == UInt8(ascii: "=") || byte(offset - 1) == UInt8(ascii: "-")
  }

  private func quotedEnd(at offset: Int, limit: Int, _ strings: inout StringEnds) -> Int? {
    guard TargetReader.isQuote(self[offset]), byte(offset - 1) != UInt8(ascii: "&") else {
      return nil
    }
    return strings.end(ofStringAt: offset, in: self, limit: limit)
  }

  /// A parameter without what stands in square brackets before it: `[FromKey("key")] string key`.
  fileprivate func withoutAttributes(_ part: Range<Int>) -> Range<Int> {
    guard let first = part.first, self[first] == UInt8(ascii: "["),
      let end = bracketEnd(of: first, limit: part.upperBound)
    else { return part }
    let rest = trimmed(end + 1..<part.upperBound)
    // Else an array is taken apart, which may have a default or a type.
    guard let next = rest.first, self[next].isNameCharacter || self[next] == UInt8(ascii: "[")
    else {
      return part
    }
    return withoutAttributes(rest)
  }

  /// The first name of a range, outside of its brackets and strings.
  func firstWord(in range: Range<Int>) -> Range<Int>? { words(in: range, most: 1).first }

  /// The names of a range, outside of its brackets and strings, in order, at most so many of them.
  func words(in range: Range<Int>, most: Int = .max) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var (offset, depth) = (range.lowerBound, 0)
    var strings = StringEnds()
    while offset < range.upperBound, words.count < most {
      if let end = quotedEnd(at: offset, limit: range.upperBound, &strings) {
        offset = end
        continue
      }
      var end = offset
      while end < range.upperBound, self[end].isNameCharacter { end += 1 }
      if end > offset, depth == 0, !self[offset].isDigit, byte(offset - 1) != UInt8(ascii: "@") {
        words.append(offset..<end)
      }
      if end == offset {
        let byte = self[offset]
        if byte.opensBracket || byte == UInt8(ascii: "<") { depth += 1 }
        if byte.closesBracket || byte == UInt8(ascii: ">") { depth -= 1 }
      }
      offset = Swift.max(end, offset + 1)
    }
    return words
  }
}

extension Span where Element == UInt8 {
  /// Where the type arguments of a call start: before `<` in `get<T>(`, before `[` in `get[T](`; else
  /// the bracket itself.
  func typeArgumentsStart(before open: Int) -> Int {
    guard let closing = byte(open - 1), ">]".utf8.contains(closing) else { return open }
    let opening = closing == UInt8(ascii: ">") ? UInt8(ascii: "<") : UInt8(ascii: "[")
    var (offset, depth) = (open - 1, 0)
    while offset > 0, offset > open - 80 {
      if self[offset] == closing { depth += 1 }
      if self[offset] == opening { depth -= 1 }
      if depth == 0 { break }
      guard self[offset].isNameCharacter || " ,.<>[]".utf8.contains(self[offset]) else {
        return open
      }
      offset -= 1
    }
    // Not an element of a list that is called.
    guard depth == 0, opening != 0x5b || self[offset + 1].isUppercase else { return open }
    return offset
  }

  /// Where the type parameters end that open at an offset.
  func typeArgumentsEnd(of open: Int) -> Int? {
    var (offset, depth) = (open, 0)
    while offset < Swift.min(count, open + 120), self[offset] != .lineFeed {
      if "<[".utf8.contains(self[offset]) { depth += 1 }
      if ">]".utf8.contains(self[offset]) { depth -= 1 }
      if depth == 0 { return offset }
      offset += 1
    }
    return nil
  }

  /// The name of the object itself before a method's name: `c` in `func (c *Client) get(`.
  func receiver(before name: Int) -> Range<Int>? {
    var close = name
    while close > 0, self[close - 1].isBlank { close -= 1 }
    guard byte(close - 1) == UInt8(ascii: ")") else { return nil }
    var open = close - 1
    while open > 0, open > close - 80, self[open] != UInt8(ascii: "(") { open -= 1 }
    return firstWord(in: open + 1..<close - 1)
  }

  /// True where a name is that of what makes objects of a type.
  func isConstructor(_ name: Range<Int>, of type: Range<Int>) -> Bool {
    isEqual(name, type)
      || ["init", "constructor", "__init__", "initialize", "__construct"].contains {
        isWord($0, name)
      }
  }

  /// True where what comes after the blanks is a brace.
  func opensBrace(after start: Int) -> Bool {
    var offset = start
    while let byte = byte(offset), byte.isBlank || byte.isLineEnd { offset += 1 }
    return byte(offset) == UInt8(ascii: "{")
  }

  /// True where what stands before a name may be its type.
  func endsInType(_ range: Range<Int>) -> Bool {
    let before = trimmed(range)
    guard let first = firstWord(in: before), !isWord("case", first) else { return false }
    return self[before.upperBound - 1].isNameCharacter
      || ">]?".utf8.contains(self[before.upperBound - 1])
  }
}
