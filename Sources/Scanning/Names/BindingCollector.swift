/// Collects bindings and scopes while ``StatementReader`` reads code.
struct BindingCollector {
  var table: NameTable
  let habits: Language.Naming
  var levels: [Level]
  // The strings in the annotations of parameters, by the parameter's name.
  private var annotated: [Range<Int>: Range<Int>] = [:]
  // How many branches and loops of a shell are open.
  private(set) var openBranches = 0
  // The block that starts with the next deeper line, in languages whose blocks are indented.
  private var awaited: (indentation: Int, header: BlockHeader)?

  /// A bracket, a block or the whole text, with what is being bound in it.
  struct Level {
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
  struct Pending {
    let binding: Int
    /// True where `:` opened the value.
    var byColon = false
    /// The scope to go back to, where the value is the body of a function.
    var outerScope: Int?
  }

  enum Kind {
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
    return last.byColon || text.declares(value) ? header : .plain
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
    if habits.isIndented {
      bindBlockParameter(text, statement)
      bindContexts(text, statement)
    }
    levels[levels.count - 1].segment = offset
  }

  /// Called at the first character of a statement.
  mutating func beginStatement(_ text: Span<UInt8>, at offset: Int) {
    if habits.isIndented { indent(text, at: offset) }
    levels[levels.count - 1].segment = offset
    guard text[offset] != UInt8(ascii: "}") else { return }
    let word = Self.word(text, at: offset)
    if habits.endsAtBlank { countBranches(word, text) }
    let isPrinted = habits.endsAtBlank && Self.prints.contains(word, in: text)
    dropImplicitResult()
    if Self.returns.contains(word, in: text) || isPrinted {
      bindResult(text, from: word.upperBound)
    } else if habits.returnsLast, top.opensScope {
      bindResult(text, from: offset)
      levels[levels.count - 1].implicitResult = top.pending.last?.binding
    }
    if habits.hasAttributes { bindAttribute(text, at: offset) }
    if word.isEmpty, text.starts(with: Self.define, at: offset) {
      bindDefinition(text, from: offset + Self.define.bytes.count)
    }
  }

  /// A shell's branches and loops have words for brackets.
  private mutating func countBranches(_ word: Range<Int>, _ text: Span<UInt8>) {
    if Self.branches.contains(word, in: text) { openBranches += 1 }
    if Self.branchEnds.contains(word, in: text) { openBranches = max(0, openBranches - 1) }
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

  var top: Level { levels[levels.count - 1] }

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
  struct Declaration {
    let name: Range<Int>
    let list: Range<Int>
    let scope: Int
  }

  mutating func add(
    _ declaration: Declaration, _ text: Span<UInt8>, _ range: Range<Int>
  ) {
    let outer = table.scopes[declaration.scope].parent ?? 0
    let type = table.scopes[outer].kind == .type ? table.scopes[outer].name : nil
    let makesType = type.map { text.isConstructor(declaration.name, of: $0) } ?? false
    let isType = table.scopes[declaration.scope].kind == .type
    let isGo = text.isWord("func", text.firstWord(in: range) ?? 0..<0)
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

  // MARK: - Words

  private static let returns = ReservedWords("return yield give")
  private static let branches = ReservedWords("if case for while until select")
  private static let branchEnds = ReservedWords("fi esac done")
  private static let prints = ReservedWords("echo printf cat")
  private static let define: StaticBytes = "#define "

  private static func word(_ text: Span<UInt8>, at offset: Int) -> Range<Int> {
    var end = offset
    while end < offset + 24, text.byte(end)?.isNameCharacter == true { end += 1 }
    return offset..<end
  }
}
