/// Collects bindings and scopes while ``StatementReader`` reads code.
struct BindingCollector {
  private(set) var table: NameTable
  private let habits: Language.Naming
  private var levels: [Level]
  // The strings in the annotations of parameters, by the parameter's name.
  private var annotated: [Range<Int>: Range<Int>] = [:]
  // The block that starts with the next deeper line, in languages whose blocks are indented.
  private var awaited: (indentation: Int, header: BlockHeader)?

  /// A bracket, a block or the whole text, with what is being bound in it.
  private struct Level {
    /// The bindings whose values are not over.
    var pending: [Pending] = []
    /// Where what is read now started: a statement, a member, an argument.
    var segment: Int
    var ternaries = 0
    /// True where braces opened it.
    var isObject = false
    /// The binding whose literal it is.
    var parent: Int?
    var scope = 0
    var opensScope = false
    var kind: Kind
    /// Set where it is an indented block.
    var indentation: Int?
    /// The call whose arguments it holds.
    var call: Int?
    /// The binding of what its last statement gives, where that is the result of a function.
    var implicitResult: Int?
  }

  /// A binding whose value is being read.
  private struct Pending {
    let binding: Int
    /// True where `:` opened the value.
    var byColon = false
    /// The scope to go back to, where the value is the body of a function.
    var outerScope: Int?
  }

  private enum Kind {
    case block, control, literal, arguments
  }

  init(_ habits: Language.Naming, into table: NameTable, from start: Int) {
    self.habits = habits
    self.table = table
    levels = [Level(segment: start, kind: .block)]
  }

  // MARK: - Brackets and statements

  mutating func open(_ text: Span<UInt8>, at offset: Int, isBlock: Bool) {
    let isCall = text[offset] == UInt8(ascii: "(")
    if isCall, top.kind == .block || top.kind == .control { bindAddition(text, before: offset) }
    var level = Level(segment: offset + 1, scope: top.scope, kind: .block)
    if isCall { level.call = openCall(text, at: offset) }
    if isBlock {
      enter(header(text, top.segment..<offset), &level, text, top.segment..<offset)
    } else {
      level.parent = top.pending.last?.binding ?? top.parent
      level.kind = isCall ? .arguments : .literal
      level.isObject = text[offset] == UInt8(ascii: "{")
    }
    levels.append(level)
  }

  private mutating func openCall(_ text: Span<UInt8>, at offset: Int) -> Int? {
    let end = text.typeArgumentsStart(before: offset)
    guard let callee = TargetReader.target(before: end, from: top.segment, in: text),
      !callee.isQuoted, text[end - 1].isNameCharacter
    else { return nil }
    let outer = levels.last { $0.call != nil }?.call
    return table.calls.open(callee.last, at: offset + 1, in: outer)
  }

  /// What a brace opens; one in the value of a name is a closure that a call is given, unless it is
  /// declared as a function.
  private func header(_ text: Span<UInt8>, _ range: Range<Int>) -> BlockHeader {
    let header = BlockHeader(text, range)
    guard case .function(.some) = header, let last = top.pending.last else { return header }
    let value = table.bindings[last.binding].value.lowerBound..<range.upperBound
    return last.byColon || Self.declares(text, value) ? header : .plain
  }

  mutating func close(_ text: Span<UInt8>, at offset: Int) {
    while levels.count > 1 {
      let isBracket = top.indentation == nil
      leave(text, at: offset)
      if isBracket { break }
    }
  }

  mutating func endStatement(_ text: Span<UInt8>, at offset: Int) {
    let statement = top.segment..<offset
    separate(text, at: offset)
    if habits.isIndented { bindBlockParameter(text, statement) }
    levels[levels.count - 1].segment = offset
  }

  /// Called at the first character of a statement.
  mutating func beginStatement(_ text: Span<UInt8>, at offset: Int) {
    if habits.isIndented { indent(text, at: offset) }
    levels[levels.count - 1].segment = offset
    guard text[offset] != UInt8(ascii: "}") else { return }
    let word = Self.word(text, at: offset)
    let isPrinted = habits.endsAtBlank && Self.prints.contains(word)
    dropImplicitResult()
    if Self.returns.contains(word) || isPrinted {
      bindResult(text, from: offset + word.count)
    } else if habits.returnsLast, top.opensScope {
      bindResult(text, from: offset)
      levels[levels.count - 1].implicitResult = top.pending.last?.binding
    }
    if habits.hasAttributes { bindAttribute(text, at: offset) }
    if word.isEmpty, text.starts(with: Self.define, at: offset) {
      bindDefinition(text, from: offset + Self.define.bytes.count)
    }
  }

  /// Called at a `;` that ends a statement.
  mutating func terminate() {
    if habits.returnsUnterminated { dropImplicitResult() }
  }

  /// Only the last statement's value comes out of a function.
  private mutating func dropImplicitResult() {
    guard let result = top.implicitResult else { return }
    let start = table.bindings[result].value.lowerBound
    table.setValue(start..<start, of: result)
    levels[levels.count - 1].pending.removeAll { $0.binding == result }
    levels[levels.count - 1].implicitResult = nil
  }

  /// Forgets open brackets, where one of them turned out to be none.
  mutating func keepBlocks(_ text: Span<UInt8>, at offset: Int) {
    for index in levels.indices {
      endValues(text, at: offset, of: index)
      if let call = levels[index].call { table.calls.close(call, at: offset) }
    }
    table.resume(top.scope, at: offset)
    levels.removeAll { $0.kind == .literal || $0.kind == .arguments }
    levels[levels.count - 1].segment = offset
  }

  mutating func finish(_ text: Span<UInt8>, at offset: Int) {
    while levels.count > 1 { leave(text, at: offset) }
    separate(text, at: offset)
  }

  /// Takes note of a string; one in an annotation is given to the name that is declared after it.
  mutating func addString(_ range: Range<Int>, _ text: Span<UInt8>) {
    table.addString(range)
    guard let annotation = Annotation(around: range, in: text) else { return }
    table.addAnnotation(range)
    guard let outer = levels.last(where: { $0.segment <= annotation.start && $0.kind != .literal })
    else { return }
    if outer.kind == .arguments {
      // A parameter: it is bound when its function opens.
      annotated[annotation.name] = range
    } else {
      bind(annotation, in: outer.scope)
    }
  }

  private mutating func bind(_ annotation: Annotation, in scope: Int) {
    _ = table.add(
      Binding(
        kind: .variable, name: annotation.name, target: annotation.name, member: annotation.name,
        value: annotation.string, scope: scope, outer: openBinding(), parent: nil,
        isConditional: false))
  }

  private var top: Level { levels[levels.count - 1] }

  private mutating func enter(
    _ header: BlockHeader, _ level: inout Level, _ text: Span<UInt8>, _ range: Range<Int>
  ) {
    let scope: Scope
    switch header {
    case .plain: return
    case .control:
      level.kind = .control
      return
    case .type(let name): scope = Scope(kind: .type, name: name, parent: level.scope)
    case .function(let name):
      let given = name ?? openBinding().map { table.bindings[$0].name }
      scope = Scope(kind: .function, name: given, parent: level.scope)
    }
    level.scope = table.openScope(scope, at: range.upperBound)
    level.opensScope = scope.kind == .function
    declare(header, level.scope, text, range)
  }

  /// Takes note of the parameters of a function, or of a type that has some.
  private mutating func declare(
    _ header: BlockHeader, _ scope: Int, _ text: Span<UInt8>, _ range: Range<Int>
  ) {
    switch header {
    case .control, .plain, .type(nil): return
    case .type(let name?):
      guard !habits.isIndented,
        let list = ParameterReader.list(afterType: name.upperBound, in: text)
      else { return }
      add(Declaration(name: name, list: list, scope: scope), text, range)
    case .function(let name?):
      guard let list = ParameterReader.list(after: name.upperBound, in: text) else { return }
      add(Declaration(name: name, list: list, scope: scope), text, range)
    case .function(nil):
      guard let pending = top.pending.last,
        let list = ParameterReader.list(
          ofValue: table.bindings[pending.binding].value.lowerBound, before: range.upperBound,
          in: text)
      else { return }
      let name = table.bindings[pending.binding].name
      add(Declaration(name: name, list: list, scope: scope), text, range)
    }
  }

  /// A function's name and the list of its parameters.
  private struct Declaration {
    let name: Range<Int>
    let list: Range<Int>
    let scope: Int
  }

  private mutating func add(
    _ declaration: Declaration, _ text: Span<UInt8>, _ range: Range<Int>
  ) {
    let outer = table.scopes[declaration.scope].parent ?? 0
    let type = table.scopes[outer].kind == .type ? table.scopes[outer].name : nil
    let makesType = type.map { text.isConstructor(declaration.name, of: $0) } ?? false
    let isType = table.scopes[declaration.scope].kind == .type
    let isGo = text.isWord("func", text.words(in: range).first ?? 0..<0)
    var parameters = ParameterReader.parameters(
      declaration.list, startsWithName: isGo, isType: isType, in: text)
    for index in parameters.indices {
      let parameter = parameters[index]
      let scopes = [declaration.scope] + (makesType && parameter.isMember ? [outer] : [])
      parameters[index].bindings = scopes.map { bind(parameter, in: $0, at: range.upperBound) }
      guard let string = annotated[parameter.name] else { continue }
      for binding in parameters[index].bindings { table.give(string, to: binding) }
    }
    table.calls.add(
      Function(
        name: (makesType ? type : nil) ?? declaration.name, scope: declaration.scope,
        receiver: isGo ? text.receiver(before: declaration.name.lowerBound) : nil,
        isConstructor: makesType || isType, list: declaration.list, parameters: parameters))
  }

  private mutating func bind(
    _ parameter: Function.Parameter, in scope: Int, at offset: Int
  ) -> Int {
    table.add(
      Binding(
        kind: .parameter, name: parameter.name, target: parameter.whole, member: parameter.name,
        value: offset..<offset, scope: scope, outer: nil, parent: nil, isConditional: true))
  }

  private mutating func leave(_ text: Span<UInt8>, at offset: Int) {
    bindShorthand(text, at: offset)
    if let result = top.implicitResult,
      offset - table.bindings[result].value.lowerBound > NameTable.longestConstruction
    {
      // A table of things, of which a use takes one.
      dropImplicitResult()
    }
    separate(text, at: offset)
    let closed = levels.removeLast()
    if let call = closed.call { table.calls.close(call, at: offset) }
    if closed.scope != top.scope { table.resume(top.scope, at: offset) }
    if closed.kind == .block || closed.kind == .control, closed.indentation == nil {
      levels[levels.count - 1].segment = offset + 1
    }
  }

  private mutating func indent(_ text: Span<UInt8>, at offset: Int) {
    let column = offset - text.lineStart(of: offset, limit: max(0, offset - 512))
    while let indentation = top.indentation, column <= indentation { leave(text, at: offset) }
    if let (indentation, header) = awaited, column > indentation {
      var level = Level(segment: offset, scope: top.scope, kind: .block)
      level.indentation = indentation
      enter(header, &level, text, offset..<offset)
      levels.append(level)
    }
    let line = offset..<text.lineEnd(of: offset, limit: min(text.count, offset + 400))
    let header = BlockHeader.indented(text, line)
    awaited = header == .plain ? nil : (column, header)
  }

  // MARK: - Operators

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
  private mutating func endWord(_ text: Span<UInt8>, at offset: Int) {
    let isResult = top.pending.contains { table.bindings[$0.binding].kind == .result }
    if !isResult { separate(text, at: offset) }
  }

  private mutating func takeComma(_ text: Span<UInt8>, at offset: Int) {
    guard !(top.kind == .block && habits.joinsByComma) else { return }
    bindShorthand(text, at: offset)
    separate(text, at: offset)
    if let call = top.call { table.calls.addComma(offset, to: call) }
    levels[levels.count - 1].segment = offset + 1
  }

  private mutating func takeEquals(_ text: Span<UInt8>, at offset: Int) {
    let (before, after) = (text.byte(offset - 1) ?? 0, text.byte(offset + 1) ?? 0)
    if after == UInt8(ascii: ">") { return takeArrow(text, at: offset) }
    if "=~".utf8.contains(after) || "=!<>~".utf8.contains(before) { return }
    var end = offset
    while end > 0, "+-|?:.&*/%^".utf8.contains(text[end - 1]) { end -= 1 }
    assign(
      text, at: end, valueStart: offset + 1, isAddition: end < offset && before != UInt8(ascii: ":")
    )
  }

  private mutating func takeColon(_ text: Span<UInt8>, at offset: Int) {
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
  private mutating func takeArrow(_ text: Span<UInt8>, at offset: Int) {
    if let name = top.pending.last.map({ table.bindings[$0.binding] }),
      let list = ParameterReader.list(ofValue: name.value.lowerBound, before: offset, in: text)
    {
      if !text.opensBrace(after: offset + 2) {
        openBody(of: name.name, list, text, from: offset + 2)
      }
    } else if let name = Self.functionName(text, before: offset, from: top.segment) {
      let target = TargetReader.Target.plain(name)
      if top.kind == .block, !text.opensBrace(after: offset + 2),
        text.endsInType(top.segment..<name.lowerBound),
        let list = ParameterReader.list(after: name.upperBound, in: text)
      {
        return openBody(of: name, list, text, from: offset + 2)
      }
      if top.kind == .block { bind(.result, target, from: offset + 2) }
    } else if let target = TargetReader.target(before: offset, from: top.segment, in: text),
      target.isQuoted || habits.hasBareKeys
    {
      bind(.member, target, from: offset + 2)
    }
  }

  /// Reads what follows as the body of a function without a block, whose value it is.
  private mutating func openBody(
    of name: Range<Int>, _ list: Range<Int>, _ text: Span<UInt8>, from start: Int
  ) {
    let outer = top.scope
    let scope = table.openScope(Scope(kind: .function, name: name, parent: outer), at: start)
    add(Declaration(name: name, list: list, scope: scope), text, top.segment..<start)
    levels[levels.count - 1].scope = scope
    bind(.result, .plain(name), from: start)
    levels[levels.count - 1].pending[top.pending.count - 1].outerScope = outer
  }

  private mutating func assign(
    _ text: Span<UInt8>, at end: Int, valueStart: Int, isAddition: Bool = false
  ) {
    if replacesType(text, until: end, valueStart) { return }
    if let name = Self.functionName(text, before: end, from: top.segment) {
      if Self.declares(text, top.segment..<name.lowerBound),
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
        let isResult = Self.isDefinition(text, target.whole, top.segment)
        for other in Self.namesBefore(target, in: text) { bind(.variable, other, from: valueStart) }
        guard !text.isErrorName(target.last) else { return }
        bind(isResult ? .result : .variable, target, from: valueStart, isConditional: isAddition)
      } else {
        bind(.addition, target, from: valueStart)
      }
    }
  }

  /// `name: Type = value`: the type is no target, and the value starts after it.
  private mutating func replacesType(_ text: Span<UInt8>, until end: Int, _ valueStart: Int) -> Bool
  {
    guard let last = top.pending.last, last.byColon else { return false }
    let start = table.bindings[last.binding].value.lowerBound
    guard start <= end, !(start..<end).contains(where: { "\"'`;{".utf8.contains(text[$0]) }) else {
      return false
    }
    table.confirm(last.binding, from: valueStart)
    levels[levels.count - 1].pending[top.pending.count - 1].byColon = false
    return true
  }

  /// `const { a, b: c } = value`.
  private mutating func extract(_ text: Span<UInt8>, before end: Int, _ valueStart: Int) {
    var close = end
    let limit = max(0, close - 400)
    while close > limit, text[close - 1].isBlank { close -= 1 }
    guard close > limit, text[close - 1] == UInt8(ascii: "}") else { return }
    var open = close - 1
    while open > limit, text[open] != UInt8(ascii: "{") { open -= 1 }
    guard text[open] == UInt8(ascii: "{") else { return }
    for part in Self.parts(text, open + 1..<close - 1) {
      let names = Self.parts(text, part, by: UInt8(ascii: ":")).compactMap { piece in
        TargetReader.target(before: Self.cutDefault(text, piece), from: piece.lowerBound, in: text)
      }
      guard let member = names.first, let name = names.last else { continue }
      bind(.extraction, name, member: member.last, from: valueStart)
    }
  }

  private func startsTernary(_ text: Span<UInt8>, at offset: Int) -> Bool {
    let (before, after) = (text.byte(offset - 1) ?? 0, text.byte(offset + 1) ?? 0)
    if ".?:=),;>".utf8.contains(after) || before == UInt8(ascii: "?") { return false }
    return before.isBlank || before == .lineFeed || !after.isBlank
  }

  // MARK: - Bindings

  private mutating func bind(
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

  private mutating func bindResult(_ text: Span<UInt8>, from start: Int) {
    guard let name = functionName() else { return }
    bind(.result, .plain(name), from: start)
  }

  /// `session.headers.update(…)`, `request.addHeader(…)`, `curl_setopt(handle, …)`: a call that gives
  /// an object something.
  private mutating func bindAddition(_ text: Span<UInt8>, before open: Int) {
    guard let callee = TargetReader.target(before: open, from: top.segment, in: text),
      text.isStatementStart(callee.whole.lowerBound, from: top.segment)
    else { return }
    let method = text.array(callee.last).map(\.lowercased)
    if !callee.isPlain, Self.givingWords.contains(where: { method.starts(with: $0) }) {
      bind(.addition, callee, from: open + 1)
    } else if Self.settingWords.contains(where: { method.holds($0) }) {
      var start = open + 1
      while let byte = text.byte(start), byte.isBlank || byte == UInt8(ascii: "$") { start += 1 }
      var end = start
      while text.byte(end)?.isNameCharacter == true { end += 1 }
      guard end > start else { return }
      let name = start..<end
      let target = TargetReader.Target(whole: name, head: name, second: callee.last, last: name)
      bind(.addition, target, from: end)
    }
  }

  /// `connection = Faraday.new(…) do |f|`: the block is given what the call makes.
  private mutating func bindBlockParameter(_ text: Span<UInt8>, _ statement: Range<Int>) {
    let whole = text.trimmed(statement)
    guard whole.count > 6, text[whole.upperBound - 1] == UInt8(ascii: "|") else { return }
    var open = whole.upperBound - 2
    while open > whole.lowerBound, text[open] != UInt8(ascii: "|") { open -= 1 }
    let name = text.trimmed(open + 1..<whole.upperBound - 1)
    let call = text.trimmed(whole.lowerBound..<open)
    guard !name.isEmpty, name.allSatisfy({ text[$0].isNameCharacter }), call.count > 3 else {
      return
    }
    bind(.variable, .plain(name), from: name.upperBound)
    table.give(call, to: table.bindings.count - 1)
    table.setValue(name.upperBound..<whole.upperBound, of: table.bindings.count - 1)
    levels[levels.count - 1].pending.removeLast()
  }

  /// A member that has the name of its value: `http` in `Client { http, base: url }`.
  private mutating func bindShorthand(_ text: Span<UInt8>, at end: Int) {
    guard top.kind == .literal, top.isObject, top.pending.isEmpty, top.segment < end else { return }
    let name = text.trimmed(top.segment..<end)
    guard !name.isEmpty, name.count < 80, !text[name.lowerBound].isDigit,
      name.allSatisfy({ text[$0].isNameCharacter })
    else { return }
    bind(.member, .plain(name), from: name.lowerBound)
  }

  /// `@name value`, as Elixir's modules have their constants.
  private mutating func bindAttribute(_ text: Span<UInt8>, at offset: Int) {
    guard text.byte(offset) == UInt8(ascii: "@") else { return }
    var end = offset + 1
    while text.byte(end)?.isNameCharacter == true { end += 1 }
    guard end > offset + 1, text.byte(end)?.isBlank == true else { return }
    let name = offset + 1..<end
    bind(.variable, .plain(name), from: end)
  }

  /// `#define NAME value`.
  private mutating func bindDefinition(_ text: Span<UInt8>, from start: Int) {
    var end = start
    while text.byte(end)?.isNameCharacter == true { end += 1 }
    guard end > start else { return }
    let name = start..<end
    bind(.variable, .plain(name), from: end)
  }

  /// Ends the values of what was bound last.
  private mutating func separate(_ text: Span<UInt8>, at offset: Int) {
    endValues(text, at: offset, of: levels.count - 1)
    levels[levels.count - 1].ternaries = 0
  }

  private mutating func endValues(_ text: Span<UInt8>, at offset: Int, of level: Int) {
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
  private func openBinding() -> Int? {
    for level in levels.reversed() {
      if let last = level.pending.last { return last.binding }
      if level.opensScope { return nil }
    }
    return nil
  }

  private var isInBranch: Bool {
    for level in levels.reversed() {
      if level.kind == .control { return true }
      if level.opensScope { return false }
    }
    return false
  }

  private func functionName() -> Range<Int>? {
    var scope: Int? = top.scope
    while let current = scope {
      if table.scopes[current].kind == .function { return table.scopes[current].name }
      scope = table.scopes[current].parent
    }
    return nil
  }

  /// True where an argument list is that of a declaration: its names are parameters.
  private func isDeclaration(_ text: Span<UInt8>, at offset: Int) -> Bool {
    guard top.kind == .arguments, levels.count > 1 else { return false }
    let outer = levels[levels.count - 2]
    switch BlockHeader(text, outer.segment..<min(offset, outer.segment + 400)) {
    case .type: return true
    case .control, .plain: return false
    case .function:
      return Self.declares(text, outer.segment..<offset) || text.opensBody(after: offset)
    }
  }

  // MARK: - Words

  private static let returns = Set(["return", "yield", "give"].map { Array($0.utf8) })
  private static let prints = Set(["echo", "printf", "cat"].map { Array($0.utf8) })
  private static let declarations = Set(
    ["def", "defp", "func", "fun", "fn", "function", "init", "constructor", "val", "case"].map {
      Array($0.utf8)
    })
  /// What the names of methods that give an object something start with.
  private static let givingWords = [
    "set", "add", "append", "put", "push", "with", "use", "header", "auth", "bearer", "basic",
    "update", "merge", "default", "option", "insert", "query", "param", "url", "uri", "base",
    "token", "credential", "request_header", "prepend", "assign", "ssl", "verify", "agent", "store",
  ].map { Array($0.utf8) }
  /// What the names of functions hold that give their first argument something.
  private static let settingWords = [
    "setopt", "assign", "set_header", "setheader", "sprintf", "snprintf", "strcat", "strcpy",
    "strncpy",
    "memcpy",
  ].map {
    Array($0.utf8)
  }
  private static let define: StaticBytes = "#define "

  private static func word(_ text: Span<UInt8>, at offset: Int) -> [UInt8] {
    var end = offset
    while end < offset + 24, text.byte(end)?.isNameCharacter == true { end += 1 }
    return text.array(offset..<end)
  }

  private static func declares(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    text.array(range.lowerBound..<min(range.upperBound, range.lowerBound + 160))
      .split { !$0.isNameCharacter }.contains { declarations.contains(Array($0)) }
  }

  /// The other names of `reply, err := …`, those for errors left out.
  private static func namesBefore(
    _ target: TargetReader.Target, in text: Span<UInt8>
  ) -> [TargetReader.Target] {
    var names: [TargetReader.Target] = []
    var start = target.whole.lowerBound
    while names.count < 4 {
      while text.byte(start - 1)?.isBlank == true { start -= 1 }
      guard text.byte(start - 1) == UInt8(ascii: ","),
        let name = TargetReader.target(before: start - 1, from: max(0, start - 80), in: text),
        name.isPlain, !name.isQuoted
      else { break }
      names.append(name)
      start = name.whole.lowerBound
    }
    return names.filter { !text.isErrorName($0.last) }
  }

  /// True where `def` or its like stands before a name: what follows `=` is its result.
  private static func isDefinition(_ text: Span<UInt8>, _ name: Range<Int>, _ start: Int) -> Bool {
    let before = text.trimmed(start..<name.lowerBound)
    return text.isWord("def", before) || text.isWord("fun", before)
  }

  /// The name of the function whose parameters end before an offset, a result type aside.
  private static func functionName(
    _ text: Span<UInt8>, before end: Int, from start: Int
  ) -> Range<Int>? {
    var close = end
    let limit = max(start, end - 400)
    while close > limit, text[close - 1].isBlank || text[close - 1].isLineEnd { close -= 1 }
    if close > limit, text[close - 1].isNameCharacter || "?>]".utf8.contains(text[close - 1]) {
      var type = close
      while type > limit, text[type - 1].isNameCharacter || "?<>[].".utf8.contains(text[type - 1]) {
        type -= 1
      }
      while type > limit, text[type - 1].isBlank { type -= 1 }
      guard type > limit, text[type - 1] == UInt8(ascii: ":") else { return nil }
      close = type - 1
    }
    guard close > limit, text[close - 1] == UInt8(ascii: ")") else { return nil }
    var (offset, depth) = (close - 1, 0)
    while offset > limit {
      if text[offset] == UInt8(ascii: ")") { depth += 1 }
      if text[offset] == UInt8(ascii: "(") { depth -= 1 }
      if depth == 0 { break }
      offset -= 1
    }
    guard depth == 0, let target = TargetReader.target(before: offset, from: limit, in: text) else {
      return nil
    }
    return target.isPlain && !target.isQuoted ? target.last : nil
  }

  private static func parts(
    _ text: Span<UInt8>, _ range: Range<Int>, by separator: UInt8 = UInt8(ascii: ",")
  ) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    for offset in range where text[offset] == separator {
      parts.append(start..<offset)
      start = offset + 1
    }
    return parts + [start..<range.upperBound]
  }

  /// The end of a name that a default follows.
  private static func cutDefault(_ text: Span<UInt8>, _ part: Range<Int>) -> Int {
    let end = part.first { text[$0] == UInt8(ascii: "=") } ?? part.upperBound
    return text.trimmed(part.lowerBound..<end).upperBound
  }
}

extension Span where Element == UInt8 {
  /// The byte at an offset, or nil outside of the text.
  func byte(_ offset: Int) -> UInt8? { offset >= 0 && offset < count ? self[offset] : nil }

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
      if "([{".utf8.contains(self[offset]) { depth += 1 }
      if ")]}".utf8.contains(self[offset]) { depth -= 1 }
      offset += 1
    }
    while offset < limit, self[offset].isBlank || self[offset].isLineEnd { offset += 1 }
    guard let next = byte(offset) else { return false }
    return next == UInt8(ascii: "{") || next == UInt8(ascii: ":")
      || next == UInt8(ascii: "=") && byte(offset + 1) == UInt8(ascii: ">")
  }
}
