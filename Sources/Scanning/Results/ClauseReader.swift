internal import Findings
internal import Patterns
internal import Rules

/// Asks each clause of each rule whether it holds for the evidence of a unit.
struct ClauseReader {
  let search: EvidenceSearch
  let unit: Unit
  let found: EvidenceSearch.Result
  let pathIsContext: Bool
  /// The time by which `exp` is judged, in seconds since 1970.
  let now: Int
  private var map: SourceMap?

  init(
    search: EvidenceSearch, unit: Unit, found: EvidenceSearch.Result, pathIsContext: Bool, now: Int
  ) {
    self.search = search
    self.unit = unit
    self.found = found
    self.pathIsContext = pathIsContext
    self.now = now
  }

  /// How many pieces of evidence on either side are asked about a relation, nearest first.
  private static let neighbours = 64

  /// The candidates of a rule, before they are weighed against each other.
  mutating func candidates(
    of rule: Rule, in text: Span<UInt8>, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> [Candidate] {
    var candidates: [Candidate] = []
    for clause in rule.clauses {
      guard case .evidence(let names) = clause.trigger else { continue }
      for piece in pieces(names) {
        let region = clause.region.flatMap { piece.groups[$0] } ?? piece.region
        guard try holds(clause, rule, piece, region, text, &worker) else { continue }
        let related = nearest(to: piece, among: clause.related, within: clause.distance, text)
        guard related != nil || clause.related.isEmpty else { continue }
        candidates.append(
          Candidate(rule: rule, clause: clause, evidence: piece, region: region, related: related))
      }
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

  private func pieces(_ names: [String]) -> [Evidence] {
    names.flatMap { search.numbers[$0].map { found.evidence[$0] } ?? [] }
  }

  /// All conditions of a clause but its relation.
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
    if !rule.silentIn.isEmpty {
      let map = sourceMap(of: text)
      guard !rule.silentIn.contains(where: { map.holds($0, at: region.lowerBound) }) else {
        return false
      }
    }
    let intruder = nearest(to: piece, among: clause.excluded, within: clause.distance, text)
    guard intruder == nil else { return false }
    return try passesRequestChecks(piece, text, &worker)
  }

  /// The nearest of some evidence that stands near enough; nil where none does or none is named.
  private mutating func nearest(
    to piece: Evidence, among names: [String], within distance: Distance, _ text: Span<UInt8>
  ) -> Evidence? {
    let others = names.flatMap { name -> [Evidence] in
      guard let list = search.numbers[name].map({ found.evidence[$0] }) else { return [] }
      let middle = list.firstIndexAfter { $0.range.lowerBound < piece.range.lowerBound }
      let near = max(0, middle - Self.neighbours)..<min(list.count, middle + Self.neighbours)
      return Array(list[near])
    }
    let sorted = others.sorted { piece.gap(to: $0) < piece.gap(to: $1) }
    for other in sorted where isNear(piece, other, distance, text) { return other }
    return nil
  }

  private mutating func isNear(
    _ piece: Evidence, _ other: Evidence, _ distance: Distance, _ text: Span<UInt8>
  ) -> Bool {
    let gap = piece.gap(to: other)
    if unit.isStream, gap > Unit.streamReach { return false }
    switch distance {
    case .value: return piece.range.overlaps(other.range)
    case .file: return true
    case .request:
      return sourceMap(of: text).isOneRequest(piece.range.lowerBound, other.range.lowerBound)
    }
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

  private mutating func passesRequestChecks(
    _ piece: Evidence, _ text: Span<UInt8>, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Bool {
    for check in search.patterns[piece.pattern].checks {
      guard case .requestLacks(let source) = check else { continue }
      let request = requestAround(piece, text)
      if try stands(source, in: request, around: piece, text, &worker) { return false }
    }
    return true
  }

  /// True where an expression matches in a request outside of its comments.
  private mutating func stands(
    _ source: String, in request: Range<Int>, around piece: Evidence, _ text: Span<UInt8>,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Bool {
    let map = sourceMap(of: text)
    var start = request.lowerBound
    while start <= request.upperBound {
      let outcome = try worker.match(
        source, in: text, start...request.upperBound, end: request.upperBound,
        around: max(start, piece.range.lowerBound))
      guard case .found(let range) = outcome else { return false }
      guard let comment = map.comment(at: range.lowerBound) else { return true }
      start = max(comment.upperBound, range.lowerBound + 1)
    }
    return false
  }

  /// The request of a piece, at most 4 KiB of it on either side.
  private mutating func requestAround(_ piece: Evidence, _ text: Span<UInt8>) -> Range<Int> {
    let reach = 4096
    let place = piece.range.lowerBound
    var whole = sourceMap(of: text).requestRange(at: place, end: text.count)
    if let holder = text.listHolder(of: place) {
      whole = min(holder, whole.lowerBound)..<whole.upperBound
    }
    return max(whole.lowerBound, place - reach)..<min(whole.upperBound, place + reach)
  }
}

extension Span where Element == UInt8 {
  /// The start of the line that holds a list, as YAML writes it, whose item an offset is in.
  ///
  /// It is the next line before with no dash and no deeper indentation; nil where there is no item.
  fileprivate func listHolder(of offset: Int) -> Int? {
    var line = lineStart(of: offset)
    guard let item = firstLetter(ofLineAt: line), self[item] == UInt8(ascii: "-") else {
      return nil
    }
    let indentation = item - line
    // Lists longer than this are data.
    for _ in 0..<64 where line > 0 {
      line = lineStart(of: line - 1)
      guard let first = firstLetter(ofLineAt: line) else { continue }
      if self[first] != UInt8(ascii: "-"), first - line <= indentation { return line }
    }
    return nil
  }

  private func firstLetter(ofLineAt start: Int) -> Int? {
    var offset = start
    while offset < count, self[offset].isBlank { offset += 1 }
    return offset < count && !self[offset].isLineEnd ? offset : nil
  }
}
