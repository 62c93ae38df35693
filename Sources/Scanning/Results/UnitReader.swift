internal import Findings
internal import Rules

/// Makes findings of the evidence of one text.
struct UnitReader {
  private let detector: Detector
  private let unit: Unit
  private var clauses: ClauseReader
  private var snippets: SnippetReader

  init(detector: Detector, unit: Unit, found: EvidenceSearch.Result, pathIsContext: Bool) {
    self.detector = detector
    self.unit = unit
    clauses = ClauseReader(
      search: detector.search, rules: detector.rules, unit: unit, found: found,
      pathIsContext: pathIsContext)
    snippets = SnippetReader(found.evidence)
  }

  mutating func results(
    in text: Span<UInt8>, suppressions: [Int], _ worker: inout WorkerMemory
  ) throws(DetectorError) -> UnitResults {
    try clauses.survey(in: text, &worker)
    snippets = SnippetReader(clauses.found.evidence)
    let candidates = try candidates(in: text, &worker)
    var reader = SuppressionReader(comments(at: suppressions, in: text), detector: detector.rules)
    var results = UnitResults(gaps: gaps())
    for candidate in candidates {
      let suppression = reader.suppression(
        of: candidate.rule.id, at: candidate.region.lowerBound)
      results.findings.append(finding(candidate, suppression, text))
    }
    let isComplete = detector.rules.areAllWanted && !unit.isStream
    for (comment, problem) in reader.problems(isComplete: isComplete) {
      guard let finding = finding(comment, problem, text) else { continue }
      results.findings.append(finding)
    }
    return results
  }

  /// What is left of the candidates of all rules that are asked for, in order of offset.
  private mutating func candidates(
    in text: Span<UInt8>, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> [Candidate] {
    var all: [RuleID: [Candidate]] = [:]
    for rule in detector.rules.rules {
      all[rule.id] = try clauses.candidates(of: rule, in: text, &worker)
    }
    return Weighing.weigh(all)
      .filter { detector.rules.isWanted($0.rule.id) }
      .sorted { $0.region.lowerBound < $1.region.lowerBound }
  }

  private mutating func comments(
    at offsets: [Int], in text: Span<UInt8>
  ) -> [SuppressionComment] {
    let directives = offsets.filter(unit.core.contains)
    guard !directives.isEmpty else { return [] }
    let map = clauses.sourceMap(of: text)
    return directives.compactMap { offset in
      map.comment(at: offset).map { SuppressionComment(at: offset, in: $0, of: text) }
    }
  }

  private func finding(
    _ candidate: Candidate, _ suppression: Suppression?, _ text: Span<UInt8>
  ) -> LocalFinding {
    let (snippet, shape) = snippets.snippet(of: candidate.region, in: text)
    let message = MessageTemplate(candidate.clause.message ?? candidate.rule.message)
    return LocalFinding(
      ruleID: candidate.rule.id, severity: candidate.severity, confidence: candidate.confidence,
      message: message.text { value(of: $0, candidate, text) },
      byteRange: unit.origin.byteRange(of: candidate.region),
      related: candidate.related.first.map { [related($0, text)] } ?? [],
      snippet: snippet, shape: shape, credential: candidate.evidence.credential,
      suppression: suppression)
  }

  private func finding(
    _ comment: SuppressionComment, _ problem: Clause.SuppressionProblem, _ text: Span<UInt8>
  ) -> LocalFinding? {
    guard let (rule, clause) = detector.rules.clause(for: problem),
      detector.rules.isWanted(rule.id)
    else { return nil }
    let (snippet, shape) = snippets.snippet(of: comment.range, in: text)
    let message = MessageTemplate(clause.message ?? rule.message)
    return LocalFinding(
      ruleID: rule.id, severity: clause.severity ?? rule.documentation.severity,
      confidence: clause.confidence ?? rule.documentation.confidence,
      message: message.text { $0 == "until" ? comment.words.until : nil },
      byteRange: unit.origin.byteRange(of: comment.range), related: [], snippet: snippet,
      shape: shape,
      credential: nil, suppression: nil)
  }

  private func related(_ piece: Evidence, _ text: Span<UInt8>) -> LocalRelated {
    let label = detector.search.patterns[piece.pattern].label ?? "related to this"
    let message = MessageTemplate(label).text { name in
      piece.groups[name].map { snippets.harmless($0, in: text) }
    }
    return LocalRelated(byteRange: unit.origin.byteRange(of: piece.region), message: message)
  }

  private func value(of name: String, _ candidate: Candidate, _ text: Span<UInt8>) -> String? {
    if name == "credential" { return candidate.evidence.credential?.redacted }
    let all = [candidate.evidence] + candidate.related
    return all.lazy.compactMap { $0.groups[name] }.first.map { snippets.harmless($0, in: text) }
  }

  private func gaps() -> [String] {
    clauses.found.gaveUp.filter { unit.core.contains($0.offset) }.map { gap in
      let place = unit.origin.byteRange(of: gap.offset..<gap.offset).lowerBound
      return "evidence \"\(gap.pattern)\" reached its limit on work near byte \(place)"
    }
  }
}
