internal import Rules

/// A name where it is used, with what it is a member of and which member is taken of it.
struct NameUse {
  /// What stands before the name.
  enum Qualifier {
    case none
    /// `this.`, `self.`, `@`.
    case own
    case name(Range<Int>)
    /// The result of a call or a subscript.
    case other
  }

  let range: Range<Int>
  let qualifier: Qualifier
  /// The member that is taken of it, unless it is called.
  let member: Range<Int>?
  /// True where what is used is not the value of the name itself but a member or a result of it.
  let isTakenApart: Bool

  init(_ range: Range<Int>, in text: Span<UInt8>) {
    self.range = range
    qualifier = Self.qualifier(of: range, in: text)
    member = Self.member(of: range, in: text)
    isTakenApart = member != nil || text.isCalledUpon(range)
  }

  private static let selves = ["this", "self", "Self", "cls", "static"].map { Array($0.utf8) }

  private static func qualifier(of range: Range<Int>, in text: Span<UInt8>) -> Qualifier {
    guard var end = joint(before: range.lowerBound, in: text) else {
      return text.byte(range.lowerBound - 1) == UInt8(ascii: "@") ? .own : .none
    }
    while text.byte(end - 1)?.isLineEnd == true || text.byte(end - 1)?.isBlank == true { end -= 1 }
    guard text.byte(end - 1)?.isNameCharacter == true else { return .other }
    var start = end
    while text.byte(start - 1)?.isNameCharacter == true { start -= 1 }
    return selves.contains(text.array(start..<end)) ? .own : .name(start..<end)
  }

  /// Where the qualifier before a name ends, or nil where there is none.
  private static func joint(before start: Int, in text: Span<UInt8>) -> Int? {
    switch text.byte(start - 1) {
    case UInt8(ascii: "."):
      let before = text.byte(start - 2)
      // Not a spread (`...name`) nor a range.
      if before == UInt8(ascii: ".") { return nil }
      return before == UInt8(ascii: "?") || before == UInt8(ascii: "!") ? start - 2 : start - 1
    case UInt8(ascii: ">"):
      return text.byte(start - 2) == UInt8(ascii: "-") ? start - 2 : nil
    case UInt8(ascii: ":"):
      return text.byte(start - 2) == UInt8(ascii: ":") ? start - 2 : nil
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      return text.byte(start - 2) == UInt8(ascii: "[") ? start - 2 : nil
    default: return nil
    }
  }

  private static func member(of range: Range<Int>, in text: Span<UInt8>) -> Range<Int>? {
    var start = range.upperBound
    if text.byte(start) == UInt8(ascii: "?") { start += 1 }
    switch text.byte(start) {
    case UInt8(ascii: "."): start += 1
    case UInt8(ascii: "-"): start += text.byte(start + 1) == UInt8(ascii: ">") ? 2 : 0
    case UInt8(ascii: "["):
      guard let quote = text.byte(start + 1), TargetReader.isQuote(quote) else { return nil }
      start += 2
    default: return nil
    }
    let end = text.nameEnd(from: start)
    return end > start && text.byte(end) != UInt8(ascii: "(") ? start..<end : nil
  }
}

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
    if "$#%{".utf8.contains(self[brace - 1]) { return true }
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

  private func isLookUpCall(_ place: Int) -> Bool {
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

extension NameTable {
  /// How many calls of a value are looked at.
  private static var mostCalls: Int { 4 }

  /// True where a value is made by a call that sends a request.
  func sends(_ value: Range<Int>, in text: Span<UInt8>) -> Bool {
    let calls = calls.calls
    let first = calls.firstIndexAfter { $0.arguments.lowerBound <= value.lowerBound }
    return calls[first...].prefix(Self.mostCalls).contains { call in
      guard value.contains(call.arguments.lowerBound) else { return false }
      let name = text.array(call.callee)
      let lowercased = name.map(\.lowercased)
      return name.starts(with: Array("request".utf8))
        || LookUpWords.sending.contains { lowercased.starts(with: $0) }
    }
  }
}

extension Span where Element == UInt8 {
  /// True where a place in a value is an argument of a call that makes something else of it: not one
  /// that looks the value up, formats or encodes it.
  func isInCall(_ place: Int, of value: Range<Int>) -> Bool {
    var offset = place - 1
    var depth = 0
    let limit = Swift.max(value.lowerBound, place - 1024)
    while offset >= limit {
      switch self[offset] {
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth += 1
      case UInt8(ascii: "("):
        if depth == 0, makesSomethingElse(callAt: offset, of: place) { return true }
        depth = Swift.max(0, depth - 1)
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth = Swift.max(0, depth - 1)
      default: break
      }
      offset -= 1
    }
    return false
  }

  private func makesSomethingElse(callAt open: Int, of place: Int) -> Bool {
    !isPreserving(callBefore: open)
      && !(isLookUpCall(open) && isFirstString(after: open, before: place))
  }

  /// True where a method of a name is called that makes something else of it.
  func isCalledUpon(_ name: Range<Int>) -> Bool {
    var start = name.upperBound
    while let byte = byte(start), "?.!->".utf8.contains(byte) { start += 1 }
    guard start > name.upperBound else { return false }
    let end = nameEnd(from: start)
    guard end > start, byte(end) == UInt8(ascii: "(") else { return false }
    let word = array(start..<end).map(\.lowercased)
    return !LookUpWords.preserving.contains { word.holds($0) }
  }

  /// A name and what is taken of it: `reply.json()["items"]`, `request.query(…).send()`.
  func chain(from name: Range<Int>) -> Range<Int> {
    var end = name.upperBound
    while let byte = byte(end), end < name.upperBound + Self.longestChain {
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") {
        guard let close = bracketEnd(of: end, limit: Swift.min(count, end + Self.longestChain))
        else { break }
        end = close + 1
      } else if byte.isNameCharacter || ".?!:>".utf8.contains(byte)
        || byte == UInt8(ascii: "-") && self.byte(end + 1) == UInt8(ascii: ">")
      {
        end += 1
      } else if let joint = joint(after: end) {
        end = joint
      } else {
        break
      }
    }
    return name.lowerBound..<end
  }

  /// Where a chain goes on after a line end: at a dot, or at its like.
  private func joint(after start: Int) -> Int? {
    var offset = start
    while let byte = byte(offset), byte.isBlank || byte.isLineEnd { offset += 1 }
    guard offset > start, let next = byte(offset) else { return nil }
    let isJoint =
      next == UInt8(ascii: ".") || next == UInt8(ascii: "?") && byte(offset + 1) == 0x2e
      || next == UInt8(ascii: "-") && byte(offset + 1) == UInt8(ascii: ">")
    return isJoint ? offset : nil
  }

  /// True where a value is what a reply holds: `client.get(url).json()`, `(await get(url)).data`.
  func readsReply(_ value: Range<Int>) -> Bool {
    var end = value.upperBound
    while end > value.lowerBound, "()[]'\"?!;".utf8.contains(self[end - 1]) { end -= 1 }
    var start = end
    while start > value.lowerBound, self[start - 1].isNameCharacter { start -= 1 }
    guard start > value.lowerBound, ".>:".utf8.contains(self[start - 1]) else { return false }
    return LookUpWords.reading.contains(array(start..<end).map(\.lowercased))
  }

  /// No chain is followed further, in bytes.
  private static var longestChain: Int { 1024 }

  private func isPreserving(callBefore open: Int) -> Bool {
    var start = open
    while start > 0, self[start - 1].isNameCharacter || ".:!?".utf8.contains(self[start - 1]) {
      start -= 1
    }
    guard start < open else { return !isTakenApart(bySubstitutionAt: open) }
    let word = array(start..<open).map(\.lowercased)
    return LookUpWords.preserving.contains { word.holds($0) }
  }

  /// True for a shell's `$(cut …)`: what it prints is no longer what it was given.
  private func isTakenApart(bySubstitutionAt open: Int) -> Bool {
    guard byte(open - 1) == UInt8(ascii: "$") else { return false }
    var end = open + 1
    while let byte = byte(end), byte.isNameCharacter { end += 1 }
    return LookUpWords.takingApart.contains(array(open + 1..<end))
  }

  /// True where nothing but the opening of a string stands between a bracket and a place.
  private func isFirstString(after open: Int, before place: Int) -> Bool {
    place - open < 80
      && (open + 1..<place).allSatisfy { index in
        self[index].isNameCharacter || "\"'`:.-/ @".utf8.contains(self[index])
      }
  }
}

/// What the names of functions hold that look something up by its name.
private enum LookUpWords {
  static let all = [
    "env", "config", "get", "fetch", "secret", "setting", "propert", "vault", "param", "credential",
    "option", "dig", "lookup", "require", "load", "pref", "string", "var", "value", "decouple",
    "need", "must", "demand",
  ].map { Array($0.utf8) }

  /// The labels of arguments and members that say what a value is looked up by.
  static let labels = Set(
    ["alias", "env", "env_var", "envvar", "env_name", "validation_alias", "variable"].map {
      Array($0.utf8)
    })

  /// The names by which the content of a reply is read.
  static let reading = Set(
    ["json", "data", "body", "text", "content", "items", "results", "entity", "as_json"]
      .map { Array($0.utf8) })

  /// What the names of functions start with that send a request and give its reply.
  static let sending = [
    "get", "post", "put", "patch", "delete", "fetch", "send", "exec", "exchange", "retrieve",
    "load", "list", "query", "call", "open", "urlopen", "download", "paginate",
  ].map { Array($0.utf8) }

  /// What the names of functions hold whose result still shows their argument.
  static let preserving = [
    "str", "format", "print", "trim", "strip", "concat", "join", "replace", "encode", "btoa",
    "base64",
    "b64", "from", "some", "unwrap", "expect", "stringify", "dump", "json", "object", "dict",
    "default", "field", "option",
    "coalesce", "must", "assert", "text", "bytes", "append", "set", "add", "put", "map", "of",
    "list", "require", "parse", "build", "segment", "resolve",
  ].map { Array($0.utf8) }

  /// The shell's commands whose output is something else than their input.
  static let takingApart = Set(
    [
      "awk", "curl", "cut", "date", "expr", "grep", "http", "jq", "md5sum", "sha1sum", "sha256sum",
      "wc", "wget", "xh",
    ].map { Array($0.utf8) })
}
