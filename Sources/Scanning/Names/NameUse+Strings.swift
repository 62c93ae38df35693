internal import Rules

extension SourceMap {
  /// True where a name is used, not only mentioned: in code, in a slot of a string, or as the whole
  /// of a string by which something is looked up.
  func isReference(_ range: Range<Int>, in text: Span<UInt8>, _ language: Language) -> Bool {
    if comment(at: range.lowerBound) != nil || holds(.prose, at: range.lowerBound) { return false }
    if language.shape == .lines { return !text.isInSentence(range) }
    guard language.shape != .objects else { return true }
    guard let string = names.string(at: range.lowerBound) else { return true }
    return text.isInSlot(range.lowerBound, of: string, language.naming)
      || names.isAnnotation(string)
      || text.isLookUp(range, in: text.stringInSlot(at: range.lowerBound, of: string) ?? string)
  }
}

extension Span where Element == UInt8 {
  /// True where a name is a word among others between quotes, and no slot: `echo "KEY is not set"`
  /// as a value of YAML.
  fileprivate func isInSentence(_ name: Range<Int>) -> Bool {
    let line = lineStart(of: name.lowerBound, limit: Swift.max(0, name.lowerBound - 400))
    var quote: Int?
    for offset in line..<name.lowerBound where self[offset] == 0x22 || self[offset] == 0x27 {
      if let open = quote {
        if self[open] == self[offset] { quote = nil }
      } else if byte(offset - 1)?.isNameCharacter != true {
        quote = offset
      }
    }
    guard let quote, !isInSlotOfLine(name, from: quote) else { return false }
    var end = name.upperBound
    while end < count, self[end] != self[quote], self[end] != .lineFeed { end += 1 }
    guard byte(end) == self[quote] else { return false }
    return (quote..<end).contains { self[$0].isBlank }
  }

  private func isInSlotOfLine(_ name: Range<Int>, from quote: Int) -> Bool {
    var start = name.lowerBound
    while start > quote, self[start - 1].isNameCharacter || "{.( ".utf8.contains(self[start - 1]) {
      start -= 1
      if self[start] == UInt8(ascii: "{") { return true }
    }
    return byte(start - 1) == UInt8(ascii: "$") || byte(name.lowerBound - 1) == UInt8(ascii: "$")
  }

  /// True where a place in a string is part of an expression: `${…}`, `#{…}`, `\(…)`, `$name`.
  func isInSlot(_ offset: Int, of string: Range<Int>, _ naming: Language.Naming) -> Bool {
    if naming.hasRawQuotes, self[string.lowerBound] == UInt8(ascii: "'") { return false }
    var start = offset
    while start > string.lowerBound,
      self[start - 1].isNameCharacter || "->:.[]'\"".utf8.contains(self[start - 1])
    {
      start -= 1
    }
    if byte(start - 1) == UInt8(ascii: "$") { return true }
    return slotOpening(before: offset, string) != nil && stringInSlot(at: offset, of: string) == nil
  }

  /// The string in a slot of a string that holds an offset: `'KEY'` in `f"{env['KEY']}"`.
  fileprivate func stringInSlot(at offset: Int, of string: Range<Int>) -> Range<Int>? {
    guard let slot = slotOpening(before: offset, string), self[slot] == UInt8(ascii: "{") else {
      return nil
    }
    var open: Int?
    for index in slot + 1..<offset where TargetReader.isQuote(self[index]) {
      if let quote = open {
        if self[quote] == self[index] { open = nil }
      } else {
        open = index
      }
    }
    guard let open else { return nil }
    let close = (offset..<string.upperBound).first { self[$0] == self[open] }
    return open..<(close.map { $0 + 1 } ?? string.upperBound)
  }

  /// Where the slot of a string opens that holds an offset.
  private func slotOpening(before offset: Int, _ string: Range<Int>) -> Int? {
    var (braces, rounds) = (0, 0)
    var index = offset - 1
    while index > string.lowerBound, index > offset - 512 {
      switch self[index] {
      case UInt8(ascii: "}"): braces += 1
      case UInt8(ascii: ")"): rounds += 1
      case UInt8(ascii: "{"):
        if braces == 0, opensSlot(index, string) { return index }
        braces = Swift.max(0, braces - 1)
      case UInt8(ascii: "("):
        if rounds == 0, "\\%$".utf8.contains(self[index - 1]) { return index }
        rounds = Swift.max(0, rounds - 1)
      default: break
      }
      index -= 1
    }
    return nil
  }

  private func opensSlot(_ brace: Int, _ string: Range<Int>) -> Bool {
    if "$#%{".utf8.contains(self[brace - 1]) || endsInVariable(brace) { return true }
    // f"…", $"…": every brace opens a slot.
    guard let prefix = byte(string.lowerBound - 1) else { return false }
    if "fF$".utf8.contains(prefix) { return true }
    return prefix == UInt8(ascii: "@") || "rR".utf8.contains(prefix)
      ? "fF$".utf8.contains(byte(string.lowerBound - 2) ?? 0) : hasBareSlots(string)
  }

  /// `println!("{name}")`, `"{name}".format(…)`, `$"{name}"`.
  private func hasBareSlots(_ string: Range<Int>) -> Bool {
    let start = Swift.max(0, string.lowerBound - 10)
    let before = array(start..<string.lowerBound)
    return before.holds(Array("!(".utf8))
  }

  /// True where a name is the whole of a string by which something is looked up.
  func isLookUp(_ name: Range<Int>, in string: Range<Int>) -> Bool {
    var start = name.lowerBound
    while start > string.lowerBound,
      self[start - 1].isNameCharacter || "-.:/".utf8.contains(self[start - 1])
    {
      start -= 1
    }
    var end = name.upperBound
    while end < string.upperBound, self[end].isNameCharacter || "-.:/".utf8.contains(self[end]) {
      end += 1
    }
    guard TargetReader.isQuote(byte(start - 1) ?? 0), TargetReader.isQuote(byte(end) ?? 0) else {
      return false
    }
    var before = string.lowerBound
    while before > 0, self[before - 1].isBlank || self[before - 1].isLineEnd { before -= 1 }
    switch byte(before - 1) {
    case UInt8(ascii: "["): return isSubscript(before - 1)
    case UInt8(ascii: "("), UInt8(ascii: ","): return isLookUpCall(before - 1)
    case UInt8(ascii: "="), UInt8(ascii: ":"): return isLookUpLabel(endingAt: before - 1)
    case let byte?: return byte.isNameCharacter && isLookUpWord(endingAt: before)
    case nil: return false
    }
  }

  /// True for the bracket of a subscript, not that of a list.
  private func isSubscript(_ open: Int) -> Bool {
    guard let before = byte(open - 1) else { return false }
    return before.isNameCharacter || ")].?!}\"'".utf8.contains(before)
  }

  func isLookUpCall(_ place: Int) -> Bool {
    var open = place
    while open > 0, open > place - 120, self[open] != UInt8(ascii: "("), self[open] != .lineFeed {
      open -= 1
    }
    return self[open] == UInt8(ascii: "(") && isLookUpWord(endingAt: open)
  }

  /// True for a label that says that a value is looked up: `alias="…"`, `env: '…'`.
  private func isLookUpLabel(endingAt end: Int) -> Bool {
    var end = end
    while end > 0, self[end - 1].isBlank { end -= 1 }
    var start = end
    while start > 0, self[start - 1].isNameCharacter { start -= 1 }
    return LookUpWords.labels.contains(array(start..<end).map(\.lowercased))
  }

  private func isLookUpWord(endingAt end: Int) -> Bool {
    var last = end
    while last > 0, "!?<>".utf8.contains(self[last - 1]) { last -= 1 }
    var start = last
    while start > 0, self[start - 1].isNameCharacter || self[start - 1] == UInt8(ascii: ".") {
      start -= 1
    }
    let word = array(start..<last).map(\.lowercased)
    return LookUpWords.all.contains { word.holds($0) }
  }
}
