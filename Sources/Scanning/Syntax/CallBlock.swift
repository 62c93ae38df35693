/// How the statements of a block belong to the call that is given the block:
/// `client.get(url) { header("Authorization", key) }`.
enum CallBlock: Hashable {
  /// They do not: it is the body of a function, of a branch, of what handles a reply.
  case none
  /// Each belongs to the call, and not to the others.
  case parts
  /// All are one request with the call: they say what it is made of.
  case whole

  /// How much of a statement is read, in bytes.
  private static let longest = 2048

  /// Reads what stands before a brace that starts a block, and the names that the block is given.
  init(_ text: Span<UInt8>, _ statement: Range<Int>) {
    self = .none
    let whole = text.trimmed(statement)
    guard !whole.isEmpty, whole.count < Self.longest, let value = Self.value(of: whole, text)
    else { return }
    let chain = CallChain(value, in: text)
    guard let callee = chain.callee else { return }
    let name = text.array(callee).map(\.lowercased)
    if let rest = chain.rest {
      // `headers(h -> {`: the block is an argument.
      if Self.giving.contains(where: { name.starts(with: $0) }), text.endsInArrow(rest) {
        self = .parts
      }
    } else if !Self.handling.contains(name), !text.handlesReply(after: statement.upperBound + 1) {
      // A name alone may be that of a function which is declared.
      let isCall = chain.isDotted || value.lowerBound > whole.lowerBound
      guard isCall || chain.arguments.map({ text.isLiteral($0) }) ?? true else { return }
      self = isCall && Self.making.contains(where: { name.starts(with: $0) }) ? .whole : .parts
    }
  }

  /// The expression that a statement ends with, nothing where the brace is that of a declaration.
  private static func value(of statement: Range<Int>, _ text: Span<UInt8>) -> Range<Int>? {
    var value = statement
    if let equals = text.outermost("=", in: statement) {
      let header = BlockHeader(text, statement.lowerBound..<equals)
      guard header != .control, text.byte(equals + 1) != UInt8(ascii: ">") else { return nil }
      value = text.trimmed(equals + 1..<statement.upperBound)
    }
    while let word = text.firstWord(of: value), passed.contains(text.array(word)) {
      value = text.trimmed(word.upperBound..<value.upperBound)
    }
    return value.isEmpty || BlockHeader.declares(text, value) ? nil : value
  }

  private static func words(_ text: String) -> [[UInt8]] {
    text.split(separator: " ").map { Array($0.utf8) }
  }

  /// What may stand before a call.
  private static let passed = words("return await try yield suspend")
  /// What the names of calls start with whose block says what a request is made of.
  private static let making = words(
    "get post put patch delete head request prepare default build configure apply header")
  /// What the names of calls start with that are given a function which adds something.
  private static let giving = words(
    "header default configure customize auth with set build before options addhttpclient")
  /// Calls whose block is given what was made before.
  private static let handling = words("let also use run map foreach then each onsuccess onfailure")
}

/// A chain of names and calls: `client.get(url).header(…)`.
private struct CallChain {
  /// The last name before a bracket, or at the end.
  private(set) var callee: Range<Int>?
  /// The arguments of the last call; nil where the chain ends in a name.
  private(set) var arguments: Range<Int>?
  private(set) var isDotted = false
  /// What stands after the bracket that is still open; nil where none is.
  private(set) var rest: Range<Int>?

  /// Reads a value; without a callee where it is no chain.
  init(_ value: Range<Int>, in text: Span<UInt8>) {
    var offset = value.lowerBound
    while offset < value.upperBound {
      let start = offset
      while offset < value.upperBound, text[offset].isNameCharacter { offset += 1 }
      if offset > start { (callee, arguments) = (start..<offset, nil) }
      guard callee != nil, let next = step(offset, value, text) else {
        if rest == nil, offset < value.upperBound { callee = nil }
        return
      }
      offset = next
    }
  }

  /// Passes over what joins names: type arguments, arguments, a dot.
  private mutating func step(_ start: Int, _ value: Range<Int>, _ text: Span<UInt8>) -> Int? {
    guard start < value.upperBound else { return start }
    switch text[start] {
    case UInt8(ascii: "<"): return text.typeArgumentsEnd(of: start).map { $0 + 1 }
    case UInt8(ascii: "("):
      guard let close = text.bracketEnd(of: start, limit: value.upperBound) else {
        rest = start + 1..<value.upperBound
        return nil
      }
      arguments = start + 1..<close
      return close + 1
    case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"):
      isDotted = true
      return start + 1
    default:
      // A chain goes on after a line end where a dot stands.
      let next = text.trimmed(start..<value.upperBound).lowerBound
      return next > start && text.byte(next) == UInt8(ascii: ".") ? next : nil
    }
  }
}

extension Span where Element == UInt8 {
  fileprivate func firstWord(of range: Range<Int>) -> Range<Int>? {
    let end = range.first { !self[$0].isNameCharacter } ?? range.upperBound
    return end > range.lowerBound ? range.lowerBound..<end : nil
  }

  /// True for `h ->` and `(h) =>` at the end of what stands before a brace.
  fileprivate func endsInArrow(_ range: Range<Int>) -> Bool {
    let range = trimmed(range)
    guard range.count > 2, self[range.upperBound - 1] == UInt8(ascii: ">") else { return false }
    return "=-".utf8.contains(self[range.upperBound - 2])
  }

  /// True for arguments that are no parameters: those that start with a text.
  fileprivate func isLiteral(_ arguments: Range<Int>) -> Bool {
    trimmed(arguments).first.map { TargetReader.isQuote(self[$0]) } ?? false
  }

  /// True where a block is given a reply: `{ data, response, error in`, `{ response ->`.
  fileprivate func handlesReply(after start: Int) -> Bool {
    var end = start
    while let byte = byte(end), end < start + 80, byte != .lineFeed { end += 1 }
    let line = start..<end
    let mark = line.first { offset in
      self[offset] == UInt8(ascii: "-") || self[offset].isBlank && isIn(offset)
    }
    guard let mark else { return false }
    let names = words(in: start..<mark)
    return names.count > 1 || names.first.map { isReplyName($0) } ?? false
  }

  private func isIn(_ blank: Int) -> Bool {
    byte(blank + 1) == UInt8(ascii: "i") && byte(blank + 2) == UInt8(ascii: "n")
      && byte(blank + 3)?.isNameCharacter != true
  }

  private func isReplyName(_ name: Range<Int>) -> Bool {
    let name = array(name).map(\.lowercased)
    return ["res", "rep", "data", "err", "json", "body", "it"].contains {
      name.starts(with: Array($0.utf8))
    }
  }
}
