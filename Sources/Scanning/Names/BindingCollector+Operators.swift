/// What is bound at an operator: `=`, `:`, `=>`, `<-`, a comma.
extension BindingCollector {
  /// Takes note of a character outside of strings and comments.
  mutating func take(_ byte: UInt8, _ text: Span<UInt8>, at offset: Int) {
    switch byte {
    case UInt8(ascii: "="): takeEquals(text, at: offset)
    case UInt8(ascii: ":"): takeColon(text, at: offset)
    case UInt8(ascii: "<"):
      if text.byte(offset + 1) == UInt8(ascii: "-"), text.byte(offset - 1)?.isBlank == true {
        assign(text, at: offset, valueStart: offset + 2)
      }
    case UInt8(ascii: "?"):
      if startsTernary(text, at: offset) { levels[levels.count - 1].ternaries += 1 }
    case UInt8(ascii: ","): takeComma(text, at: offset)
    case 0x20, 0x09: if habits.endsAtBlank { endWord(text, at: offset) }
    default: break
    }
  }

  /// Ends the values of names at a blank, but not what a function prints.
  mutating func endWord(_ text: Span<UInt8>, at offset: Int) {
    let isResult = top.pending.contains { table.bindings[$0.binding].kind == .result }
    if !isResult { separate(text, at: offset) }
  }

  mutating func takeComma(_ text: Span<UInt8>, at offset: Int) {
    guard !(top.kind == .block && habits.joinsByComma) else { return }
    bindShorthand(text, at: offset)
    separate(text, at: offset)
    if let call = top.call { table.calls.addComma(offset, to: call) }
    levels[levels.count - 1].segment = offset + 1
  }

  mutating func takeEquals(_ text: Span<UInt8>, at offset: Int) {
    let (before, after) = (text.byte(offset - 1) ?? 0, text.byte(offset + 1) ?? 0)
    if after == UInt8(ascii: ">") { return takeArrow(text, at: offset) }
    if "=~".utf8.contains(after) || "=!<>~".utf8.contains(before) { return }
    var end = offset
    while end > 0, "+-|?:.&*/%^".utf8.contains(text[end - 1]) { end -= 1 }
    assign(
      text, at: end, valueStart: offset + 1, isAddition: end < offset && before != UInt8(ascii: ":")
    )
  }

  mutating func takeColon(_ text: Span<UInt8>, at offset: Int) {
    let (before, after) = (text.byte(offset - 1) ?? 0, text.byte(offset + 1) ?? 0)
    // Not `::`, `:=` or `https://`.
    if ":=/".utf8.contains(after) || before == UInt8(ascii: ":") { return }
    if top.ternaries > 0 {
      levels[levels.count - 1].ternaries -= 1
      return
    }
    guard let target = TargetReader.target(before: offset, from: top.segment, in: text),
      target.isPlain
    else { return }
    if text.isWord("do", target.last), let name = functionName() {
      bind(.result, target, name: name, from: offset + 1)
    } else if top.kind == .block || top.kind == .control || isDeclaration(text, at: offset) {
      // A type, or a label: it says nothing unless `=` follows.
      bind(
        target.isQuoted ? .member : .variable, target, from: offset + 1, byColon: true,
        isConditional: true)
    } else {
      bind(.member, target, from: offset + 1)
    }
  }

  /// `'key' => value`, and the short body of a function.
  mutating func takeArrow(_ text: Span<UInt8>, at offset: Int) {
    if let name = top.pending.last.map({ table.bindings[$0.binding] }),
      let list = ParameterReader.list(ofValue: name.value.lowerBound, before: offset, in: text)
    {
      if !text.opensBrace(after: offset + 2) {
        openBody(of: name.name, list, text, from: offset + 2)
      }
    } else if let name = text.functionName(before: offset, from: top.segment) {
      if top.kind == .block, !text.opensBrace(after: offset + 2),
        text.endsInType(top.segment..<name.lowerBound),
        let list = ParameterReader.list(after: name.upperBound, in: text)
      {
        return openBody(of: name, list, text, from: offset + 2)
      }
      if top.kind == .block { bind(.result, .plain(name), from: offset + 2) }
    } else if let target = TargetReader.target(before: offset, from: top.segment, in: text),
      target.isQuoted || habits.hasBareKeys
    {
      bind(.member, target, from: offset + 2)
    }
  }

  /// Reads what follows as the body of a function without a block, whose value it is.
  mutating func openBody(
    of name: Range<Int>, _ list: Range<Int>, _ text: Span<UInt8>, from start: Int
  ) {
    let outer = top.scope
    let scope = table.openScope(Scope(kind: .function, name: name, parent: outer), at: start)
    add(Declaration(name: name, list: list, scope: scope), text, top.segment..<start)
    levels[levels.count - 1].scope = scope
    bind(.result, .plain(name), from: start)
    levels[levels.count - 1].pending[top.pending.count - 1].outerScope = outer
  }

  mutating func assign(
    _ text: Span<UInt8>, at end: Int, valueStart: Int, isAddition: Bool = false
  ) {
    if replacesType(text, until: end, valueStart) { return }
    if let name = text.functionName(before: end, from: top.segment) {
      if text.declares(top.segment..<name.lowerBound),
        let list = ParameterReader.list(after: name.upperBound, in: text)
      {
        return openBody(of: name, list, text, from: valueStart)
      }
      return bind(.result, .plain(name), from: valueStart)
    }
    guard let target = TargetReader.target(before: end, from: top.segment, in: text) else {
      return extract(text, before: end, valueStart)
    }
    switch top.kind {
    case .literal: bind(.member, target, from: valueStart)
    case .arguments:
      bind(isDeclaration(text, at: end) ? .variable : .member, target, from: valueStart)
    case .block, .control:
      if target.isPlain {
        guard !text.isType(target.whole, from: top.segment) else { return }
        let isResult = text.isDefinition(of: target.whole, from: top.segment)
        for other in text.names(before: target) { bind(.variable, other, from: valueStart) }
        guard !text.isErrorName(target.last) else { return }
        bind(isResult ? .result : .variable, target, from: valueStart, isConditional: isAddition)
      } else {
        bind(.addition, target, from: valueStart)
      }
    }
  }

  /// `name: Type = value`: the type is no target, and the value starts after it.
  mutating func replacesType(_ text: Span<UInt8>, until end: Int, _ valueStart: Int) -> Bool {
    guard let last = top.pending.last, last.byColon else { return false }
    let start = table.bindings[last.binding].value.lowerBound
    guard start <= end, end - start < Self.longestType,
      !(start..<end).contains(where: { "\"'`;{".utf8.contains(text[$0]) })
    else {
      return false
    }
    table.confirm(last.binding, from: valueStart)
    levels[levels.count - 1].pending[top.pending.count - 1].byColon = false
    return true
  }

  /// No type of a name is read that is longer, in bytes.
  private static let longestType = 2048

  /// `const { a, b: c } = value`.
  mutating func extract(_ text: Span<UInt8>, before end: Int, _ valueStart: Int) {
    var close = end
    let limit = max(0, close - 400)
    while close > limit, text[close - 1].isBlank { close -= 1 }
    guard close > limit, text[close - 1] == UInt8(ascii: "}") else { return }
    var open = close - 1
    while open > limit, text[open] != UInt8(ascii: "{") { open -= 1 }
    guard text[open] == UInt8(ascii: "{") else { return }
    for part in text.parts(of: open + 1..<close - 1) {
      let names = text.parts(of: part, by: UInt8(ascii: ":")).compactMap { piece in
        TargetReader.target(
          before: text.endBeforeDefault(in: piece), from: piece.lowerBound, in: text)
      }
      guard let member = names.first, let name = names.last else { continue }
      bind(.extraction, name, member: member.last, from: valueStart)
    }
  }

  func startsTernary(_ text: Span<UInt8>, at offset: Int) -> Bool {
    let (before, after) = (text.byte(offset - 1) ?? 0, text.byte(offset + 1) ?? 0)
    if ".?:=),;>".utf8.contains(after) || before == UInt8(ascii: "?") { return false }
    return before.isBlank || before == .lineFeed || !after.isBlank
  }

  /// True where an argument list is that of a declaration: its names are parameters.
  func isDeclaration(_ text: Span<UInt8>, at offset: Int) -> Bool {
    guard top.kind == .arguments, levels.count > 1 else { return false }
    let outer = levels[levels.count - 2]
    switch BlockHeader(text, outer.segment..<min(offset, outer.segment + 400)) {
    case .type: return true
    case .control, .plain: return false
    case .function:
      return text.declares(outer.segment..<offset) || text.opensBody(after: offset)
    }
  }
}
