/// What is bound, and until where its value goes.
extension BindingCollector {
  mutating func bind(
    _ kind: Binding.Kind, _ target: TargetReader.Target, member: Range<Int>? = nil,
    name: Range<Int>? = nil, from start: Int, byColon: Bool = false, isConditional: Bool = false
  ) {
    let isHead = kind == .addition
    let binding = Binding(
      kind: kind, name: name ?? (isHead ? target.head : target.last), target: target.whole,
      member: member ?? (isHead ? target.second : target.last), value: start..<start,
      scope: top.scope, outer: openBinding(), parent: top.parent,
      isConditional: isConditional || isInBranch)
    let index = table.add(binding)
    levels[levels.count - 1].pending.append(Pending(binding: index, byColon: byColon))
  }

  mutating func bindResult(_ text: Span<UInt8>, from start: Int) {
    guard let name = functionName() else { return }
    bind(.result, .plain(name), from: start)
  }

  /// `session.headers.update(…)`, `request.addHeader(…)`, `curl_setopt(handle, …)`: a call that gives
  /// an object something.
  mutating func bindAddition(_ text: Span<UInt8>, before open: Int) {
    guard let callee = TargetReader.target(before: open, from: top.segment, in: text),
      text.isStatementStart(callee.whole.lowerBound, from: top.segment)
    else { return }
    if text.isWord("define", callee.last) { return bindConstant(text, from: open) }
    let method = text.array(callee.last).map(\.lowercased)
    if !callee.isPlain, Self.givingWords.contains(where: { method.starts(with: $0) }) {
      bind(.addition, callee, from: open + 1)
    } else if Self.settingWords.contains(where: { method.holds($0) }) {
      var start = open + 1
      while let byte = text.byte(start), byte.isBlank || byte == UInt8(ascii: "$") { start += 1 }
      let end = text.nameEnd(from: start)
      guard end > start else { return }
      let name = start..<end
      let target = TargetReader.Target(whole: name, head: name, second: callee.last, last: name)
      bind(.addition, target, from: end)
    }
  }

  /// `connection = Faraday.new(…) do |f|`: the block is given what the call makes.
  mutating func bindBlockParameter(_ text: Span<UInt8>, _ statement: Range<Int>) {
    let whole = text.trimmed(statement)
    guard whole.count > 6, text[whole.upperBound - 1] == UInt8(ascii: "|") else { return }
    var open = whole.upperBound - 2
    while open > whole.lowerBound, text[open] != UInt8(ascii: "|") { open -= 1 }
    let name = text.trimmed(open + 1..<whole.upperBound - 1)
    let call = text.trimmed(whole.lowerBound..<open)
    guard !name.isEmpty, name.allSatisfy({ text[$0].isNameCharacter }), call.count > 3 else {
      return
    }
    bind(name, madeBy: call, in: whole)
  }

  /// `with httpx.Client(…) as client:`, also of several.
  mutating func bindContexts(_ text: Span<UInt8>, _ statement: Range<Int>) {
    let whole = text.trimmed(statement)
    guard Self.contexts.contains(where: { text.starts(with: $0, at: whole.lowerBound) }) else {
      return
    }
    let words = text.words(in: whole)
    var start = whole.lowerBound
    for (word, name) in zip(words, words.dropFirst()) where text.isWord("as", word) {
      bind(name, madeBy: start..<word.lowerBound, in: whole)
      start = name.upperBound
    }
  }

  /// Binds a name to what a call before it makes.
  private mutating func bind(_ name: Range<Int>, madeBy call: Range<Int>, in statement: Range<Int>)
  {
    bind(.variable, .plain(name), from: name.upperBound)
    table.give(call, to: table.bindings.count - 1)
    // A name without a value counts as not bound: the mark after it stands for one.
    let end = min(name.upperBound + 1, statement.upperBound)
    table.setValue(name.upperBound..<end, of: table.bindings.count - 1)
    levels[levels.count - 1].pending.removeLast()
  }

  /// A member that has the name of its value: `http` in `Client { http, base: url }`.
  mutating func bindShorthand(_ text: Span<UInt8>, at end: Int) {
    guard top.kind == .literal, top.isObject, top.pending.isEmpty, top.segment < end else { return }
    let name = text.trimmed(top.segment..<end)
    guard !name.isEmpty, name.count < 80, !text[name.lowerBound].isDigit,
      name.allSatisfy({ text[$0].isNameCharacter })
    else { return }
    bind(.member, .plain(name), from: name.lowerBound)
  }

  /// `@name value`, as Elixir's modules have their constants.
  mutating func bindAttribute(_ text: Span<UInt8>, at offset: Int) {
    guard text.byte(offset) == UInt8(ascii: "@") else { return }
    let end = text.nameEnd(from: offset + 1)
    guard end > offset + 1, text.byte(end)?.isBlank == true else { return }
    let name = offset + 1..<end
    bind(.variable, .plain(name), from: end)
  }

  /// `define('NAME', value)`, as PHP has its constants.
  private mutating func bindConstant(_ text: Span<UInt8>, from open: Int) {
    guard habits.hasRawQuotes,
      let comma = text.outermost(",", in: open + 1..<min(text.count, open + 100)),
      let name = TargetReader.target(before: comma, from: open + 1, in: text), name.isQuoted
    else { return }
    bind(.variable, name, from: comma + 1)
  }

  /// `#define NAME value`.
  mutating func bindDefinition(_ text: Span<UInt8>, from start: Int) {
    let end = text.nameEnd(from: start)
    guard end > start else { return }
    let name = start..<end
    bind(.variable, .plain(name), from: end)
  }

  /// Ends the values of what was bound last.
  mutating func separate(_ text: Span<UInt8>, at offset: Int) {
    endValues(text, at: offset, of: levels.count - 1)
    levels[levels.count - 1].ternaries = 0
  }

  mutating func endValues(_ text: Span<UInt8>, at offset: Int, of level: Int) {
    for pending in levels[level].pending {
      let start = table.bindings[pending.binding].value.lowerBound
      table.setValue(text.value(from: start, to: offset), of: pending.binding)
    }
    if let outer = levels[level].pending.lazy.compactMap(\.outerScope).first {
      levels[level].scope = outer
      table.resume(outer, at: offset)
    }
    levels[level].pending.removeAll()
  }

  /// The innermost binding whose value is being read, out to the edge of the function.
  func openBinding() -> Int? {
    for level in levels.reversed() {
      if let last = level.pending.last { return last.binding }
      if level.opensScope { return nil }
    }
    return nil
  }

  private var isInBranch: Bool {
    if openBranches > 0 { return true }
    for level in levels.reversed() {
      if level.kind == .control { return true }
      if level.opensScope { return false }
    }
    return false
  }

  func functionName() -> Range<Int>? {
    var scope: Int? = top.scope
    while let current = scope {
      if table.scopes[current].kind == .function { return table.scopes[current].name }
      scope = table.scopes[current].parent
    }
    return nil
  }

  private static let contexts: [StaticBytes] = ["with ", "async with "]
  /// What the names of methods that give an object something start with.
  private static let givingWords = [
    "set", "add", "append", "put", "push", "with", "use", "header", "auth", "bearer", "basic",
    "update", "merge", "default", "option", "insert", "query", "param", "url", "uri", "base",
    "token", "credential", "request_header", "prepend", "assign", "ssl", "verify", "agent", "store",
  ].map { Array($0.utf8) }
  /// What the names of functions hold that give their first argument something.
  private static let settingWords = [
    "setopt", "assign", "set_header", "setheader", "sprintf", "snprintf", "strcat", "strcpy",
    "strncpy", "memcpy",
  ].map { Array($0.utf8) }
}
