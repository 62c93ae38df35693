internal import Rules

/// Tells which pieces of evidence of a unit hold a clause's relations to a piece.
struct RelationReader {
  private let search: EvidenceSearch
  private let unit: Unit
  private let found: EvidenceSearch.Result
  /// For each pattern that was asked for, where its pieces stand.
  private var rosters: [Int: Roster] = [:]
  /// Where endpoints stand, or are carried, in order; known when first asked for.
  private var endpoints: [Int]?
  /// The brackets around places that were asked for.
  private var enclosures: [Int: Enclosure] = [:]

  init(_ found: EvidenceSearch.Result, of unit: Unit, by search: EvidenceSearch) {
    self.search = search
    self.unit = unit
    self.found = found
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
    /// The same as the places.
    let spots: [Spot]
    let map: SourceMap
  }

  /// The nearest partner for each relation that asks for one; nil where a relation does not hold.
  mutating func partners(
    of piece: Evidence, at use: Range<Int>?, for clause: Clause, _ map: SourceMap,
    _ text: Span<UInt8>
  ) -> [Evidence]? {
    let relations = clause.relations.filter(\.isPresent) + clause.relations.filter { !$0.isPresent }
    let places = piece.places(at: use)
    let subject = Subject(
      piece: piece, places: places, values: piece.values(at: use),
      spots: places.map { Spot($0, in: map) }, map: map)
    return partners(of: subject, in: relations[...], by: [], text)
  }

  /// The same for the rest of the relations, where those before them hold by a way into functions.
  private mutating func partners(
    of subject: Subject, in relations: ArraySlice<Relation>, by way: [Passage], _ text: Span<UInt8>
  ) -> [Evidence]? {
    guard let relation = relations.first else { return [] }
    var tried = PassageSet()
    for other in others(of: subject, in: relation) {
      let ways = ways(subject, other, relation.distance, text).filter {
        relation.isByAnyCall || Passage.meet(way, $0)
      }
      // Most pieces are not near each other: what costs more is asked of the others alone.
      guard !ways.isEmpty, !isApart(subject, other, text) else { continue }
      for next in ways {
        guard relation.isPresent else { return nil }
        let joined = relation.isByAnyCall ? way : way + next.filter { !way.contains($0) }
        // What holds by one way holds with all partners there.
        guard tried.insert(joined) else { continue }
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
      if let number = search.numbers[name] {
        others += neighbours(of: subject, number, relation.distance)
      }
    }
    return others.sorted { $0.gap < $1.gap }
  }

  /// The pieces of a pattern around another, and those that names carry near where it is carried.
  private mutating func neighbours(
    of subject: Subject, _ number: Int, _ distance: Distance
  ) -> [Other] {
    guard !found.evidence[number].isEmpty else { return [] }
    let range = subject.piece.range
    let ranges = roster(of: number, in: subject.map).ranges
    let near =
      rosters[number]?.neighbours(of: range, subject.spots, within: distance, in: subject.map) ?? []
    return near.map { Other(gap: range.gap(to: ranges[$0]), pattern: number, index: $0) }
  }

  /// Where the pieces of a pattern stand, and where names carry them.
  private mutating func roster(of number: Int, in map: SourceMap) -> Roster {
    if let known = rosters[number] { return known }
    let roster = Roster(found.evidence[number], in: map)
    rosters[number] = roster
    return roster
  }

  /// The ways into functions by which two pieces come near each other; none where they do not.
  private mutating func ways(
    _ subject: Subject, _ other: Other, _ distance: Distance, _ text: Span<UInt8>
  ) -> [[Passage]] {
    if unit.isStream, other.gap > StreamReach.relation { return [] }
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
      value.range.overlaps(range) || spots.contains { $0.range.overlaps(value.range) }
    }
    guard meets, !found.evidence[other.pattern][other.index].isHidden else { return [] }
    let places =
      [Evidence.Place(range: range)]
      + found.evidence[other.pattern][other.index].places.all.filter { !$0.isOfRequest }
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
    let endpoint = endpoint(of: subject.piece, found.evidence[other.pattern][other.index])
    let isPart = [subject.piece.pattern, other.pattern].contains {
      search.patterns[$0].role == .part
    }
    for index in subject.spots.indices {
      for partner in spots.indices
      where subject.map.isNear(subject.spots[index], spots[partner], distance) {
        let place = subject.places[index]
        let near = found.evidence[other.pattern][other.index].places[partner]
        if !isPart, place.isOfRequest || near.isOfRequest { continue }
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
    for number in numbers { starts.formUnion(roster(of: number, in: map).starts.values) }
    let sorted = starts.sorted()
    endpoints = sorted
    return sorted
  }
}

extension Evidence {
  /// The places of a use, or all of them.
  fileprivate func places(at use: Range<Int>?) -> [Place] {
    guard let use else { return places.all }
    let known = places.all.filter { $0.range == use }
    return known.isEmpty ? [Place(range: use)] : known
  }

  /// The bytes whose value is asked about: those of a use, or of the whole match.
  fileprivate func values(at use: Range<Int>?) -> [Place] {
    use == nil ? [Place(range: range)] : places(at: use)
  }
}

extension Span where Element == UInt8 {
  /// The host, or the name, that starts at an offset.
  fileprivate func host(at offset: Int) -> [UInt8] {
    var end = offset
    while let byte = byte(end), byte.isNameCharacter || byte == 0x2e || byte == 0x2d { end += 1 }
    return array(offset..<end)
  }
}
