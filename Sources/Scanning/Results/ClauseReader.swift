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
  /// True where names of the unit may mean what other artifacts offer.
  private(set) var isOpen = false
  private let surroundings: [SurroundingPattern]
  private var map: SourceMap?
  /// For each pattern that was asked for, where its pieces stand.
  private var rosters: [Int: Roster] = [:]
  private var isOnDevice: Bool?
  /// Where endpoints stand, or are carried, in order; known when first asked for.
  private var endpoints: [Int]?
  /// The brackets around places that were asked for.
  private var enclosures: [Int: Enclosure] = [:]

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

  /// A piece of evidence and how far it is from another.
  private struct Other {
    let gap: Int
    let pattern: Int
    /// Its number among those of its pattern.
    let index: Int
  }

  /// A piece of evidence that is asked for its relations.
  private struct Subject {
    let piece: Evidence
    /// Where it is: a use of it, or all places.
    let places: [Evidence.Place]
    /// The bytes whose value is asked about.
    let values: [Evidence.Place]
    /// The same as the places, in order.
    let spots: Spots
    let map: SourceMap
  }

  /// A place without the way to it, which is what most pairs of places are told apart by.
  fileprivate struct Spot {
    let range: Range<Int>
    let request: Int
  }

  /// The places of one piece, in order of how it gets there.
  fileprivate struct Spots {
    let list: [Spot]
    /// The starts and the requests of all, each in order.
    let starts: [Int]
    let requests: [Int]
  }

  /// Where the pieces of a pattern stand, apart from all else that is known of them.
  private struct Roster {
    let ranges: [Range<Int>]
    /// For each piece, its places in order.
    let spots: [Spots]
    /// The start of every place with the number of its piece, in order.
    let starts: [(start: Int, piece: Int)]
  }

  /// How many pieces of evidence on either side are asked about a relation, nearest first.
  private static let neighbours = 64
  /// How many places on either side of one are asked whether they are near it.
  private static let nearPlaces = 16

  /// Reads the unit again where a rule asks for more than what stands in one place.
  mutating func survey(
    in text: Span<UInt8>, _ worker: inout WorkerMemory
  ) throws(DetectorError) {
    guard found.needsSurvey(by: search, hasContext: pathIsContext || !found.context.isEmpty, unit)
    else {
      return
    }
    let survey = try UnitSurvey.survey(found, by: search, of: unit, in: text, &worker)
    found = survey.found
    map = survey.map
    isOpen = unit.readsCode && unit.depth == 0
  }

  /// The candidates of a rule, before they are weighed against each other.
  mutating func candidates(
    of rule: Rule, in text: Span<UInt8>, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> [Candidate] {
    var candidates: [Candidate] = []
    for (order, clause) in rule.clauses.enumerated() {
      guard case .evidence(let names) = clause.trigger, try suits(clause, &worker) else { continue }
      for piece in pieces(names) {
        candidates += try self.candidates(of: rule, order, for: piece, in: text, &worker)
      }
    }
    return candidates
  }

  private mutating func candidates(
    of rule: Rule, _ order: Int, for piece: Evidence, in text: Span<UInt8>,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) -> [Candidate] {
    var candidates: [Candidate] = []
    let clause = rule.clauses[order]
    func candidate(_ region: Range<Int>, _ related: [Evidence]) -> Candidate {
      // The name of a file shows nothing of what is wrong; what it meets here does.
      let isByFile = piece.imported?.isByFile ?? false
      let met = isByFile ? related.first.flatMap { $0.imported == nil ? $0 : nil } : nil
      return Candidate(
        rule: rule, clause: clause, order: order, evidence: piece, region: met?.region ?? region,
        related: related, name: piece.groups["name"].map { text.lastName(in: $0) })
    }
    let regions = regions(of: piece, for: clause)
    let isAtUse = clause.isAtUse || piece.imported != nil
    for region in regions {
      guard try holds(clause, rule, piece, region, text, &worker),
        let related = partners(of: piece, at: isAtUse ? region : nil, for: clause, text)
      else { continue }
      candidates.append(candidate(region, related))
    }
    // What comes from another artifact may meet the other half where further names carry it.
    if candidates.isEmpty, !clause.isAtUse, piece.imported != nil, let region = regions.first,
      try holds(clause, rule, piece, region, text, &worker),
      let related = partners(of: piece, at: nil, for: clause, text)
    {
      candidates.append(candidate(region, related))
    }
    return candidates
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

  private func pieces(_ names: [String]) -> [Evidence] {
    names.flatMap { search.numbers[$0].map { found.evidence[$0] } ?? [] }
  }

  private func regions(of piece: Evidence, for clause: Clause) -> [Range<Int>] {
    if let imported = piece.imported { return clause.isAboutProject ? imported.uses : [] }
    // What a call made of a credential is not it: a reply, a client.
    return clause.isAtUse
      ? piece.places.filter { !$0.isDerived && !$0.isOfRequest }.map(\.range)
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
    _ clause: Clause, _ rule: Rule, _ piece: Evidence, _ region: Range<Int>, _ text: Span<UInt8>,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Bool {
    if let expired = clause.isExpired {
      guard expired == (piece.expiry.map { $0 < now } ?? false) else { return false }
    }
    if let context = clause.context {
      let isNear = hasContext(near: region.lowerBound, text)
      guard (context == .required) == isNear else { return false }
    }
    if !clause.surroundings.isEmpty {
      let place = region.lowerBound
      guard try stands(inAnyOf: clause.surroundings, place, text, &worker) else { return false }
    }
    return try !stands(inAnyOf: rule.silentIn, region.lowerBound, text, &worker)
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
    let relations = clause.relations.filter(\.isPresent) + clause.relations.filter { !$0.isPresent }
    let map = sourceMap(of: text)
    let places = piece.places(at: use)
    let subject = Subject(
      piece: piece, places: places, values: piece.values(at: use),
      spots: Spots(places, in: map), map: map)
    return partners(of: subject, in: relations[...], by: [], text)
  }

  /// The same for the rest of the relations, where those before them hold by a way into functions.
  private mutating func partners(
    of subject: Subject, in relations: ArraySlice<Relation>, by way: [Passage], _ text: Span<UInt8>
  ) -> [Evidence]? {
    guard let relation = relations.first else { return [] }
    var tried: Set<[Passage]> = []
    for other in others(of: subject, in: relation) {
      let ways = ways(subject, other, relation.distance, text).filter { Passage.meet(way, $0) }
      // Most pieces are not near each other: what costs more is asked of the others alone.
      guard !ways.isEmpty, !isApart(subject, other, text) else { continue }
      for next in ways {
        guard relation.isPresent else { return nil }
        let joined = way + next.filter { !way.contains($0) }
        // What holds by one way holds with all partners there.
        guard tried.insert(joined).inserted else { continue }
        if let partners = partners(of: subject, in: relations.dropFirst(), by: joined, text) {
          return [found.evidence[other.pattern][other.index]] + partners
        }
      }
    }
    guard !relation.isPresent else { return nil }
    return partners(of: subject, in: relations.dropFirst(), by: way, text)
  }

  /// True where a piece that is Pleo's only by what it is related to lies in a block of settings
  /// beside that of the other.
  private func isApart(_ subject: Subject, _ other: Other, _ text: Span<UInt8>) -> Bool {
    guard search.patterns[subject.piece.pattern].keywords.isEmpty,
      !search.patterns[other.pattern].keywords.isEmpty
    else { return false }
    let place = found.evidence[other.pattern][other.index].anchor.lowerBound
    return KeyPath(to: place, subject.map, in: text)
      .excludes(
        KeyPath(to: subject.piece.range.upperBound - 1, subject.map, in: text),
        signs: found.context, in: text)
  }

  /// The evidence that a relation asks for, nearest first.
  private mutating func others(of subject: Subject, in relation: Relation) -> [Other] {
    var others: [Other] = []
    for name in relation.evidence {
      if let number = search.numbers[name] { others += neighbours(of: subject, number) }
    }
    return others.sorted { $0.gap < $1.gap }
  }

  /// The pieces of a pattern around another, and those that names carry near where it is carried.
  private mutating func neighbours(of subject: Subject, _ number: Int) -> [Other] {
    guard !found.evidence[number].isEmpty else { return [] }
    let roster = roster(of: number, in: subject.map)
    let range = subject.piece.range
    let middle = roster.ranges.firstIndexAfter { $0.lowerBound < range.lowerBound }
    var near = Array(Self.around(middle, by: Self.neighbours, in: roster.ranges.count))
    for spot in subject.spots.list {
      let middle = roster.starts.firstIndexAfter { $0.start < spot.range.lowerBound }
      for place in Self.around(middle, by: Self.nearPlaces, in: roster.starts.count) {
        near.append(roster.starts[place].piece)
      }
    }
    near.sort()
    var others: [Other] = []
    for index in near where index != others.last?.index {
      others.append(
        Other(gap: range.gap(to: roster.ranges[index]), pattern: number, index: index))
    }
    return others
  }

  private static func around(_ middle: Int, by reach: Int, in count: Int) -> Range<Int> {
    max(0, middle - reach)..<min(count, middle + reach)
  }

  /// Where the pieces of a pattern stand, and where names carry them.
  private mutating func roster(of number: Int, in map: SourceMap) -> Roster {
    if let known = rosters[number] { return known }
    let list = found.evidence[number]
    let spots = list.map { Spots($0.places, in: map) }
    let starts = spots.enumerated().flatMap { index, spots in
      spots.list.map { (start: $0.range.lowerBound, piece: index) }
    }
    let roster = Roster(
      ranges: list.map(\.range), spots: spots,
      starts: starts.sorted { ($0.start, $0.piece) < ($1.start, $1.piece) })
    rosters[number] = roster
    return roster
  }

  /// The ways into functions by which two pieces come near each other; none where they do not.
  private mutating func ways(
    _ subject: Subject, _ other: Other, _ distance: Distance, _ text: Span<UInt8>
  ) -> [[Passage]] {
    if unit.isStream, other.gap > Unit.streamReach { return [] }
    let isImported = found.evidence[other.pattern][other.index].imported != nil
    if isImported, distance != .project { return [] }
    switch distance {
    case .value: return valueWays(subject, other)
    case .file: return [[]]
    case .project where subject.piece.imported == nil && !isImported: return []
    case .request, .block, .project: return nearWays(subject, other, distance, text)
    }
  }

  private mutating func valueWays(_ subject: Subject, _ other: Other) -> [[Passage]] {
    let range = found.evidence[other.pattern][other.index].range
    let spots = roster(of: other.pattern, in: subject.map).spots[other.index]
    let meets = subject.values.contains { value in
      value.range.overlaps(range) || spots.list.contains { $0.range.overlaps(value.range) }
    }
    guard meets, !found.evidence[other.pattern][other.index].isHidden else { return [] }
    let places =
      [Evidence.Place(range: range)]
      + found.evidence[other.pattern][other.index].places.filter { !$0.isOfRequest }
    var ways = Ways()
    for value in subject.values {
      for place in places where value.range.overlaps(place.range) {
        if ways.add(value.way, place.way) { return ways.list }
      }
    }
    return ways.list
  }

  private mutating func nearWays(
    _ subject: Subject, _ other: Other, _ distance: Distance, _ text: Span<UInt8>
  ) -> [[Passage]] {
    let spots = roster(of: other.pattern, in: subject.map).spots[other.index]
    var ways = Ways()
    guard subject.map.mayBeNear(subject.spots, spots) else { return ways.list }
    let endpoint = endpoint(of: subject.piece, found.evidence[other.pattern][other.index])
    let switches = [subject.piece.pattern, other.pattern].contains {
      search.patterns[$0].role == .switch
    }
    for index in subject.spots.list.indices {
      for partner in spots.list.indices
      where subject.map.isNear(subject.spots.list[index], spots.list[partner], distance) {
        let place = subject.places[index]
        let near = found.evidence[other.pattern][other.index].places[partner]
        if !switches, place.isOfRequest || near.isOfRequest { continue }
        guard belong(place, near, endpoint, subject.map, text) else { continue }
        if ways.add(place.way, near.way) { return ways.list }
      }
    }
    return ways.list
  }

  /// True where two places that are near each other count for each other.
  private mutating func belong(
    _ place: Evidence.Place, _ partner: Evidence.Place, _ endpoint: EndpointSide?,
    _ map: SourceMap, _ text: Span<UInt8>
  ) -> Bool {
    let (here, there) = (place.range.lowerBound, partner.range.lowerBound)
    guard place.reaches(there), partner.reaches(here) else { return false }
    return switch endpoint {
    case .piece?: !hasOwnEndpoint(there, insteadOf: here, map, text)
    case .other?: !hasOwnEndpoint(here, insteadOf: there, map, text)
    case nil: true
    }
  }

  /// Which of two pieces is where a request goes.
  private enum EndpointSide {
    case piece
    case other
  }

  private func endpoint(of piece: Evidence, _ other: Evidence) -> EndpointSide? {
    let roles = [piece, other].map { search.patterns[$0.pattern].role == .endpoint }
    guard roles[0] != roles[1], !unit.isStream else { return nil }
    return roles[0] ? .piece : .other
  }

  /// True where brackets around a place hold an endpoint of their own, and not another one: each of
  /// the objects in a list, or in an object, goes where it says itself.
  private mutating func hasOwnEndpoint(
    _ place: Int, insteadOf endpoint: Int, _ map: SourceMap, _ text: Span<UInt8>
  ) -> Bool {
    let endpoints = endpointPlaces(in: map)
    guard endpoints.count > 1 else { return false }
    let enclosure = enclosures[place] ?? Enclosure(around: place, map, in: text)
    enclosures[place] = enclosure
    guard let range = enclosure.widest(without: endpoint) else { return false }
    let index = endpoints.firstIndexAfter { $0 < range.lowerBound }
    let own = endpoints[index...].prefix { $0 < range.upperBound }
    // A recording says the same host in the address and in a header.
    let host = text.host(at: endpoint)
    return !own.isEmpty && !own.contains { text.host(at: $0) == host }
  }

  private mutating func endpointPlaces(in map: SourceMap) -> [Int] {
    if let endpoints { return endpoints }
    let numbers = search.patterns.indices.filter { search.patterns[$0].role == .endpoint }
    var starts: Set<Int> = []
    for number in numbers { starts.formUnion(roster(of: number, in: map).starts.map(\.start)) }
    let sorted = starts.sorted()
    endpoints = sorted
    return sorted
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
    guard between.count <= Unit.streamReach else { return false }
    return newlineCount(in: text, between) <= Unit.contextLines
  }
}

extension Evidence {
  /// The places of a use, or all of them.
  fileprivate func places(at use: Range<Int>?) -> [Place] {
    guard let use else { return places }
    let known = places.filter { $0.range == use }
    return known.isEmpty ? [Place(range: use)] : known
  }

  /// The bytes whose value is asked about: those of a use, or of the whole match.
  fileprivate func values(at use: Range<Int>?) -> [Place] {
    use == nil ? [Place(range: range)] : places(at: use)
  }
}

/// The ways by which two pieces of evidence are reached at one time.
private struct Ways {
  private(set) var list: [[Passage]] = []

  /// Adds two ways, joined, if what comes by them can meet; true where nothing more can come of
  /// others, since these lead into no function.
  mutating func add(_ left: [Passage], _ right: [Passage]) -> Bool {
    guard Passage.meet(left, right) else { return false }
    let way = left + right.filter { !left.contains($0) }
    if way.isEmpty {
      list = [way]
      return true
    }
    if !list.contains(way) { list.append(way) }
    return false
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

extension ClauseReader.Spot {
  fileprivate init(_ place: Evidence.Place, in map: SourceMap) {
    self.init(
      range: place.range, request: place.request ?? map.request(at: place.range.lowerBound))
  }
}

extension ClauseReader.Spots {
  /// So few pairs of places are compared one by one.
  fileprivate static let few = 8

  fileprivate init(_ places: [Evidence.Place], in map: SourceMap) {
    let list = places.map { ClauseReader.Spot($0, in: map) }
    self.init(
      list: list, starts: list.map(\.range.lowerBound).sorted(),
      requests: list.map(\.request).sorted())
  }
}

extension [Int] {
  /// True where one of these is within a distance of one of others; both are in order.
  fileprivate func comesNear(_ others: [Int], within distance: Int) -> Bool {
    guard count <= others.count else { return others.comesNear(self, within: distance) }
    return contains { value in
      let index = others.firstIndexAfter { $0 < value - distance }
      return index < others.count && others[index] <= value + distance
    }
  }
}

extension SourceMap {
  /// False where no place of one piece is near one of another, told without asking each pair.
  fileprivate func mayBeNear(_ left: ClauseReader.Spots, _ right: ClauseReader.Spots) -> Bool {
    guard hasFlatRequests, left.list.count * right.list.count > ClauseReader.Spots.few else {
      return true
    }
    return left.requests.comesNear(right.requests, within: 0)
      || left.starts.comesNear(right.starts, within: NameTable.longestConstruction)
  }

  /// True where two places are within a distance that asks for a request or a block.
  fileprivate func isNear(
    _ left: ClauseReader.Spot, _ right: ClauseReader.Spot, _ distance: Distance
  ) -> Bool {
    isOne(left.request, right.request) || names.isOneConstruction(left.range, right.range)
      || distance != .request && isOneBlock(left.range.lowerBound, right.range.lowerBound)
  }
}

extension Clause {
  /// True where it asks for what stands in another artifact.
  fileprivate var isAboutProject: Bool { relations.contains { $0.distance == .project } }
}

extension EvidenceSearch.Result {
  /// True where some evidence asks for what stands around it.
  fileprivate func needsSurvey(by search: EvidenceSearch, hasContext: Bool, _ unit: Unit) -> Bool {
    if hasContext, unit.readsCode { return true }
    return evidence.indices.contains { !evidence[$0].isEmpty && search.isRelated[$0] }
  }
}

extension Span where Element == UInt8 {
  /// The host, or the name, that starts at an offset.
  fileprivate func host(at offset: Int) -> [UInt8] {
    var end = offset
    while let byte = byte(end), byte.isNameCharacter || byte == 0x2e || byte == 0x2d { end += 1 }
    return array(offset..<end)
  }

  /// The last of the names that are joined in a range, however it is written: `PLEO_API_KEY` and
  /// `pleoApiKey` are one.
  fileprivate func lastName(in range: Range<Int>) -> [UInt8] {
    let last = array(range).split { !$0.isNameCharacter }.last ?? []
    return last.filter { $0 != UInt8(ascii: "_") }.map(\.lowercased)
  }
}
