/// Tells which parameters a place is given to: `KEY` in `send(KEY)` is `key` in `func send(key)`.
///
/// It knows functions of the text by their names and by what stands before them in a call, nothing of
/// types. Each call is resolved once, and asks only the functions of its name that are near.
struct ArgumentResolver {
  private let names: NameTable
  /// The functions by the hash of the name by which they are called, in order.
  private var functions: [UInt64: [Int]] = [:]
  /// The function of each call that is one of the text.
  private var targets: [Int: Int] = [:]

  /// What a call gives a parameter.
  struct Gift {
    /// The binding of the parameter.
    let binding: Int
    /// How it gets there; nil for a value that the declaration itself gives.
    let passage: Passage?
    /// True where it is what another call made of the place.
    let isDerived: Bool
  }

  /// How many functions of a name on either side of a call are asked whether it means them.
  private static let mostNear = 8

  init(_ names: NameTable, in text: Span<UInt8>) {
    self.names = names
    guard !names.calls.functions.isEmpty else { return }
    for (index, function) in names.calls.functions.enumerated() {
      functions[text.nameHash(function.name), default: []].append(index)
    }
    let lists = Dictionary(
      names.calls.functions.enumerated().map { ($0.element.list.lowerBound, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    for (index, call) in names.calls.calls.enumerated() {
      targets[index] = lists[call.arguments.lowerBound] ?? function(of: call, in: text)
    }
  }

  /// The bindings of parameters to which every call gives a value, where there is one.
  var given: [Int] {
    Set(targets.filter { !isDeclaration($0.key, $0.value) }.values).flatMap { function in
      names.calls.functions[function].parameters.filter { !$0.hasDefault }.flatMap(\.bindings)
    }
  }

  private func isDeclaration(_ call: Int, _ function: Int) -> Bool {
    names.calls.calls[call].arguments.lowerBound == names.calls.functions[function].list.lowerBound
  }

  // MARK: - Places

  /// The parameters that a place is given to by the calls around it.
  ///
  /// A function that is given the name of something to look up, `secret("API_KEY")`, is given no value.
  func gifts(of place: Range<Int>, isName: Bool, in text: Span<UInt8>) -> [Gift] {
    guard !targets.isEmpty else { return [] }
    let scope = names.scope(at: place.lowerBound)
    return names.calls.around(place.lowerBound).flatMap { index -> [Gift] in
      let call = names.calls.calls[index]
      // What stands in a function that is an argument is no argument.
      guard let target = targets[index], names.scope(at: call.arguments.lowerBound) == scope else {
        return []
      }
      let argument = call.argument(at: place.lowerBound)
      if isName, names.string(at: place.lowerBound) == text.trimmed(argument.range) { return [] }
      let passage =
        isDeclaration(index, target)
        ? nil : Passage(function: names.calls.functions[target].scope, call: index)
      let start = argument.range.lowerBound
      let isDerived = text.alteringCall(around: place.lowerBound, from: start) != nil
      return parameters(of: target, given: place, argument, in: text).flatMap(\.bindings).map {
        Gift(binding: $0, passage: passage, isDerived: isDerived)
      }
    }
  }

  /// The way into a function with parameters that a call takes whose callee is a name.
  func passage(callee name: Range<Int>) -> Passage? {
    guard let call = names.calls.call(of: name), let target = targets[call],
      !isDeclaration(call, target), !names.calls.functions[target].parameters.isEmpty
    else { return nil }
    return Passage(function: names.calls.functions[target].scope, call: call)
  }

  private func parameters(
    of function: Int, given place: Range<Int>, _ argument: (position: Int, range: Range<Int>),
    in text: Span<UInt8>
  ) -> [Function.Parameter] {
    let parameters = names.calls.functions[function].parameters
    if let label = text.label(of: argument.range) {
      return parameters.filter { text.isEqual($0.name, label) || text.isEqual($0.label, label) }
    }
    let byPosition = parameters.filter { $0.position == argument.position }
    guard byPosition.isEmpty, let member = member(holding: place, in: argument.range, text) else {
      return byPosition
    }
    return parameters.filter { $0.position == nil && text.isEqual($0.label, member) }
  }

  /// The member of a literal argument that holds a place: `key` in `send({ key: KEY })`.
  private func member(
    holding place: Range<Int>, in argument: Range<Int>, _ text: Span<UInt8>
  ) -> Range<Int>? {
    let holder = names.holders(of: place).map { names.bindings[$0] }.last {
      $0.kind == .member && argument.contains($0.name.lowerBound)
    }
    return holder?.name ?? (text.isShorthand(place) ? place : nil)
  }

  // MARK: - Calls

  private func function(of call: Call, in text: Span<UInt8>) -> Int? {
    let makes = text.isWord("new", call.callee)
    // Nearly all calls are of functions that the text does not declare.
    guard makes || functions[text.nameHash(call.callee)] != nil else { return nil }
    let use = NameUse(call.callee, in: text)
    if case .name(let owner) = use.qualifier, makes {
      return function(of: call, named: owner.range, in: text) { known[$0].isConstructor }
        ?? function(of: call, named: call.callee, in: text) { isMember($0, of: owner.range, text) }
    }
    return function(of: call, named: call.callee, in: text) { candidate in
      switch use.qualifier {
      case .none: isVisible(candidate, from: call)
      case .own: isVisible(candidate, from: call) && owner(of: candidate) != nil
      case .name(let owner): isMember(candidate, of: owner.range, text)
      case .other: false
      }
    }
  }

  private func function(
    of call: Call, named name: Range<Int>, in text: Span<UInt8>, where fits: (Int) -> Bool
  ) -> Int? {
    guard let all = functions[text.nameHash(name)] else { return nil }
    let middle = all.firstIndexAfter { known[$0].name.lowerBound <= name.lowerBound }
    let near = all[max(0, middle - Self.mostNear)..<min(all.count, middle + Self.mostNear)]
    let fitting = near.filter { text.isEqual(known[$0].name, name) && fits($0) }
    return fitting.last { takes($0, call) } ?? fitting.last
  }

  /// The functions of the text, which are asked by number: to hand one on would be to copy it.
  private var known: [Function] { names.calls.functions }

  /// True where a function has a parameter for each argument, so that it is the one of its name.
  private func takes(_ function: Int, _ call: Call) -> Bool {
    let count = call.arguments.isEmpty ? 0 : call.commas.count + 1
    return known[function].parameters.count { $0.position != nil } == count
  }

  private func isVisible(_ function: Int, from call: Call) -> Bool {
    if known[function].isConstructor { return true }
    guard let outer = names.scopes[known[function].scope].parent else { return true }
    return names.isIn(outer, names.scope(at: call.callee.lowerBound))
  }

  /// The type whose method a function is.
  private func owner(of function: Int) -> Range<Int>? {
    guard let outer = names.scopes[known[function].scope].parent,
      names.scopes[outer].kind == .type
    else { return nil }
    return names.scopes[outer].name
  }

  /// True where what stands before a method's name is its type, an object named after it, or the
  /// name by which the object calls itself.
  private func isMember(_ function: Int, of name: Range<Int>, _ text: Span<UInt8>) -> Bool {
    if let receiver = known[function].receiver, text.isEqual(receiver, name) { return true }
    guard let owner = owner(of: function), !known[function].isConstructor else { return false }
    let (type, object) = (text.plainName(owner), text.plainName(name))
    return object.count > 2
      && (type.starts(with: object) || type.reversed().starts(with: object.reversed()))
  }
}

extension Span where Element == UInt8 {
  /// The name by which an argument is given: `key` in `key: KEY` and `key=KEY`.
  fileprivate func label(of argument: Range<Int>) -> Range<Int>? {
    var start = argument.lowerBound
    while start < argument.upperBound, self[start].isBlank || self[start].isLineEnd { start += 1 }
    if byte(start) == UInt8(ascii: ":") { start += 1 }
    var end = start
    while end < argument.upperBound, self[end].isNameCharacter { end += 1 }
    let name = start..<end
    while end < argument.upperBound, self[end].isBlank { end += 1 }
    guard !name.isEmpty, let mark = byte(end),
      mark == UInt8(ascii: ":") || mark == UInt8(ascii: "=")
    else { return nil }
    return ":=~/".utf8.contains(byte(end + 1) ?? 0) ? nil : name
  }

  /// True for a member of a literal that is given what has its name: `key` in `{ key, url }`.
  fileprivate func isShorthand(_ name: Range<Int>) -> Bool {
    var (start, end) = (name.lowerBound, name.upperBound)
    while let byte = byte(start - 1), byte.isBlank || byte.isLineEnd { start -= 1 }
    while let byte = byte(end), byte.isBlank || byte.isLineEnd { end += 1 }
    return "{,".utf8.contains(byte(start - 1) ?? 0) && ",}".utf8.contains(byte(end) ?? 0)
  }

  /// The letters and digits of a name, in lowercase.
  fileprivate func plainName(_ name: Range<Int>) -> [UInt8] {
    array(name).filter(\.isAlphanumeric).map(\.lowercased)
  }
}
