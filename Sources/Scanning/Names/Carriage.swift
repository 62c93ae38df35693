internal import Rules

/// Carries evidence along the names of a unit.
///
/// What stands in the value of a name stands wherever the name is used: `KEY` in
/// `KEY = os.environ["PLEO_API_KEY"]` is a reference to an API key from there on. This is
/// name-following within a file, not a type checker: it knows scopes and second assignments, members
/// and what functions return, and nothing of types or of the values that parameters are given.
struct Carriage {
  private let patterns: [EvidencePattern]
  private let map: SourceMap
  private let language: Language
  private var pieces: [Piece] = []
  private var opaque: [Range<Int>] = []
  /// The pieces that each binding's value holds, and of which it holds only what a call made of them.
  private var bundles: [Int: [Int: Bool]] = [:]
  /// Bindings that are known not to hand on what they hold.
  private var spent: Set<Int> = []
  private var named: [[UInt8]: [Int]] = [:]
  /// The variables of each name, by the scope in which they are bound.
  private var variables: [[UInt8]: [Int: [Int]]] = [:]
  private var extracting: [Int] = []

  private struct Piece {
    let pattern: Int
    let index: Int
    var places: [Evidence.Place]
  }

  /// How often names are followed: the length of the longest chain of names.
  private static let longestChain = 6
  /// How many bindings of a name before a use are asked which of them it means.
  private static let mostRecent = 32
  /// How many places one piece is carried to.
  private static let mostPlaces = 256

  /// Adds to each piece of evidence the places to which names carry it.
  static func carry(
    _ result: inout EvidenceSearch.Result, _ patterns: [EvidencePattern], _ map: SourceMap,
    _ language: Language, in text: Span<UInt8>
  ) {
    var carriage = Carriage(result, patterns, map, language)
    let start = carriage.pieces
    carriage.follow(in: text)
    // Which bindings are whole requests is known only once all evidence is where it gets.
    let spent = carriage.bundles.keys.filter(carriage.isSaturated)
    if !spent.isEmpty {
      carriage.pieces = start
      carriage.bundles = [:]
      carriage.spent = Set(spent)
      carriage.follow(in: text)
    }
    for piece in carriage.pieces {
      let anchor = result.evidence[piece.pattern][piece.index].anchor
      result.evidence[piece.pattern][piece.index].places = piece.places
      result.evidence[piece.pattern][piece.index].isHidden = carriage.isHidden(anchor)
    }
  }

  private init(
    _ result: EvidenceSearch.Result, _ patterns: [EvidencePattern], _ map: SourceMap,
    _ language: Language
  ) {
    self.patterns = patterns
    self.map = map
    self.language = language
    for (number, list) in result.evidence.enumerated() where patterns[number].isOpaque {
      opaque += list.map(\.range)
    }
    opaque.sort { $0.lowerBound < $1.lowerBound }
    for (number, list) in result.evidence.enumerated() where !patterns[number].isOpaque {
      for (index, piece) in list.enumerated() {
        let isMute = map.comment(at: piece.anchor.lowerBound) != nil || isHidden(piece.anchor)
        pieces.append(
          Piece(pattern: number, index: index, places: isMute ? [] : [own(piece.anchor)]))
      }
    }
  }

  /// Where a piece stands itself: as a value, or as the name of a member that is given one.
  private func own(_ anchor: Range<Int>) -> Evidence.Place {
    Evidence.Place(range: anchor, isDerived: map.names.isMemberName(anchor))
  }

  private mutating func follow(in text: Span<UInt8>) {
    guard !map.names.bindings.isEmpty else { return }
    if named.isEmpty {
      for index in map.names.bindings.indices { enter(index, in: text) }
    }
    var fresh = pieces.indices.flatMap { piece in pieces[piece].places.map { (piece, $0) } }
    for _ in 0..<Self.longestChain where !fresh.isEmpty {
      let changed = hold(fresh, in: text)
      fresh = spread(changed, in: text)
    }
  }

  private mutating func enter(_ index: Int, in text: Span<UInt8>) {
    let binding = map.names.bindings[index]
    let name = text.array(binding.name)
    named[name, default: []].append(index)
    if binding.kind == .extraction { extracting.append(index) }
    if binding.kind == .variable || binding.kind == .extraction, !binding.value.isEmpty {
      variables[name, default: [:]][binding.scope, default: []].append(index)
    }
  }

  /// Puts pieces into the bundles of the bindings whose values hold them.
  private mutating func hold(
    _ fresh: [(piece: Int, place: Evidence.Place)], in text: Span<UInt8>
  ) -> Set<Int> {
    var changed: Set<Int> = []
    for (piece, place) in fresh {
      for name in aliases(of: place.range) where bundles[name]?[piece] == nil {
        bundles[name, default: [:]][piece] = place.isDerived
        changed.insert(name)
      }
      for binding in map.names.holders(of: place.range) {
        let value = map.names.bindings[binding].value
        let isDerived = place.isDerived || text.isInCall(place.range.lowerBound, of: value)
        for target in [binding] + extractions(of: binding, text) {
          if let known = bundles[target]?[piece], !known || isDerived { continue }
          bundles[target, default: [:]][piece] = isDerived
          changed.insert(target)
        }
      }
    }
    return changed
  }

  /// The names that are given what stands in a place without holding it: `bearer` in
  /// `{ PLEO_TOKEN: bearer } = env`, the parameter of a block.
  private func aliases(of member: Range<Int>) -> [Int] {
    let given = map.names.blockParameters.filter { $0.call.contains(member.lowerBound) }
    return given.map(\.binding)
      + extracting.filter { index in
        let binding = map.names.bindings[index]
        return binding.member.overlaps(member) && binding.name != binding.member
      }
  }

  /// The names that take a member out of the object that a binding belongs to.
  private func extractions(of binding: Int, _ text: Span<UInt8>) -> [Int] {
    let member = map.names.bindings[binding]
    guard member.kind == .member else { return [] }
    return extracting.filter { index in
      let other = map.names.bindings[index]
      guard other.kind == .extraction, text.isEqual(other.member, member.name) else { return false }
      guard let parent = member.parent.map({ map.names.bindings[$0] }) else { return true }
      return text.endsInName(other.value, parent.name)
    }
  }

  /// Finds the uses of names whose bundles have grown.
  private mutating func spread(
    _ changed: Set<Int>, in text: Span<UInt8>
  ) -> [(piece: Int, place: Evidence.Place)] {
    var wanted: [UInt64: [Int]] = [:]
    for binding in changed.sorted() where !spent.contains(binding) && !isSaturated(binding) {
      wanted[text.nameHash(map.names.bindings[binding].name), default: []].append(binding)
    }
    guard !wanted.isEmpty else { return [] }
    var fresh: [(Int, Evidence.Place)] = []
    for name in text.names(matching: { wanted[$0] != nil }, outside: map.comments)
    where isUse(name, text) {
      for binding in wanted[text.nameHash(name)] ?? [] where resolves(binding, to: name, text) {
        for (piece, isDerived) in (bundles[binding] ?? [:]).sorted(by: { $0.key < $1.key }) {
          let isTaken = NameUse(name, in: text).isTakenApart
          let place = Evidence.Place(range: name, isDerived: isDerived || isTaken)
          if add(place, to: piece) { fresh.append((piece, place)) }
        }
      }
    }
    return fresh
  }

  private mutating func add(_ place: Evidence.Place, to piece: Int) -> Bool {
    guard pieces[piece].places.count < Self.mostPlaces, !isHidden(place.range),
      !pieces[piece].places.contains(where: {
        $0.range == place.range && (!$0.isDerived || place.isDerived)
      })
    else { return false }
    pieces[piece].places.append(place)
    return true
  }

  /// True where a value is a request of its own: it holds a credential and where it goes, so that
  /// neither is there for another.
  private func isSaturated(_ binding: Int) -> Bool {
    let roles = Set((bundles[binding] ?? [:]).keys.compactMap { patterns[pieces[$0].pattern].role })
    return roles.count > 1 && map.names.bindings[binding].kind != .addition
  }

  private func isHidden(_ place: Range<Int>) -> Bool {
    var index = opaque.firstIndexAfter { $0.lowerBound <= place.lowerBound } - 1
    let first = max(0, index - 8)
    while index >= first {
      if opaque[index].upperBound >= place.upperBound { return true }
      index -= 1
    }
    return false
  }

  private func isUse(_ name: Range<Int>, _ text: Span<UInt8>) -> Bool {
    if map.holds(.prose, at: name.lowerBound) { return false }
    if language.shape == .lines || language.shape == .requests {
      return text.isInTemplate(name.lowerBound)
    }
    guard let string = map.names.string(at: name.lowerBound) else { return true }
    return text.isInSlot(name.lowerBound, of: string, language.naming)
      || text.isTemplateSlot(name)
      || text.byte(name.lowerBound - 2) == UInt8(ascii: "[")
  }

  // MARK: - Resolution

  /// True where a name in a place means what a binding gives it.
  private func resolves(_ index: Int, to name: Range<Int>, _ text: Span<UInt8>) -> Bool {
    let binding = map.names.bindings[index]
    guard text.isEqual(binding.name, name), !binding.value.contains(name.lowerBound),
      !binding.target.contains(name.lowerBound)
    else { return false }
    let use = NameUse(name, in: text)
    switch binding.kind {
    case .variable, .extraction: return resolvesVariable(index, use, text)
    case .member: return resolvesMember(binding, use, text)
    case .addition: return resolvesAddition(binding, use, text)
    case .result: return true
    }
  }

  private func resolvesVariable(_ index: Int, _ use: NameUse, _ text: Span<UInt8>) -> Bool {
    let binding = map.names.bindings[index]
    let isField = map.names.scopes[binding.scope].kind == .type || text.isOwn(binding.target)
    if let member = use.member, hasMember(member, of: index, text) { return false }
    switch use.qualifier {
    case .none: break
    case .own: if isField { return isFieldValue(index, text) }
    case .name(let owner):
      if isField { return isFieldValue(index, text) }
      guard text[owner.lowerBound].isUppercase, binding.scope == 0 else { return false }
      return true
    case .other: return isField
    }
    let scope = map.names.scope(at: use.range.lowerBound)
    guard map.names.isIn(binding.scope, scope) || isField else { return false }
    return isLatest(index, for: use, in: scope, text)
  }

  /// A field keeps what any method gives it, unless that is nothing but its type.
  private func isFieldValue(_ index: Int, _ text: Span<UInt8>) -> Bool {
    !map.names.bindings[index].value.isEmpty
  }

  private func hasMember(_ member: Range<Int>, of index: Int, _ text: Span<UInt8>) -> Bool {
    (named[text.array(member)] ?? []).contains { map.names.bindings[$0].parent == index }
  }

  private func resolvesMember(_ binding: Binding, _ use: NameUse, _ text: Span<UInt8>) -> Bool {
    guard let parent = binding.parent.map({ map.names.bindings[$0] }), parent.kind != .result else {
      return resolvesAnonymous(use, text)
    }
    switch use.qualifier {
    case .none: return false
    case .own: return true
    case .name(let owner): return text.isEqual(owner, parent.name)
    case .other: return false
    }
  }

  /// A member of a literal without a name: of whatever object it may be a part of later.
  private func resolvesAnonymous(_ use: NameUse, _ text: Span<UInt8>) -> Bool {
    switch use.qualifier {
    case .own: return true
    case .none, .other: return false
    case .name(let owner):
      // Not a type of a package (`http.Transport{`), nor a method.
      if let next = text.byte(use.range.upperBound), "({)".utf8.contains(next) {
        return next == UInt8(ascii: ")") && owner.count <= 6
      }
      return !Self.packages.contains(text.array(owner))
    }
  }

  private static let packages = Set(
    [
      "http", "https", "tls", "os", "io", "fs", "url", "net", "fmt", "req", "res", "response",
      "reply", "event", "error", "err", "e",
    ].map {
      Array($0.utf8)
    })

  private func resolvesAddition(_ binding: Binding, _ use: NameUse, _ text: Span<UInt8>) -> Bool {
    switch use.qualifier {
    case .none, .own: break
    case .name, .other: return false
    }
    guard !Self.sharedObjects.contains(text.array(binding.name)) else { return false }
    let scope = map.names.scope(at: use.range.lowerBound)
    if !text.isOwn(binding.target), !map.names.isIn(binding.scope, scope) { return false }
    guard let member = use.member else { return true }
    let others = (named[text.array(binding.name)] ?? []).map { map.names.bindings[$0] }
    // What is given to an object goes with all that it was given before.
    if others.contains(where: { $0.kind == .addition && $0.name == use.range }) { return true }
    return text.isEqual(member, binding.member)
      || !others.contains { $0.kind == .addition && text.isEqual($0.member, member) }
  }

  /// Objects that all code shares, so that what one part gives them is not another's.
  private static let sharedObjects = Set(
    [
      "process", "os", "env", "ENV", "System", "Environment", "window", "globalThis", "global",
      "localStorage", "sessionStorage", "AsyncStorage", "UserDefaults", "fs", "logging",
      "module", "exports", "document", "app", "builder", "services", "console", "logger", "log",
      "Math", "JSON", "config", "settings", "response", "res",
    ].map { Array($0.utf8) })

  /// True where no other binding of the name lies between a binding and a use.
  private func isLatest(
    _ index: Int, for use: NameUse, in useScope: Int, _ text: Span<UInt8>
  ) -> Bool {
    let bindings = map.names.bindings
    let candidates = variables[text.array(use.range)] ?? [:]
    let place = use.range.lowerBound
    var scope: Int? = useScope
    while let current = scope {
      let here = candidates[current] ?? []
      let end = here.firstIndexAfter { bindings[$0].value.lowerBound <= place }
      let recent = here[max(0, end - Self.mostRecent)..<end]
      let before = recent.filter { !bindings[$0].value.contains(place) }
      let isSeenLater = current != useScope || map.names.scopes[current].kind == .type
      let seen = before.isEmpty && isSeenLater ? here : Self.current(before, bindings)
      if seen.contains(index) { return true }
      if seen.contains(where: { !bindings[$0].isConditional }) { return false }
      scope = map.names.scopes[current].parent
    }
    return false
  }

  /// The last of some bindings, and those before it that it may not have ended.
  private static func current(_ before: [Int], _ bindings: [Binding]) -> [Int] {
    let definite = before.lastIndex { !bindings[$0].isConditional } ?? before.startIndex
    return Array(before[definite...])
  }
}

extension Span where Element == UInt8 {
  /// FNV-1a of the bytes of a name.
  func nameHash(_ range: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in range { hash = (hash ^ UInt64(self[index])) &* 0x100_0000_01b3 }
    return hash
  }

  /// The names of a text whose hashes are wanted, outside of some ranges.
  func names(matching isWanted: (UInt64) -> Bool, outside gaps: [Range<Int>]) -> [Range<Int>] {
    var names: [Range<Int>] = []
    var (offset, gap) = (0, 0)
    while offset < count {
      while gap < gaps.count, gaps[gap].upperBound <= offset { gap += 1 }
      if gap < gaps.count, gaps[gap].contains(offset) {
        offset = gaps[gap].upperBound
        continue
      }
      guard self[offset].isNameCharacter else {
        offset += 1
        continue
      }
      var end = offset
      while end < count, self[end].isNameCharacter { end += 1 }
      if !self[offset].isDigit, isWanted(nameHash(offset..<end)) { names.append(offset..<end) }
      offset = end
    }
    return names
  }

  /// True where a target was written as a member of the object itself: `this.x`, `self.x`, `@x`.
  func isOwn(_ target: Range<Int>) -> Bool {
    if self[target.lowerBound] == UInt8(ascii: "@") { return true }
    let start = target.lowerBound + (self[target.lowerBound] == UInt8(ascii: "$") ? 1 : 0)
    return ["this", "self"].contains { starts(with: Array($0.utf8), at: start) }
  }

  /// True where a value is a name, or a path that ends in it.
  func endsInName(_ value: Range<Int>, _ name: Range<Int>) -> Bool {
    value.count >= name.count
      && isEqual(value.upperBound - name.count..<value.upperBound, name)
  }

  /// True where a place stands in `${…}`, `{{…}}` or after `$`.
  func isInTemplate(_ offset: Int) -> Bool {
    var index = offset - 1
    while index >= 0, index > offset - 80, self[index] != .lineFeed {
      if self[index] == UInt8(ascii: "}") { return false }
      if self[index] == UInt8(ascii: "{") {
        return index > 0 && "${#%".utf8.contains(self[index - 1])
      }
      if self[index] == UInt8(ascii: "$"), index == offset - 1 { return true }
      index -= 1
    }
    return false
  }

  /// True where a name stands alone between double braces.
  func isTemplateSlot(_ name: Range<Int>) -> Bool { isInTemplate(name.lowerBound) }
}
