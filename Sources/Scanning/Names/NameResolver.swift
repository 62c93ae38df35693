internal import Rules

/// Tells where in a unit the names are used that bindings give something.
///
/// It knows scopes, second assignments and members. What it is asked of one name it works out once,
/// for all uses of the name, and of each use it asks only the bindings near it: the cost is linear in
/// the text, whatever the text is.
struct NameResolver {
  let map: SourceMap
  private let language: Language
  /// Where bound names start, by the hash of the name.
  private var occurrences = NameIndex()
  /// What is bound to each name, by its hash.
  var bound = NameIndex()
  /// For each name that was asked for, the uses that mean a binding.
  private var resolved: [UInt64: [Int: [NameUse]]] = [:]
  /// The members that literals have: see ``member(_:of:)``.
  private var members: Set<UInt64> = []
  /// The members that objects are given later, likewise.
  private var additions: Set<UInt64> = []
  /// The additions' own names: the keys of their ranges.
  private var additionNames: Set<UInt64> = []
  /// Where parameters and members are named, by the keys of the ranges: no uses of what has their name outside.
  private let labels: Set<UInt64>
  /// The names that are taken out of objects, in order of the member's place.
  private var extracting: [Int] = []

  /// How many bindings of a name on either side of a use are asked whether it means them.
  private static let mostNear = 32

  /// Reads the text once for the names that are bound in it.
  init(_ map: SourceMap, _ language: Language, in text: Span<UInt8>) {
    self.map = map
    self.language = language
    guard !map.names.bindings.isEmpty else {
      labels = []
      return
    }
    var labels = Set(
      map.names.calls.functions.flatMap { $0.parameters.map { TextRange($0.name).key } })
    var filter = NameFilter(count: map.names.bindings.count)
    for binding in map.names.bindings {
      if binding.kind == .member, binding.value != binding.name {
        labels.insert(TextRange(binding.name).key)
      }
      filter.insert(text.nameHash(binding.name))
    }
    self.labels = labels
    text.forEachName(in: filter, outside: map.comments) { name, hash in
      occurrences.add(name.lowerBound, of: hash, as: .occurrence)
    }
    occurrences.sort()
    for index in map.names.bindings.indices { enter(index, in: text) }
    bound.sort()
    let bindings = map.names.bindings
    extracting.sort { bindings[$0].member.lowerBound < bindings[$1].member.lowerBound }
  }

  private mutating func enter(_ index: Int, in text: Span<UInt8>) {
    let binding = map.names.bindings[index]
    let (name, member) = (text.nameHash(binding.name), text.nameHash(binding.member))
    if let parent = binding.parent { members.insert(Self.member(name, of: UInt64(parent))) }
    switch binding.kind {
    case .variable, .extraction, .parameter:
      bound.add(index, of: name, as: .declaration)
      if binding.kind == .extraction {
        extracting.append(index)
        bound.add(index, of: member, as: .extraction)
      }
      if isGiven(binding) { bound.add(index, of: name, as: .variable, in: binding.scope) }
      if isField(binding, text) { bound.add(index, of: name, as: .field) }
    case .member: bound.add(index, of: name, as: .member)
    case .addition:
      bound.add(index, of: name, as: .addition)
      additions.insert(Self.member(member, of: name))
      additionNames.insert(TextRange(binding.name).key)
    case .result: bound.add(index, of: name, as: .result)
    }
  }

  /// The hash of a member, by its name's, and of what has it: the number of a binding, or a name's hash.
  private static func member(_ name: UInt64, of holder: UInt64) -> UInt64 {
    // So small numbers, too, change all of the hash.
    name ^ (holder &+ 1) &* .goldenRatio
  }

  /// True where an object is given a member later, by the hashes of their names.
  func isGivenLater(_ member: UInt64, of object: UInt64) -> Bool {
    additions.contains(Self.member(member, of: object))
  }

  /// True where a range names what an object is given later.
  func isAddition(_ name: Range<Int>) -> Bool { additionNames.contains(TextRange(name).key) }

  /// True where it is known what a name holds, if anything.
  func isGiven(_ binding: Binding) -> Bool {
    !binding.value.isEmpty || binding.kind == .parameter
  }

  /// True for what any method of a type can see.
  private func isField(_ binding: Binding, _ text: Span<UInt8>) -> Bool {
    if map.names.scopes[binding.scope].kind == .type || text.isOwn(binding.target) { return true }
    // `_key = key` in a method, as fields are often called.
    return text[binding.name.lowerBound] == UInt8(ascii: "_") && type(around: binding.scope) != nil
  }

  private func type(around scope: Int) -> Int? {
    var scope: Int? = scope
    while let current = scope {
      if map.names.scopes[current].kind == .type { return current }
      scope = map.names.scopes[current].parent
    }
    return nil
  }

  // MARK: - Questions

  /// The places in which the name of a binding means what the binding gives it.
  mutating func uses(of binding: Int, in text: Span<UInt8>) -> [NameUse] {
    let name = text.nameHash(map.names.bindings[binding].name)
    if let known = resolved[name] { return known[binding] ?? [] }
    var uses: [Int: [NameUse]] = [:]
    for entry in occurrences[name, .occurrence] {
      let place = entry.number..<text.nameEnd(from: entry.number)
      guard isUse(place, text) else { continue }
      let use = NameUse(place, in: text)
      for meant in bindings(meantBy: use, named: name, text) {
        uses[meant, default: []].append(use)
      }
    }
    resolved[name] = uses
    return uses[binding] ?? []
  }

  /// The names that are given what stands in a place without holding it: `bearer` in
  /// `{ PLEO_TOKEN: bearer } = env`, the parameter of a block.
  func aliases(of member: Range<Int>) -> [Int] {
    let bindings = map.names.bindings
    let end = extracting.firstIndexAfter { bindings[$0].member.lowerBound < member.upperBound }
    // Those of one pattern follow one another, so that only the last can overlap.
    let taken = extracting[max(0, end - 2)..<end].filter { index in
      bindings[index].member.overlaps(member) && bindings[index].name != bindings[index].member
    }
    return map.names.blockParameters(of: member.lowerBound) + taken
  }

  /// The names that take a member out of the object that a binding belongs to.
  func extractions(of binding: Int, in text: Span<UInt8>) -> [Int] {
    let member = map.names.bindings[binding]
    guard member.kind == .member else { return [] }
    let all = bound[text.nameHash(member.name), .extraction]
    return near(all, member.value.lowerBound).filter { index in
      let other = map.names.bindings[index]
      guard text.isEqual(other.member, member.name) else { return false }
      guard let parent = member.parent.map({ map.names.bindings[$0] }) else { return true }
      return text.endsInName(other.value, parent.name)
    }
  }

  // MARK: - Resolution

  /// True where a name stands as one that is used: in code, or in a slot of a string.
  func isUse(_ name: Range<Int>, _ text: Span<UInt8>) -> Bool {
    if map.holds(.prose, at: name.lowerBound) || labels.contains(TextRange(name).key) {
      return false
    }
    if language.shape == .lines || language.shape == .requests { return isSlot(name, text) }
    guard let string = map.names.string(at: name.lowerBound) else { return true }
    return text.isInSlot(name.lowerBound, of: string, language.naming)
      || isSlot(name, text)
      || text.byte(name.lowerBound - 2) == UInt8(ascii: "[")
  }

  /// True where a name stands in `${…}` or `{{…}}`, or after `$`.
  func isSlot(_ name: Range<Int>, _ text: Span<UInt8>) -> Bool {
    text.isInTemplate(name.lowerBound)
  }

  /// The variables and parameters of the text itself that a name in a place can mean.
  func declarations(of use: NameUse, in text: Span<UInt8>) -> [Int] {
    guard case .none = use.qualifier else { return [] }
    return near(bound[text.nameHash(use.range), .declaration], use.range.lowerBound)
  }

  private func bindings(
    meantBy use: NameUse, named name: UInt64, _ text: Span<UInt8>
  ) -> [Int] {
    let place = use.range.lowerBound
    let others =
      near(bound[name, .member], place).filter { resolvesMember(map.names.bindings[$0], use, text) }
      + near(bound[name, .addition], place).filter { index in
        resolvesAddition(index, use, name, text) && isOneName(index, use, name, text)
      }
      + near(bound[name, .result], place)
    let variables = text.isAssigned(use.range) ? [] : variables(of: name, meantBy: use, text)
    return (variables + others).filter { index in
      let binding = map.names.bindings[index]
      return !binding.value.contains(place) && !binding.target.contains(place)
        && !isConfined(binding, from: use, text)
        && text.isEqual(binding.name, use.range)
    }
  }

  /// True where a name is bound in a module of tests around which a use stands: `mod tests { … }`.
  private func isConfined(_ binding: Binding, from use: NameUse, _ text: Span<UInt8>) -> Bool {
    var scope: Int? = binding.scope
    while let current = scope {
      if let name = map.names.scopes[current].name, map.names.scopes[current].kind == .type,
        text.isWord("tests", name) || text.isWord("test", name)
      {
        return !map.names.isIn(current, map.names.scope(at: use.range.lowerBound))
      }
      scope = map.names.scopes[current].parent
    }
    return false
  }

  func near(_ list: ArraySlice<NameIndex.Entry>, _ place: Int) -> [Int] {
    let bindings = map.names.bindings
    let middle = list.firstIndexAfter { bindings[$0.number].value.lowerBound <= place }
    let first = max(list.startIndex, middle - Self.mostNear)
    return list[first..<min(list.endIndex, middle + Self.mostNear)].map(\.number)
  }

  private func variables(
    of name: UInt64, meantBy use: NameUse, _ text: Span<UInt8>
  ) -> [Int] {
    let meant =
      switch use.qualifier {
      case .none: local(name, from: use, text)
      // A field keeps what any method gives it, unless that is nothing but its type.
      case .own, .other: fields(of: name, near: use)
      case .name(let owner):
        fields(of: name, near: use)
          + (text[owner.range.lowerBound].isUppercase
            ? visible(name, from: use).filter { map.names.bindings[$0].scope == 0 } : [])
      }
    guard let member = use.member.map({ text.nameHash($0) }) else { return meant }
    return meant.filter { !members.contains(Self.member(member, of: UInt64($0))) }
  }

  /// What a name alone means: a variable that can be seen, else a field of the type around.
  private func local(_ name: UInt64, from use: NameUse, _ text: Span<UInt8>) -> [Int] {
    let variables = visible(name, from: use)
    guard variables.allSatisfy({ map.names.bindings[$0].isConditional }),
      !bound[name, .field].isEmpty,
      let type = type(around: map.names.scope(at: use.range.lowerBound))
    else { return variables }
    let fields = fields(of: name, near: use).filter { index in
      self.type(around: map.names.bindings[index].scope).map { isOneType($0, type, text) } ?? false
    }
    return variables + fields.filter { !variables.contains($0) }
  }

  /// True for a type and itself, and for one and its companion, which has the same name.
  private func isOneType(_ left: Int, _ right: Int, _ text: Span<UInt8>) -> Bool {
    let scopes = map.names.scopes
    guard left != right, let name = scopes[left].name, let other = scopes[right].name else {
      return left == right
    }
    return text.isEqual(name, other)
  }

  private func fields(of name: UInt64, near use: NameUse) -> [Int] {
    near(bound[name, .field], use.range.lowerBound).filter { isGiven(map.names.bindings[$0]) }
  }

  /// The variables that a name alone can mean, from its own scope outwards: the latest, and those
  /// before it that it may not have ended.
  func visible(_ name: UInt64, from use: NameUse) -> [Int] {
    let bindings = map.names.bindings
    let useScope = map.names.scope(at: use.range.lowerBound)
    var visible: [Int] = []
    var scope: Int? = useScope
    while let current = scope {
      let here = bound[name, .variable, current]
      if !here.isEmpty {
        let seen = latest(of: here, before: use.range.lowerBound, isOwn: current == useScope)
        visible += seen
        if seen.contains(where: { !bindings[$0].isConditional }) { break }
      }
      scope = map.names.scopes[current].parent
    }
    return visible
  }

  private func latest(
    of list: ArraySlice<NameIndex.Entry>, before place: Int, isOwn: Bool
  ) -> [Int] {
    let bindings = map.names.bindings
    let near = near(list, place)
    let before = near.filter {
      bindings[$0].value.lowerBound <= place && !bindings[$0].value.contains(place)
    }
    let scope = list.first.map { map.names.scopes[bindings[$0.number].scope] }
    let isSeenLater = !isOwn || scope?.kind == .type
    guard !before.isEmpty || !isSeenLater else { return near }
    let definite = before.lastIndex { !bindings[$0].isConditional } ?? before.startIndex
    return Array(before[definite...])
  }
}
