/// A name and what it is given: `KEY = …`, `{ token: … }`, `session.headers["…"] = …`.
struct Binding: Hashable, Sendable {
  /// What the name stands for.
  enum Kind: Hashable, Sendable {
    /// A variable, a constant or a parameter with a default.
    case variable
    /// A member of a literal or an argument with a name: `base` in `config = { base: … }`.
    case member
    /// Something that an object is given later: `session` in `session.headers["…"] = …`.
    case addition
    /// What a function returns.
    case result
    /// What callers give a function; its value is empty.
    case parameter
    /// A name that is taken out of an object: `base` in `const { base } = config`.
    case extraction
  }

  // Packed, as there may be one in every few bytes of a text.
  private let packedName: TextRange
  private let packedTarget: TextRange
  private let packedMember: TextRange
  private var packedValue: TextRange
  private let packedScope: Int32
  /// Of a binding; -1 is none, which takes less than an optional.
  private let packedOuter, packedParent: Int32
  let kind: Kind
  /// True where it may not happen, so that it does not end what the name held before.
  var isConditional: Bool

  init(
    kind: Kind, name: Range<Int>, target: Range<Int>, member: Range<Int>, value: Range<Int>,
    scope: Int, outer: Int?, parent: Int?, isConditional: Bool
  ) {
    packedName = TextRange(name)
    packedTarget = TextRange(target)
    packedMember = TextRange(member)
    packedValue = TextRange(value)
    packedScope = Int32(scope)
    packedOuter = outer.map(Int32.init) ?? -1
    self.kind = kind
    self.isConditional = isConditional
    packedParent = parent.map(Int32.init) ?? -1
  }

  /// The name, without what it is a member of.
  var name: Range<Int> { packedName.range }
  /// The whole target, as written.
  var target: Range<Int> { packedTarget.range }
  /// The member that an addition sets or an extraction takes; else the name.
  var member: Range<Int> { packedMember.range }
  /// What the name is given; empty until it is known.
  var value: Range<Int> {
    get { packedValue.range }
    set { packedValue = TextRange(newValue) }
  }
  /// The number of the scope in which it is bound.
  var scope: Int { Int(packedScope) }
  /// The binding in whose value this one is made, in the same scope.
  var outer: Int? { packedOuter < 0 ? nil : Int(packedOuter) }
  /// The binding whose literal holds it as a member.
  var parent: Int? { packedParent < 0 ? nil : Int(packedParent) }
}

/// A part of a text in which names have their own meaning.
struct Scope: Hashable, Sendable {
  /// What kind of part it is.
  enum Kind: Hashable, Sendable {
    case file, type, function
  }

  let kind: Kind
  /// The function's or type's name.
  let name: Range<Int>?
  /// The scope around; nil for the file.
  let parent: Int?
}

/// The names of a unit: what they are given, and where they have their meaning.
struct NameTable: Sendable {
  /// In order of where their values start.
  private(set) var bindings: [Binding] = []
  private(set) var scopes = [Scope(kind: .file, name: nil, parent: nil)]
  /// The calls, and the functions that are declared.
  var calls = CallTable()
  /// The strings outside of comments, quotes included, in order.
  private(set) var strings: [Range<Int>] = []
  /// Those of them that say where the value of the name after them comes from, in order.
  private var annotations: [Range<Int>] = []
  /// The names that a call gives to the block after it, with the call, or an annotation to a
  /// parameter.
  private var blockParameters: [(call: Range<Int>, binding: Int)] = []
  private var marks: [(offset: Int, scope: Int)] = [(0, 0)]

  mutating func add(_ binding: Binding) -> Int {
    bindings.append(binding)
    return bindings.count - 1
  }

  mutating func give(_ call: Range<Int>, to binding: Int) {
    blockParameters.append((call, binding))
  }

  /// The names that the blocks of the calls around an offset are given.
  func blockParameters(of offset: Int) -> [Int] {
    let end = blockParameters.firstIndexAfter { $0.call.lowerBound <= offset }
    return blockParameters[max(0, end - 4)..<end]
      .filter { $0.call.contains(offset) }.map(\.binding)
  }

  mutating func setValue(_ value: Range<Int>, of binding: Int) { bindings[binding].value = value }

  /// Says that a name is given a value from an offset on, where only its type was known.
  mutating func confirm(_ binding: Int, from start: Int) {
    bindings[binding].value = start..<start
    bindings[binding].isConditional = false
  }

  /// Says that names are given a value wherever they are in scope, so that they hold no other.
  mutating func settle(_ parameters: [Int]) {
    for parameter in parameters { bindings[parameter].isConditional = false }
  }

  mutating func openScope(_ scope: Scope, at offset: Int) -> Int {
    scopes.append(scope)
    resume(scopes.count - 1, at: offset)
    return scopes.count - 1
  }

  mutating func resume(_ scope: Int, at offset: Int) { marks.append((offset, scope)) }

  mutating func addString(_ range: Range<Int>) { strings.append(range) }

  mutating func addAnnotation(_ string: Range<Int>) { annotations.append(string) }

  /// True where a string stands in an annotation.
  func isAnnotation(_ string: Range<Int>) -> Bool {
    let index = annotations.firstIndexAfter { $0.lowerBound <= string.lowerBound }
    return index > 0 && annotations[index - 1] == string
  }

  /// The scope that holds an offset.
  func scope(at offset: Int) -> Int {
    let index = marks.firstIndexAfter { $0.offset <= offset }
    return index == 0 ? 0 : marks[index - 1].scope
  }

  /// True where a scope is another, or lies in it.
  func isIn(_ outer: Int, _ inner: Int) -> Bool {
    var scope: Int? = inner
    while let current = scope, current >= outer {
      if current == outer { return true }
      scope = scopes[current].parent
    }
    return false
  }

  /// The function that holds a scope, or the file.
  func function(around scope: Int) -> Int {
    var scope = scope
    while scopes[scope].kind != .function, let parent = scopes[scope].parent { scope = parent }
    return scope
  }

  /// The string that holds an offset.
  func string(at offset: Int) -> Range<Int>? {
    let index = strings.firstIndexAfter { $0.lowerBound <= offset }
    guard index > 0, strings[index - 1].contains(offset) else { return nil }
    return strings[index - 1]
  }

  /// True where two places stand in what one name is given, in a block that configures it:
  /// `client = HttpClient { … }`.
  func isOneConstruction(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard abs(left.lowerBound - right.lowerBound) < Self.longestConstruction,
      scope(at: left.lowerBound) == scope(at: right.lowerBound)
    else { return false }
    return holders(of: left).contains { index in
      let binding = bindings[index]
      return binding.kind == .variable && binding.value.count < Self.longestConstruction
        && binding.value.contains(right.lowerBound)
    }
  }

  /// A longer value is a module, not an object, in bytes.
  static let longestConstruction = 1500
  /// How many values around a place are looked at, innermost first.
  private static let mostHolders = 12

  /// True where a range is the name of a member that is given a value: `key` in `{ key: value }`, but
  /// not in `{ key }`, where it is the value too.
  func isMemberName(_ range: Range<Int>) -> Bool {
    var index = bindings.firstIndexAfter { $0.value.lowerBound <= range.upperBound + 8 } - 1
    for _ in 0..<4 where index >= 0 {
      if bindings[index].kind == .member, bindings[index].target.overlaps(range) {
        return bindings[index].value.lowerBound > bindings[index].target.lowerBound
      }
      index -= 1
    }
    return false
  }

  /// True where other artifacts may use a name: one of the file, of a type, or of an object of the
  /// file's.
  func isVisibleOutside(_ index: Int) -> Bool {
    var binding = bindings[index]
    while binding.kind == .member {
      guard let parent = binding.parent else { return binding.scope == 0 }
      binding = bindings[parent]
    }
    return binding.kind == .variable && scopes[binding.scope].kind != .function
  }

  /// The name of the type or the object that a binding is a member of.
  func holderName(of index: Int) -> Range<Int>? {
    let binding = bindings[index]
    if binding.kind == .member { return binding.parent.map { bindings[$0].name } }
    return scopes[binding.scope].kind == .type ? scopes[binding.scope].name : nil
  }

  /// The bindings whose values hold a range, innermost first, out to the edge of its function.
  func holders(of range: Range<Int>) -> [Int] {
    let scope = scope(at: range.lowerBound)
    var index: Int? = bindings.firstIndexAfter { $0.value.lowerBound <= range.lowerBound } - 1
    var holders: [Int] = []
    while let current = index, current >= 0, holders.count < Self.mostHolders {
      let binding = bindings[current]
      if binding.value.contains(range.lowerBound), binding.scope == scope {
        holders.append(current)
      }
      index = binding.outer
    }
    return holders
  }
}
