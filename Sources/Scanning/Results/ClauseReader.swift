internal import Findings
internal import Patterns
internal import Rules

/// Asks each clause of each rule whether it holds for the evidence of a unit.
struct ClauseReader {
  private let search: EvidenceSearch
  private let unit: Unit
  private let pathIsContext: Bool
  /// The time by which `exp` is judged, in seconds since 1970.
  private let now: Int
  private(set) var found: EvidenceSearch.Result
  /// Made of the evidence as it is after the survey.
  private var relations: RelationReader?
  /// True where names of the unit may mean what other artifacts offer.
  private(set) var isOpen = false
  private let surroundings: [SurroundingPattern]
  private var map: SourceMap?
  private var isOnDevice: Bool?

  init(
    search: EvidenceSearch, rules: DetectorRules, unit: Unit, found: EvidenceSearch.Result,
    pathIsContext: Bool
  ) {
    self.search = search
    surroundings = rules.surroundings
    now = rules.now
    self.unit = unit
    self.found = found
    self.pathIsContext = pathIsContext
  }

  /// Reads the unit again where a rule asks for more than what stands in one place.
  mutating func survey(
    in text: Span<UInt8>, _ worker: inout WorkerMemory
  ) throws(DetectorError) {
    guard needsSurvey else { return }
    // Handed over whole: of a list that two hold, a change is a copy.
    var before = EvidenceSearch.Result(evidence: [])
    swap(&before, &found)
    let survey = try UnitSurvey.survey(before, by: search, of: unit, in: text, &worker)
    found = survey.found
    map = survey.map
    isOpen = unit.readsCode && unit.depth == 0
  }

  /// True where some evidence asks for what stands around it.
  private var needsSurvey: Bool {
    if hasContext, unit.readsCode { return true }
    guard found.evidence.indices.contains(where: isRelated) else { return false }
    // A text that was decoded hands its secrets on, so that all has to be known of them.
    return unit.depth > 0
      || openRules.contains { rule in
        search.clauses[rule].contains { clause in clause.map { mayHold($0) } ?? false }
      }
  }

  /// The rules, by number and in order, of which a clause may have what opens it.
  ///
  /// They are a few of what may be hundreds of rules.
  var openRules: [Int] {
    let patterns = search.opened.indices.filter {
      !search.opened[$0].isEmpty && search.mayBeFound($0, in: unit, found)
    }
    return Set(patterns.flatMap { search.opened[$0] }).sorted()
  }

  private func isRelated(_ number: Int) -> Bool {
    !found.evidence[number].isEmpty && search.isRelated[number]
  }

  /// True where something in the unit, or in its path, points at Pleo.
  private var hasContext: Bool { pathIsContext || !found.context.isEmpty }

  /// True where a clause may hold once the unit was read again.
  private func mayHold(_ clause: LinkedClause) -> Bool {
    clause.mayHold(hasContext: hasContext) { search.mayBeFound($0, in: unit, found) }
  }

  /// The candidates of a rule, by its number, before they are weighed against each other.
  mutating func candidates(
    of rule: Rule, _ number: Int, in text: Span<UInt8>, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> [Candidate] {
    var candidates: [Candidate] = []
    for (order, clause) in rule.clauses.enumerated() {
      guard let linked = search.clauses[number][order],
        linked.mayHold(hasContext: hasContext, where: { !found.evidence[$0].isEmpty }),
        try suits(clause, &worker)
      else { continue }
      let origin = Candidate.Origin(rule, clause, order: order)
      for trigger in linked.triggers {
        for piece in found.evidence[trigger] {
          candidates += try self.candidates(of: origin, for: piece, in: text, &worker)
        }
      }
    }
    return candidates
  }

  /// The candidates of one piece.
  private mutating func candidates(
    of origin: Candidate.Origin, for piece: Evidence, in text: Span<UInt8>,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) -> [Candidate] {
    var candidates: [Candidate] = []
    func candidate(_ region: Range<Int>, _ related: [Evidence]) -> Candidate {
      // The name of a file shows nothing of what is wrong; what it meets here does.
      let isByFile = piece.imported?.isByFile ?? false
      let met = isByFile ? related.first.flatMap { $0.imported == nil ? $0 : nil } : nil
      return Candidate(
        of: origin, evidence: piece, region: met?.region ?? region, related: related,
        name: piece.groups["name"].map { text.lastName(in: $0) })
    }
    let regions = regions(of: piece, for: origin.clause)
    let isAtUse = origin.clause.isAtUse || piece.imported != nil
    for region in regions {
      guard try holds(origin, piece, region, text, &worker),
        let related = partners(of: piece, at: isAtUse ? region : nil, for: origin.clause, text)
      else { continue }
      candidates.append(candidate(region, related))
      // Where the problem is all there in one place, what uses it repeats it.
      if origin.clause.isAtUse, region.overlaps(piece.range) { break }
    }
    // What comes from another artifact may meet the other half where further names carry it.
    if candidates.isEmpty, !origin.clause.isAtUse, piece.imported != nil,
      let region = regions.first,
      try holds(origin, piece, region, text, &worker),
      let related = partners(of: piece, at: nil, for: origin.clause, text)
    {
      candidates.append(candidate(region, related))
    }
    return candidates
  }

  /// Lets go of the evidence, and of what was read to relate it, once nothing more is asked of it.
  mutating func letEvidenceGo() {
    found = EvidenceSearch.Result(evidence: [])
    relations = nil
    map = nil
  }

  /// Which parts of the text are comments and requests, read when first asked for.
  mutating func sourceMap(of text: Span<UInt8>) -> SourceMap {
    if let map { return map }
    let read = unit.sourceMap(of: text)
    map = read
    return read
  }

  /// The names of the unit, where it was read again.
  var names: NameTable? { map?.names }

  private func regions(of piece: Evidence, for clause: Clause) -> [Range<Int>] {
    if let imported = piece.imported { return clause.isAboutProject ? imported.uses : [] }
    // What a call made of a credential is not it: a reply, a client.
    return clause.isAtUse
      ? piece.places.all.filter { !$0.isDerived && !$0.isOfRequest }.map(\.range)
      : [clause.region.flatMap { piece.groups[$0] } ?? piece.region]
  }

  /// True where the artifact is one that a clause speaks of.
  private func suits(
    _ clause: Clause, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Bool {
    guard let path = clause.artifactPath else { return true }
    return try worker.matches(path, unit.traits.path.bytes)
  }

  /// All conditions of a clause but its relations.
  private mutating func holds(
    _ origin: Candidate.Origin, _ piece: Evidence, _ region: Range<Int>, _ text: Span<UInt8>,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Bool {
    if let expired = origin.clause.isExpired {
      if piece.expiry != nil { worker.isTimeBound = true }
      guard expired == (piece.expiry.map { $0 < now } ?? false) else { return false }
    }
    if let context = origin.clause.context {
      let isNear = hasContext(near: region.lowerBound, text)
      guard (context == .required) == isNear else { return false }
    }
    if !origin.clause.surroundings.isEmpty {
      let place = region.lowerBound
      guard try stands(inAnyOf: origin.clause.surroundings, place, text, &worker) else {
        return false
      }
    }
    return try !stands(inAnyOf: origin.rule.silentIn, region.lowerBound, text, &worker)
  }

  private mutating func stands(
    inAnyOf surroundings: [Surrounding], _ offset: Int, _ text: Span<UInt8>,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Bool {
    for surrounding in surroundings {
      let stands =
        switch surrounding {
        case .log: unit.traits.isLog
        case .device: try isOnDevice(text, &worker)
        case .comment, .prose: sourceMap(of: text).holds(surrounding, at: offset)
        }
      if stands { return true }
    }
    return false
  }

  /// True where the artifact ships to a user's device.
  private mutating func isOnDevice(
    _ text: Span<UInt8>, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Bool {
    if let isOnDevice { return isOnDevice }
    var answer = false
    for pattern in surroundings where pattern.surrounding == .device && !answer {
      answer = try pattern.holds(for: unit.traits.path.bytes, text, &worker)
    }
    isOnDevice = answer
    return answer
  }

  /// The nearest partner for each relation that asks for one; nil where a relation does not hold.
  private mutating func partners(
    of piece: Evidence, at use: Range<Int>?, for clause: Clause, _ text: Span<UInt8>
  ) -> [Evidence]? {
    guard !clause.relations.isEmpty else { return [] }
    if relations == nil { relations = RelationReader(found, of: unit, by: search) }
    let map = sourceMap(of: text)
    return relations?.partners(of: piece, at: use, for: clause, map, text)
  }

  private func hasContext(near offset: Int, _ text: Span<UInt8>) -> Bool {
    if pathIsContext { return true }
    guard unit.isStream else { return !found.context.isEmpty }
    let index = found.context.firstIndexAfter { $0 <= offset }
    let sides = [index - 1, index].filter(found.context.indices.contains)
    return sides.contains { isContextNear(found.context[$0], offset, text) }
  }

  private func isContextNear(_ sign: Int, _ offset: Int, _ text: Span<UInt8>) -> Bool {
    let between = min(sign, offset)..<max(sign, offset)
    guard between.count <= StreamReach.relation else { return false }
    return newlineCount(in: text, between) <= Unit.contextLines
  }
}

extension SurroundingPattern {
  /// True where an artifact of a path and a text is of this kind.
  fileprivate func holds(
    for path: [UInt8], _ text: Span<UInt8>, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Bool {
    guard try worker.matches(self.path, path) else { return false }
    let head = text.array(0..<min(text.count, Self.reach))
    if let needed = self.text, try !worker.matches(needed, head) { return false }
    guard let unless else { return true }
    return try !worker.matches(unless, head)
  }
}

extension Span where Element == UInt8 {
  /// The last of the names that are joined in a range, however it is written: `PLEO_API_KEY` and
  /// `pleoApiKey` are one.
  fileprivate func lastName(in range: Range<Int>) -> [UInt8] {
    guard let last = range.last(where: { self[$0].isNameCharacter }) else { return [] }
    let start = range[...last].last { !self[$0].isNameCharacter }.map { $0 + 1 } ?? range.lowerBound
    var name: [UInt8] = []
    for offset in start...last where self[offset] != UInt8(ascii: "_") {
      name.append(self[offset].lowercased)
    }
    return name
  }
}
