internal import Findings
internal import Patterns
internal import Rules

/// Turns the keyword hits of a text into evidence.
struct EvidenceSearch: Sendable {
  /// The patterns, by number.
  let patterns: [EvidencePattern]
  /// Their expressions.
  let expressions: Expressions
  /// The numbers of the patterns by name.
  let numbers: PatternNumbers
  /// For each pattern, whether something is asked of what stands around its evidence.
  let isRelated: [Bool]
  /// For each pattern, whether its evidence counts beyond its own artifact.
  let isShared: [Bool]
  /// For each rule, its clauses; nil for one that no evidence opens.
  let clauses: [[LinkedClause?]]
  /// For each pattern, the rules with a clause that it opens, by number.
  let opened: [[Int]]
  private let openers: PathOpeners
  /// What is looked for after other evidence, in the order in which it is.
  let followers: FollowerPlan
  private let code: Deferred<TextPlan>
  private let logs: Deferred<TextPlan>
  /// What is asked of the names of values.
  private let gates: GateTable
  /// For each pattern that a value's name opens, what its gate needs.
  private let gateBits: [GateTable.Bits]
  let placeholders: PlaceholderCheck
  let entropy: HighEntropy

  /// A keyword that stands in a text and passed its gate.
  struct Hit: Hashable, Sendable {
    let offset: Int
    let length: Int
    /// Which patterns are to be tried around it.
    let kind: Int
  }

  /// A piece of evidence that a name holds as it is.
  struct Held {
    private let packed: (pattern: Int32, index: Int32, binding: Int32)

    init(pattern: Int, index: Int, binding: Int) {
      packed = (Int32(pattern), Int32(index), Int32(binding))
    }

    var pattern: Int { Int(packed.pattern) }
    var index: Int { Int(packed.index) }
    var binding: Int { Int(packed.binding) }
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

  /// Prepares the search for evidence.
  ///
  /// - Parameters:
  ///   - set: What to look for, what is no secret, and what looks random.
  ///   - kinds: For each kind of hit, the patterns that are to be tried around it, by number.
  ///   - openers: What is looked for because of what artifacts are called.
  /// - Throws: `outOfMemory`.
  init(
    _ set: RuleSet, kinds: [[Int]], openers: PathOpeners
  ) throws(DetectorError) {
    let patterns = set.evidence
    self.patterns = patterns
    expressions = Expressions(patterns.map(\.pattern))
    placeholders = PlaceholderCheck(set.placeholders)
    entropy = HighEntropy(set.settings)
    self.openers = openers
    let gates = GateTable(patterns.compactMap { $0.holder == nil ? nil : $0.gate })
    self.gates = gates
    gateBits = patterns.map { gates.bits(of: $0.gate) }
    let numbers = PatternNumbers(patterns)
    self.numbers = numbers
    clauses = set.rules.map { rule in rule.clauses.map { LinkedClause($0, numbers) } }
    let linked = clauses.joined().compactMap { $0 }
    opened = LinkedClause.openedRules(of: clauses, patternCount: patterns.count)
    var isRelated = patterns.map { $0.checks.contains(where: \.isLazy) }
    var isShared = Array(repeating: false, count: patterns.count)
    for clause in linked where clause.isRelated {
      for number in clause.patterns {
        isRelated[number] = true
        if clause.isAboutProject { isShared[number] = true }
      }
    }
    (self.isRelated, self.isShared) = (isRelated, isShared)
    let followers = FollowerPlan(patterns, numbers, linked)
    self.followers = followers
    let signs = SignSelection(patterns, followers.followed, linked)
    code = Deferred { () throws(DetectorError) in
      try TextPlan(patterns, kinds, signs) { _ in true }
    }
    logs = Deferred { () throws(DetectorError) in
      try TextPlan(patterns, kinds, signs, where: \.isInLogs)
    }
  }

  /// Looks around every hit, and then for what follows what was found there.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - hits: The hits, in order of offset.
  ///   - unit: What the text is.
  ///   - needsSigns: True where a sign of Pleo has to stand in the text for some to count.
  ///   - worker: The caller's own memory.
  /// - Returns: The evidence, in order of offset.
  /// - Throws: `invalidPattern`.
  func evidence(
    in text: Span<UInt8>, around hits: [Hit], of unit: Unit, needsSigns: Bool,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Result {
    var result = Result(evidence: Array(repeating: [], count: patterns.count))
    let plan = try plan(of: unit)
    result.context = hits.filter { plan.probes.isContext($0.kind) }.map(\.offset)
    // Relations with a sign reach so far in a stream, and evidence is long.
    var signs = SignMap(result.context, reach: unit.isStream ? StreamReach.keyword : text.count)
    var words = WordMap(plan.words, count: text.count)
    var open = OpenConditions(plan.probes)
    for hit in hits {
      let hasSign = !needsSigns || signs.isNear(hit.offset)
      let keyword = hit.offset..<hit.offset + hit.length
      let bits = plan.gates.bits(around: keyword, of: text, asked: plan.probes.asked(hit.kind))
      guard let conditions = open.conditions(ofKind: hit.kind, bits, hasSign: hasSign) else {
        continue
      }
      let around = conditions.reach.zone(around: keyword, in: text.count)
      let near = words.roughBits(in: around, of: text)
      for place in conditions.places {
        try probe(plan.probes, place, around: keyword, near, text, &words, &result, &worker)
      }
    }
    try findFollowers(in: text, of: unit, &words, &result, &worker)
    for number in try openers.numbers(opening: unit, &worker) {
      try look(for: number, at: 0..<text.count, text, &result, &worker)
    }
    for number in patterns.indices {
      result.evidence[number].sort { $0.range.lowerBound < $1.range.lowerBound }
    }
    return result
  }

  /// True where a pattern, by number, was found in a unit, or may be where names are followed: what they
  /// hold, or what another artifact does.
  func mayBeFound(_ number: Int, in unit: Unit, _ result: Result) -> Bool {
    !result.evidence[number].isEmpty
      || unit.readsCode
        && (isShared[number] && !unit.isAlone || patterns[number].holder != nil)
  }

  /// Tries the patterns of a condition, by its place, whose words stand within reach of a keyword.
  ///
  /// What stands about as far as any condition reaches is known: most have no word there.
  private func probe(
    _ plan: ProbePlan, _ place: Int, around keyword: Range<Int>, _ near: WordTable.Bits,
    _ text: Span<UInt8>, _ words: inout WordMap, _ result: inout Result,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) {
    let condition = plan.conditions[place]
    let zone = condition.reach.zone(around: keyword, in: text.count)
    var found = WordTable.allBits
    if condition.needsWords {
      guard near & condition.words != WordTable.noBits else { return }
      found = words.bits(of: condition.words, in: zone, of: text)
      guard found & condition.words != WordTable.noBits else { return }
    }
    for index in condition.members where plan.members[index].words & found != WordTable.noBits {
      try look(
        for: plan.members[index].number, around: keyword, within: zone, text, &result, &worker)
    }
  }

  /// Makes what is looked for in code.
  func prepare() throws(DetectorError) { _ = try code() }

  /// What is looked for in a unit.
  private func plan(of unit: Unit) throws(DetectorError) -> TextPlan {
    unit.readsCode ? try code() : try logs()
  }

  /// The first match that starts at most the pattern's reach before a keyword and covers it.
  ///
  /// It depends on the bytes within reach of the hit alone, so that it is the same in every window.
  private func look(
    for number: Int, around keyword: Range<Int>, within zone: Range<Int>,
    _ text: Span<UInt8>, _ result: inout Result, _ worker: inout WorkerMemory
  ) throws(DetectorError) {
    var start = zone.lowerBound
    while start <= keyword.lowerBound {
      let match = try worker.match(
        number, of: expressions, in: text, start...keyword.lowerBound, end: zone.upperBound,
        around: keyword.lowerBound)
      switch match {
      case .none: return
      case .gaveUp:
        result.gaveUp.append((patterns[number].id, keyword.lowerBound))
        return
      case .found(let range):
        if range.upperBound >= keyword.upperBound {
          try accept(range, number, text, &result, &worker)
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
    let last = min(value.lowerBound + 4, value.upperBound)
    let end = min(text.count, value.upperBound + 1)
    switch try worker.match(
      number, of: expressions, in: text, value.lowerBound...last, end: end,
      around: value.lowerBound)
    {
    case .none: return
    case .gaveUp: result.gaveUp.append((patterns[number].id, value.lowerBound))
    case .found(let range): try accept(range, number, text, &result, &worker)
    }
  }

  /// Where the evidence stands that takes part in relations, and what is reported of it.
  func related(_ found: Result) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for number in patterns.indices where isRelated[number] {
      for piece in found.evidence[number] {
        ranges.append(piece.range)
        for index in 0..<piece.places.count {
          let place = piece.places[index].range
          if !piece.range.contains(place) { ranges.append(place) }
        }
      }
    }
    return ranges
  }

  /// Those of some patterns, by number, for which the name of what holds a value has the words.
  ///
  /// It is asked of every value of a unit: nearly all lack them.
  func patterns(_ numbers: [Int], heldBy name: [UInt8]) -> [Int] {
    let words = gates.bits(of: name.span)
    return numbers.filter { gateBits[$0].areNamed(in: words) }
  }
}
