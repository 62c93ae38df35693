/// The words that declare a function.
private enum DeclarationWords {
  static let all = Set(
    ["def", "defp", "func", "fun", "fn", "function", "init", "constructor", "val", "case"].map {
      Array($0.utf8)
    })
}

extension Span where Element == UInt8 {
  /// The byte at an offset, or nil outside of the text.
  func byte(_ offset: Int) -> UInt8? { offset >= 0 && offset < count ? self[offset] : nil }

  /// The end of the name that starts at an offset; the offset itself where none does.
  func nameEnd(from start: Int) -> Int {
    var end = start
    while byte(end)?.isNameCharacter == true { end += 1 }
    return end
  }

  /// What stands between two offsets, without the blanks around; empty where the second comes first.
  func value(from start: Int, to end: Int) -> Range<Int> {
    trimmed(start..<Swift.max(start, end))
  }

  /// True where a name is one that takes an error, or nothing.
  func isErrorName(_ name: Range<Int>) -> Bool {
    ["err", "_", "ok", "error"].contains { isWord($0, name) }
  }

  func isWord(_ word: String, _ range: Range<Int>) -> Bool {
    range.count == word.utf8.count && starts(with: Array(word.utf8), at: range.lowerBound)
  }

  /// True where nothing but blanks, or a word such as `await`, stands between two offsets.
  func isStatementStart(_ offset: Int, from segment: Int) -> Bool {
    let before = trimmed(segment..<offset)
    return before.isEmpty || isWord("await", before) || isWord("$", before)
      || isWord("@", before) || isWord("then", before) || isWord("do", before)
  }

  /// True where the bracket around an offset closes before a body: `) {`, `) =>`, `): Type {`.
  func opensBody(after start: Int) -> Bool {
    var (offset, depth) = (start, 0)
    let limit = Swift.min(count, start + 2048)
    while offset < limit, depth >= 0 {
      if self[offset].opensBracket { depth += 1 }
      if self[offset].closesBracket { depth -= 1 }
      offset += 1
    }
    while offset < limit, self[offset].isBlank || self[offset].isLineEnd { offset += 1 }
    guard let next = byte(offset) else { return false }
    return next == UInt8(ascii: "{") || next == UInt8(ascii: ":")
      || next == UInt8(ascii: "=") && byte(offset + 1) == UInt8(ascii: ">")
  }

  /// True where a word that declares a function stands at the start of a range.
  func declares(_ range: Range<Int>) -> Bool {
    array(range.lowerBound..<Swift.min(range.upperBound, range.lowerBound + 160))
      .split { !$0.isNameCharacter }.contains { DeclarationWords.all.contains(Array($0)) }
  }

  /// The other names of `reply, err := …`, those for errors left out.
  func names(before target: TargetReader.Target) -> [TargetReader.Target] {
    var names: [TargetReader.Target] = []
    var start = target.whole.lowerBound
    while names.count < 4 {
      while byte(start - 1)?.isBlank == true { start -= 1 }
      guard byte(start - 1) == UInt8(ascii: ","),
        let name = TargetReader.target(before: start - 1, from: Swift.max(0, start - 80), in: self),
        name.isPlain, !name.isQuoted
      else { break }
      names.append(name)
      start = name.whole.lowerBound
    }
    return names.filter { !isErrorName($0.last) }
  }

  /// True where `type` stands before a name: what follows `=` is no value.
  func isType(_ name: Range<Int>, from start: Int) -> Bool {
    var end = name.lowerBound
    while end > start, self[end - 1].isBlank { end -= 1 }
    let word = Swift.max(start, end - 4)..<end
    return isWord("type", word) && byte(word.lowerBound - 1)?.isNameCharacter != true
  }

  /// True where `def` or its like stands before a name: what follows `=` is its result.
  func isDefinition(of name: Range<Int>, from start: Int) -> Bool {
    let before = trimmed(start..<name.lowerBound)
    return isWord("def", before) || isWord("fun", before)
  }

  /// The name of the function whose parameters end before an offset, a result type aside.
  func functionName(before end: Int, from start: Int) -> Range<Int>? {
    var close = end
    let limit = Swift.max(start, end - 400)
    while close > limit, self[close - 1].isBlank || self[close - 1].isLineEnd { close -= 1 }
    if close > limit, self[close - 1].isNameCharacter || "?>]".utf8.contains(self[close - 1]) {
      var type = close
      while type > limit, self[type - 1].isNameCharacter || "?<>[].".utf8.contains(self[type - 1]) {
        type -= 1
      }
      while type > limit, self[type - 1].isBlank { type -= 1 }
      guard type > limit, self[type - 1] == UInt8(ascii: ":") else { return nil }
      close = type - 1
    }
    guard close > limit, self[close - 1] == UInt8(ascii: ")") else { return nil }
    var (offset, depth) = (close - 1, 0)
    while offset > limit {
      if self[offset] == UInt8(ascii: ")") { depth += 1 }
      if self[offset] == UInt8(ascii: "(") { depth -= 1 }
      if depth == 0 { break }
      offset -= 1
    }
    guard depth == 0, let target = TargetReader.target(before: offset, from: limit, in: self) else {
      return nil
    }
    return target.isPlain && !target.isQuoted ? target.last : nil
  }

  /// The parts of a range that a separator parts.
  func parts(of range: Range<Int>, by separator: UInt8 = UInt8(ascii: ",")) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    for offset in range where self[offset] == separator {
      parts.append(start..<offset)
      start = offset + 1
    }
    return parts + [start..<range.upperBound]
  }

  /// The end of a name that a default follows.
  func endBeforeDefault(in part: Range<Int>) -> Int {
    let end = part.first { self[$0] == UInt8(ascii: "=") } ?? part.upperBound
    return trimmed(part.lowerBound..<end).upperBound
  }
}
