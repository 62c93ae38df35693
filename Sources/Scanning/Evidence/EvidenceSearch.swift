internal import Findings
internal import Patterns
internal import Rules

/// Turns the keyword hits of a text into evidence.
struct EvidenceSearch: Sendable {
  /// The patterns, by number.
  let patterns: [EvidencePattern]
  /// The numbers of the patterns by name.
  let numbers: [String: Int]
  /// For each pattern, whether something is asked of what stands around its evidence.
  let isRelated: [Bool]
  /// For each pattern, whether its evidence counts beyond its own artifact.
  let isShared: [Bool]
  private let openedByPath: [Int]
  private let followers: [Int]
  /// What is asked at a hit, by its kind.
  private let plans: [ProbePlan]
  private let gates: GateTable
  /// For each pattern, what its gate needs.
  private let gateBits: [GateTable.Bits]
  private let words: WordTable
  private let placeholders: PlaceholderCheck
  private let entropy: HighEntropy

  /// A keyword that stands in a text and passed its gate.
  struct Hit: Hashable, Sendable {
    let offset: Int
    let length: Int
    /// Which patterns are to be tried around it.
    let kind: Int
  }

  /// A piece of evidence that a name holds as it is.
  struct Held {
    let pattern: Int
    let index: Int
    let binding: Int
  }

  /// What was found in a text, and what was not looked through.
  struct Result {
    /// By pattern, each list in order of offset.
    var evidence: [[Evidence]]
    /// The pieces that names hold which other artifacts can use, with the names' bindings.
    var held: [Held] = []
    /// Where a sign of Pleo stands.
    var context: [Int] = []
    /// The patterns that reached a limit, with the offset.
    var gaveUp: [(pattern: String, offset: Int)] = []
  }

  /// How far from what they follow followers are looked for in a stream, in bytes.
  static let streamReach = 64 * 1024

  /// Prepares the search for evidence.
  ///
  /// - Parameters:
  ///   - set: What to look for, what is no secret, and what looks random.
  ///   - kinds: For each kind of hit, the patterns that are to be tried around it, by number.
  ///   - related: The patterns that take part in relations, by name.
  ///   - shared: Those that do so across artifacts.
  /// - Throws: `outOfMemory`.
  init(
    _ set: RuleSet, kinds: [[Int]], related: Set<String>, shared: Set<String>
  ) throws(DetectorError) {
    let patterns = set.evidence
    self.patterns = patterns
    isRelated = patterns.map { related.contains($0.id) || $0.checks.contains(where: \.isLazy) }
    isShared = patterns.map { shared.contains($0.id) }
    placeholders = PlaceholderCheck(set.placeholders)
    entropy = HighEntropy(set.settings)
    openedByPath = patterns.indices.filter { patterns[$0].artifactPath != nil }
    followers = patterns.indices.filter { !patterns[$0].follows.isEmpty }
    let words = try WordTable(patterns)
    let gates = GateTable(patterns.map(\.gate))
    self.words = words
    self.gates = gates
    let gateBits = patterns.map { gates.bits(of: $0.gate) }
    self.gateBits = gateBits
    plans = kinds.map { ProbePlan($0, of: patterns, gateBits, words) }
    numbers = Dictionary(
      patterns.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Looks around every hit, and then for what follows what was found there.
  func evidence(
    in text: Span<UInt8>, around hits: [Hit], of unit: Unit, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Result {
    var result = Result(evidence: Array(repeating: [], count: patterns.count))
    var words = WordMap(words, count: text.count)
    let readsCode = unit.readsCode
    for hit in hits {
      let keyword = hit.offset..<hit.offset + hit.length
      if plans[hit.kind].isContext(inCode: readsCode) { result.context.append(hit.offset) }
      let bits = gates.bits(around: keyword, of: text, asked: plans[hit.kind].asked)
      for index in plans[hit.kind].groups.indices
      where plans[hit.kind].groups[index].isOpen(to: bits, inCode: readsCode) {
        try look(
          for: plans[hit.kind].groups[index], around: keyword, text, &words, &result, &worker)
      }
    }
    for number in followers {
      try follow(number, text, unit, &words, &result, &worker)
    }
    for number in openedByPath where try opens(number, unit, &worker) {
      try look(for: number, at: 0..<text.count, text, &result, &worker)
    }
    for number in patterns.indices {
      result.evidence[number].sort { $0.range.lowerBound < $1.range.lowerBound }
    }
    return result
  }

  /// True where a hit is a sign of Pleo.
  func isContext(_ hit: Hit) -> Bool { plans[hit.kind].isContext(inCode: true) }

  /// Looks around a keyword for the patterns of a group whose words are there.
  private func look(
    for group: ProbePlan.Group, around keyword: Range<Int>, _ text: Span<UInt8>,
    _ words: inout WordMap, _ result: inout Result, _ worker: inout WorkerMemory
  ) throws(DetectorError) {
    let end = min(text.count, keyword.lowerBound + group.reachAfter)
    let start = max(0, keyword.lowerBound - group.reachBefore)
    let near = group.needsWords ? words.bits(in: start..<end, of: text) : WordTable.noBits
    for index in group.members.indices
    where !group.needsWords || group.members[index].words & near != WordTable.noBits {
      try look(
        for: group.members[index], from: start, around: keyword, to: end, text, &result, &worker)
    }
  }

  /// The first match that starts at most the pattern's reach before a keyword and covers it.
  ///
  /// It depends on the bytes within reach of the hit alone, so that it is the same in every window.
  private func look(
    for member: ProbePlan.Member, from first: Int, around keyword: Range<Int>, to end: Int,
    _ text: Span<UInt8>, _ result: inout Result, _ worker: inout WorkerMemory
  ) throws(DetectorError) {
    var start = first
    while start <= keyword.lowerBound {
      let match = try worker.match(
        member.expression, numbered: member.number, in: text, start...keyword.lowerBound, end: end,
        around: keyword.lowerBound)
      switch match {
      case .none: return
      case .gaveUp:
        result.gaveUp.append((patterns[member.number].id, keyword.lowerBound))
        return
      case .found(let range):
        if range.upperBound >= keyword.upperBound {
          try accept(range, member.number, text, &result, &worker)
          return
        }
        start = range.lowerBound + 1
      }
    }
  }

  /// The match of a pattern at the start of a value.
  func look(
    for number: Int, at value: Range<Int>, _ text: Span<UInt8>, _ result: inout Result,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) {
    guard let source = patterns[number].pattern else { return }
    let last = min(value.lowerBound + 4, value.upperBound)
    let end = min(text.count, value.upperBound + 1)
    switch try worker.match(
      source, in: text, value.lowerBound...last, end: end, around: value.lowerBound)
    {
    case .none: return
    case .gaveUp: result.gaveUp.append((patterns[number].id, value.lowerBound))
    case .found(let range): try accept(range, number, text, &result, &worker)
    }
  }

  /// Where the evidence stands that takes part in relations.
  func related(_ found: Result) -> [Range<Int>] {
    patterns.indices.filter { isRelated[$0] }.flatMap { found.evidence[$0].map(\.range) }
  }

  /// True where an artifact is looked at because of what it is called, whatever it holds.
  func isOpened(by unit: Unit, _ worker: inout WorkerMemory) throws(DetectorError) -> Bool {
    for number in openedByPath where try opens(number, unit, &worker) { return true }
    return false
  }

  /// True where a pattern is looked for because of what the artifact is called.
  func opens(
    _ number: Int, _ unit: Unit, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Bool {
    guard let path = patterns[number].artifactPath, unit.origin.start == 0, unit.depth == 0 else {
      return false
    }
    return try isNamed(unit.traits.path.bytes, as: path, for: number, &worker)
  }

  /// True where the path of an artifact, or what holds a value, matches a pattern's expression for it.
  ///
  /// It is asked of every artifact, and of every value of a unit: nearly all lack the words.
  func isNamed(
    _ name: [UInt8], as source: String, for number: Int, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Bool {
    guard gates.holds(name: name.span, for: gateBits[number]) else { return false }
    return try worker.matches(source, name)
  }

  /// Every match that starts near what the pattern follows.
  private func follow(
    _ number: Int, _ text: Span<UInt8>, _ unit: Unit, _ words: inout WordMap,
    _ result: inout Result, _ worker: inout WorkerMemory
  ) throws(DetectorError) {
    let pattern = patterns[number]
    guard let source = pattern.pattern, !pattern.isOfCode || unit.readsCode else { return }
    let followed = pattern.follows.flatMap { name in
      numbers[name].map { result.evidence[$0].map(\.range) } ?? []
    }
    let followsContext =
      unit.readsCode && !result.context.isEmpty
      && pattern.follows.contains {
        numbers[$0].map { patterns[$0].isContext } ?? false
      }
    guard !followed.isEmpty || followsContext else { return }
    for zone in unit.isStream ? Self.zones(around: followed, text.count) : [0..<text.count] {
      try sweep(zone, for: source, number, text, &words, &result, &worker)
    }
  }

  private func sweep(
    _ zone: Range<Int>, for source: String, _ number: Int, _ text: Span<UInt8>,
    _ words: inout WordMap, _ result: inout Result, _ worker: inout WorkerMemory
  ) throws(DetectorError) {
    // Strides bound the work of one call, also where a pattern takes quadratic time.
    let stride = 16 * 1024
    let reach = patterns[number].reachAfter
    var start = zone.lowerBound
    while start < zone.upperBound {
      let last = min(start + stride, zone.upperBound) - 1
      let end = min(text.count, last + 1 + reach)
      guard
        let near = starts(of: number, reaching: reach, in: start...last, end, text, &words)
      else {
        start = last + 1
        continue
      }
      let outcome = try worker.match(
        source, numbered: number, in: text, near, end: end, around: near.lowerBound)
      switch outcome {
      case .none: start = near.upperBound + 1
      case .gaveUp:
        result.gaveUp.append((patterns[number].id, near.lowerBound))
        start = near.upperBound + 1
      case .found(let range):
        try accept(range, number, text, &result, &worker)
        start = range.lowerBound + 1
      }
    }
  }

  /// The first of some offsets at which a match may start, which are those before one of its words.
  private func starts(
    of number: Int, reaching reach: Int, in starts: ClosedRange<Int>, _ end: Int,
    _ text: Span<UInt8>, _ words: inout WordMap
  ) -> ClosedRange<Int>? {
    let bits = self.words.bits[number]
    guard bits != WordTable.noBits else { return starts }
    guard let place = words.firstPlace(of: bits, in: starts.lowerBound..<end, of: text) else {
      return nil
    }
    // No match starts behind its word, or further before it than it reaches.
    return max(
      starts.lowerBound, place.lowerBound - reach)...min(starts.upperBound, place.upperBound - 1)
  }

  /// The parts of a stream within reach of some places, merged.
  static func zones(around places: [Range<Int>], _ end: Int) -> [Range<Int>] {
    var zones: [Range<Int>] = []
    for place in places.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let zone = max(0, place.lowerBound - streamReach)..<min(end, place.upperBound + streamReach)
      if let last = zones.last, last.upperBound >= zone.lowerBound {
        zones[zones.count - 1] = last.lowerBound..<max(last.upperBound, zone.upperBound)
      } else {
        zones.append(zone)
      }
    }
    return zones
  }

  /// Adds a match to the evidence if it passes its pattern's conditions and is not there yet.
  private func accept(
    _ range: Range<Int>, _ number: Int, _ text: Span<UInt8>, _ result: inout Result,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) {
    // The same match is found again only from hits that lie in it, one after another.
    guard !result.evidence[number].suffix(4).contains(where: { $0.matches(range) }) else {
      return
    }
    let groups = worker.lastGroups
    let decoded: Decoded?
    // A pattern has so many parts that a copy of it would cost as much as the match.
    if let decoding = patterns[number].decoding {
      switch try decode(decoding, groups, text, &worker) {
      case .none: return
      case .gaveUp:
        result.gaveUp.append((patterns[number].id, range.lowerBound))
        return
      case .found(let groups): decoded = Decoded(groups: groups)
      }
    } else {
      decoded = nil
    }
    for check in patterns[number].checks where !passes(check, groups, decoded, text) { return }
    result.evidence[number].append(piece(number, range, groups, decoded, text))
  }

  private func piece(
    _ number: Int, _ range: Range<Int>, _ groups: [String: Range<Int>], _ decoded: Decoded?,
    _ text: Span<UInt8>
  ) -> Evidence {
    let outer = groups[EvidencePattern.secretGroup]
    let secret =
      decoded?.groups[EvidencePattern.secretGroup] ?? outer.map { text.array($0) }
    let credential = secret.flatMap { secret in
      patterns[number].kind.map { Credential(kind: $0, secret: SecretText(secret)) }
    }
    let place = outer ?? patterns[number].decoding.flatMap { groups[$0.group] }
    let end = patterns[number].extent.map { text.end(of: $0, from: range) } ?? range.upperBound
    let whole = range.lowerBound..<max(end, range.upperBound)
    let region = patterns[number].region.flatMap { groups[$0] } ?? place ?? whole
    return Evidence(
      pattern: number, range: whole, groups: groups,
      secretRange: credential == nil ? nil : place, credential: credential,
      expiry: decoded?.groups["exp"].flatMap { Int(String(decoding: $0, as: UTF8.self)) },
      region: region,
      places: [Evidence.Place(range: credential == nil ? region : place ?? region)])
  }

  /// What the groups of the expression for the decoded bytes hold.
  private struct Decoded {
    let groups: [String: [UInt8]]
  }

  private func passes(
    _ check: EvidencePattern.Check, _ groups: [String: Range<Int>], _ decoded: Decoded?,
    _ text: Span<UInt8>
  ) -> Bool {
    func bytes(_ group: String) -> [UInt8] {
      decoded?.groups[group] ?? groups[group].map { text.array($0) } ?? []
    }
    return switch check {
    case .highEntropy(let group): entropy.holds(for: bytes(group))
    case .noPlaceholder(let group): !placeholders.holds(for: bytes(group))
    // Where a request ends and what holds it is known only when all evidence is.
    case .requestLacks, .holderLacks, .reference: true
    }
  }

  private func decode(
    _ decoding: EvidencePattern.Decoding, _ groups: [String: Range<Int>], _ text: Span<UInt8>,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Decoding {
    guard let range = groups[decoding.group], let bytes = Base64.decode(text.array(range)) else {
      return .none
    }
    switch try worker.match(
      decoding.pattern, in: bytes.span, 0...0, end: bytes.count, around: 0)
    {
    case .none: return .none
    case .gaveUp: return .gaveUp
    case .found: return .found(worker.lastGroups.mapValues { Array(bytes[$0]) })
    }
  }

  /// What decoding a part of a match came to.
  private enum Decoding {
    case none
    /// The groups of the expression for the decoded bytes.
    case found([String: [UInt8]])
    /// A limit on work was reached: neither a match nor none.
    case gaveUp
  }
}

extension EvidencePattern.Check {
  /// True where it can be asked only once the unit was read again.
  fileprivate var isLazy: Bool {
    switch self {
    case .highEntropy, .noPlaceholder: false
    case .requestLacks, .holderLacks, .reference: true
    }
  }
}
