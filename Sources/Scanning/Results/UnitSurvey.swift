internal import Findings
internal import Patterns
internal import Rules

/// Reads a unit again once something stood in it: what holds its values, which names carry its
/// evidence, and what of the evidence is only mentioned.
struct UnitSurvey {
  private let search: EvidenceSearch
  private let unit: Unit
  private(set) var found: EvidenceSearch.Result
  private(set) var map: SourceMap

  /// Surveys a unit in which evidence stood.
  static func survey(
    _ found: consuming EvidenceSearch.Result, by search: EvidenceSearch, of unit: Unit,
    in text: Span<UInt8>, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> UnitSurvey {
    let map = unit.sourceMap(of: text, near: search.related(found))
    var survey = UnitSurvey(search, unit, found, map)
    if unit.readsCode { try survey.findHeld(in: text, &worker) }
    try survey.dropUnfit(in: text, &worker)
    let arguments = ArgumentResolver(survey.map.names, in: text)
    survey.map.names.settle(arguments.given)
    let resolver = NameResolver(survey.map, unit.traits.language, in: text)
    if let project = unit.project, !project.isEmpty, unit.readsCode, unit.depth == 0 {
      ImportedEvidence.add(
        from: project, to: &survey.found, of: unit, survey.map, resolver, in: text)
    }
    survey.sort()
    Carriage.carry(&survey.found, search.patterns, survey.map, arguments, resolver, in: text)
    survey.findRequests()
    return survey
  }

  private init(
    _ search: EvidenceSearch, _ unit: Unit, _ found: EvidenceSearch.Result, _ map: SourceMap
  ) {
    self.search = search
    self.unit = unit
    self.found = found
    self.map = map
  }

  /// Puts what values hold and what was imported between what was found before.
  private mutating func sort() {
    for number in found.evidence.indices {
      found.evidence[number].sort { $0.range.lowerBound < $1.range.lowerBound }
    }
  }

  /// Notes the request of every place, so that relations need not look it up for each pair.
  private mutating func findRequests() {
    for number in found.evidence.indices where search.isRelated[number] {
      for index in found.evidence[number].indices {
        found.evidence[number][index].places.note { map.request(at: $0) }
      }
    }
  }

  // MARK: - Values that names and paths of keys hold

  private mutating func findHeld(
    in text: Span<UInt8>, _ worker: inout WorkerMemory
  ) throws(DetectorError) {
    let held = search.patterns.indices.filter { search.patterns[$0].holder != nil }
    guard !held.isEmpty else { return }
    if let configuration = map.configuration {
      for entry in configuration.entries {
        let path = configuration.path(of: entry)
        try look(for: held, at: entry.value, heldBy: path, text, &worker)
      }
    } else {
      for index in map.names.bindings.indices where !map.names.bindings[index].value.isEmpty {
        let path = map.names.path(of: index)
        try look(for: held, at: map.names.bindings[index].value, heldBy: path, text, &worker)
      }
    }
  }

  private mutating func look(
    for held: [Int], at value: Range<Int>, heldBy path: [Range<Int>], _ text: Span<UInt8>,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) {
    let name = text.joined(path)
    for number in search.patterns(held, heldBy: name) {
      guard let holder = search.patterns[number].holder, try worker.matches(holder, name)
      else { continue }
      try search.look(for: number, at: value, text, &found, &worker)
    }
  }

  // MARK: - What is no evidence after all

  private mutating func dropUnfit(
    in text: Span<UInt8>, _ worker: inout WorkerMemory
  ) throws(DetectorError) {
    for number in search.patterns.indices where !found.evidence[number].isEmpty {
      for check in search.patterns[number].checks where check.isLazy {
        var unfit: Set<Int> = []
        for (index, piece) in found.evidence[number].enumerated()
        where try !passes(check, piece, text, &worker) {
          unfit.insert(index)
        }
        // Mostly there is none, and to move all the others takes longer than to ask.
        guard !unfit.isEmpty else { continue }
        found.evidence[number] = found.evidence[number].indices
          .filter { !unfit.contains($0) }.map { found.evidence[number][$0] }
      }
    }
  }

  private func passes(
    _ check: EvidencePattern.Check, _ piece: Evidence, _ text: Span<UInt8>,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Bool {
    switch check {
    case .highEntropy, .noPlaceholder: return true
    case .reference: return map.isReference(piece.region, in: text, unit.traits.language)
    case .requestLacks(let source):
      return try !stands(source, in: requestAround(piece, text), around: piece, text, &worker)
    case .holderLacks(let source):
      return try !worker.matches(source, map.holder(of: piece.anchor, in: text))
    }
  }

  /// True where an expression matches in a request outside of its comments.
  private func stands(
    _ source: String, in request: Range<Int>, around piece: Evidence, _ text: Span<UInt8>,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Bool {
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
  private func requestAround(_ piece: Evidence, _ text: Span<UInt8>) -> Range<Int> {
    let reach = 4096
    let place = piece.range.lowerBound
    var whole = map.requestRange(at: place, end: text.count)
    if let holder = text.listHolder(of: place, within: reach) {
      whole = min(holder, whole.lowerBound)..<whole.upperBound
    }
    return max(whole.lowerBound, place - reach)..<min(whole.upperBound, place + reach)
  }
}

extension NameTable {
  /// The names that lead to a binding, outermost first.
  func path(of binding: Int) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var index: Int? = binding
    while let current = index, parts.count < 16 {
      parts.append(bindings[current].target.prefix(120))
      index = bindings[current].parent
    }
    return parts.reversed()
  }
}

extension SourceMap {
  /// The names that hold a value, joined by dots.
  fileprivate func holder(of value: Range<Int>, in text: Span<UInt8>) -> [UInt8] {
    if let configuration {
      let entry = configuration.entry(by: value.lowerBound)
      return entry.map { text.joined(configuration.path(of: $0)) } ?? []
    }
    return names.holders(of: value).first.map { text.joined(names.path(of: $0)) } ?? []
  }
}

extension Span where Element == UInt8 {
  /// The longest name of a value that is looked at, in bytes: no expression for one matches more.
  private static var longestName: Int { 1024 }

  /// The names of a path, joined by dots; of a long one the innermost, which tell what a value is.
  fileprivate func joined(_ path: [Range<Int>]) -> [UInt8] {
    var (first, length) = (path.count, 0)
    while first > 0, length + path[first - 1].count < Self.longestName {
      first -= 1
      length += path[first].count + 1
    }
    var name: [UInt8] = []
    name.reserveCapacity(length)
    for index in first..<path.count {
      if index > first { name.append(UInt8(ascii: ".")) }
      for offset in path[index] { name.append(self[offset]) }
    }
    return name
  }
}

extension WorkerMemory {
  /// True where an expression matches somewhere in some bytes; where it gives up, it does not.
  mutating func matches(_ source: String, _ bytes: [UInt8]) throws(DetectorError) -> Bool {
    guard
      case .found = try match(
        source, in: bytes.span, 0...bytes.count, end: bytes.count, around: 0)
    else { return false }
    return true
  }
}

extension Span where Element == UInt8 {
  /// The start of the line that holds a list, as YAML writes it, whose item an offset is in.
  ///
  /// It is the next line before with no dash and no deeper indentation; nil where there is no item, or no such
  /// line within some bytes.
  fileprivate func listHolder(of offset: Int, within reach: Int) -> Int? {
    let limit = Swift.max(0, offset - reach)
    var line = lineStart(of: offset, limit: limit)
    guard let item = firstLetter(ofLineAt: line), self[item] == UInt8(ascii: "-") else {
      return nil
    }
    let indentation = item - line
    // Lists longer than this are data.
    for _ in 0..<64 where line > limit {
      line = lineStart(of: line - 1, limit: limit)
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
