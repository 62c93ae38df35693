internal import Findings
internal import Rules

/// Makes findings of the evidence of one text.
struct UnitReader {
  private let detector: Detector
  private let search: EvidenceSearch
  private let unit: Unit
  private let encoded: LayerReading
  private var clauses: ClauseReader
  /// Most texts have nothing to show; it is made of the evidence as it is after the survey.
  private lazy var snippets = SnippetReader(clauses.found.evidence, encoded: encoded.secrets)
  /// What was shown of the last draft: two rules often tell of one place.
  private var shown: (draft: Draft, snippet: Snippet, shape: String)?

  /// Prepares to read a text.
  ///
  /// - Parameters:
  ///   - detector: Whose rules are asked.
  ///   - search: What found the evidence.
  ///   - unit: What the text is.
  ///   - found: The evidence in the text.
  ///   - encoded: What was found in the texts that stand encoded in it.
  ///   - pathIsContext: True where the path, or the text around, is a sign of Pleo.
  init(
    detector: Detector, search: EvidenceSearch, unit: Unit, found: EvidenceSearch.Result,
    encoded: LayerReading,
    pathIsContext: Bool
  ) {
    self.detector = detector
    self.search = search
    self.unit = unit
    self.encoded = encoded
    clauses = ClauseReader(
      search: search, rules: detector.rules, unit: unit, found: found,
      pathIsContext: pathIsContext)
  }

  /// The findings of a text of the artifact, with their lines and suppressions.
  mutating func results(
    in text: Span<UInt8>, suppressions: [Int], _ worker: inout WorkerMemory
  ) throws(DetectorError) -> UnitResults {
    try clauses.survey(in: text, &worker)
    var (drafts, claims) = try drafts(in: text, &worker)
    drafts.add(encoded.drafts.all)
    claims.add(encoded.claims)
    var reader = SuppressionReader(comments(at: suppressions, in: text), detector: detector.rules)
    if reader.isTimeBound { worker.isTimeBound = true }
    var results = UnitResults(
      claims: claims.moved(to: unit.origin.byteRange),
      exports: exports(in: text), isOpen: clauses.isOpen, gaps: gaps())
    if !drafts.isEmpty { letEvidenceGo() }
    for draft in drafts.all {
      let suppression = reader.suppression(of: draft.ruleID, at: draft.region.lowerBound)
      results.findings.append(finding(draft, suppression, text))
    }
    let isComplete = detector.rules.areAllWanted && !unit.isStream
    for (comment, problem) in reader.problems(isComplete: isComplete) {
      if problem == nil { results.soundComments.append(unit.origin.byteRange(of: comment.range)) }
      guard let problem, let finding = finding(comment, problem, text) else { continue }
      results.findings.append(finding)
    }
    return results
  }

  /// Lets go of the evidence, which takes more memory than all that is made of it.
  private mutating func letEvidenceGo() {
    _ = snippets
    clauses.letEvidenceGo()
  }

  /// What a layer holds that the text does not show from which it was taken.
  mutating func reading(
    of layer: Layer, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> LayerReading {
    let text = layer.text.bytes.span
    try clauses.survey(in: text, &worker)
    var reading = encoded
    (reading.drafts, reading.claims) = try drafts(in: text, where: layer.shows, &worker)
    reading.drafts.add(encoded.drafts.all)
    reading.claims.add(encoded.claims)
    reading.gaps += clauses.found.gaveUp
    for piece in clauses.found.evidence.joined() {
      guard let secret = piece.secretRange, let credential = piece.credential,
        layer.isNew(secret)
      else { continue }
      reading.secrets.append((secret, credential))
    }
    return reading
  }

  /// What is left of the candidates of all rules that are asked for, in order of offset, and what
  /// silenced the others.
  private mutating func drafts(
    in text: Span<UInt8>, where isShown: (Candidate) -> Bool = { _ in true },
    _ worker: inout WorkerMemory
  ) throws(DetectorError) -> (drafts: DraftList, claims: Claims) {
    let weighing = Weighing(try candidates(in: text, &worker))
    let drafts = weighing.remaining
      .filter { detector.rules.isWanted($0.origin.rule.id) && isShown($0) }
      .sorted {
        ($0.region.lowerBound, $0.region.upperBound, $0.origin.rule.id.rawValue)
          < ($1.region.lowerBound, $1.region.upperBound, $1.origin.rule.id.rawValue)
      }
      .map { draft($0, text) }
    return (DraftList(drafts), weighing.claims)
  }

  /// The candidates of all rules, those that are not asked for too.
  private mutating func candidates(
    in text: Span<UInt8>, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> [[Candidate]] {
    var all: [[Candidate]] = []
    for number in clauses.openRules {
      let rule = detector.rules.rules[number]
      let candidates = try clauses.candidates(of: rule, number, in: text, &worker)
      if !candidates.isEmpty { all.append(candidates) }
    }
    return all
  }

  private mutating func comments(
    at offsets: [Int], in text: Span<UInt8>
  ) -> [SuppressionComment] {
    let directives = offsets.filter(unit.core.contains)
    guard !directives.isEmpty else { return [] }
    let map = clauses.sourceMap(of: text)
    return SuppressionComment.all(at: directives, in: text) { map.comment(at: $0) }
  }

  private mutating func draft(_ candidate: Candidate, _ text: Span<UInt8>) -> Draft {
    let message = MessageTemplate(candidate.origin.message)
    return Draft(
      of: candidate.origin, message: message.text { value(of: $0, candidate, text) },
      region: candidate.region,
      related: candidate.otherHalves.map { related($0, text) },
      credential: candidate.evidence.credential,
      secretRange: candidate.evidence.secretRange)
  }

  private mutating func finding(
    _ draft: Draft, _ suppression: Suppression?, _ text: Span<UInt8>
  ) -> LocalFinding {
    let (snippet, shape) = snippet(of: draft, text)
    let placed = draft.moved(to: unit.origin.byteRange)
    return LocalFinding(
      of: draft.origin, message: draft.message, byteRange: placed.region,
      secretRange: placed.secretRange, related: placed.related, snippet: snippet, shape: shape,
      credential: draft.credential, suppression: suppression)
  }

  private mutating func snippet(
    of draft: Draft, _ text: Span<UInt8>
  ) -> (snippet: Snippet, shape: String) {
    if let shown, shown.draft.shows(sameAs: draft) { return (shown.snippet, shown.shape) }
    let (snippet, shape) = snippets.snippet(of: draft.region, about: draft.credential, in: text)
    shown = (draft, snippet, shape)
    return (snippet, shape)
  }

  private mutating func finding(
    _ comment: SuppressionComment, _ problem: Clause.SuppressionProblem, _ text: Span<UInt8>
  ) -> LocalFinding? {
    guard let (rule, clause) = detector.rules.clause(for: problem),
      detector.rules.isWanted(rule.id)
    else { return nil }
    let (snippet, shape) = snippets.snippet(of: comment.range, in: text)
    let origin = Candidate.Origin(rule, clause, order: 0)
    let message = MessageTemplate(origin.message)
    return LocalFinding(
      of: origin, message: message.text { $0 == "until" ? comment.words.until : nil },
      byteRange: unit.origin.byteRange(of: comment.range), secretRange: nil, related: [],
      snippet: snippet, shape: shape, credential: nil, suppression: nil)
  }

  private mutating func related(_ piece: Evidence, _ text: Span<UInt8>) -> LocalRelated {
    let message = MessageTemplate(label(of: piece)).text { word($0, of: piece, text) }
    return LocalRelated(
      byteRange: piece.region, message: message, elsewhere: piece.imported?.export.location)
  }

  private mutating func value(of name: String, _ candidate: Candidate, _ text: Span<UInt8>)
    -> String?
  {
    if name == "credential" { return candidate.evidence.credential?.redacted }
    let all = [candidate.evidence] + candidate.related
    for piece in all {
      if let word = word(name, of: piece, text) { return word }
    }
    return nil
  }

  /// What a group of a piece of evidence holds, without secrets.
  private mutating func word(_ name: String, of piece: Evidence, _ text: Span<UInt8>) -> String? {
    piece.imported?.export.words[name] ?? piece.groups[name].map { snippets.harmless($0, in: text) }
  }

  private func label(of piece: Evidence) -> String {
    search.patterns[piece.pattern].label
      ?? (piece.imported == nil ? "related to this" : "the name is given its value here")
  }

  // MARK: - What other artifacts can use

  /// What names of the text offer to other artifacts.
  private mutating func exports(in text: Span<UInt8>) -> [LocalExport] {
    guard clauses.isOpen, !unit.isAlone, let names = clauses.names else { return [] }
    let held = clauses.found.held.filter { held in
      search.isShared[held.pattern]
        && clauses.found.evidence[held.pattern][held.index].imported == nil
        && names.isVisibleOutside(held.binding)
    }
    var exports: [LocalExport] = []
    for held in held.prefix(ArtifactShare.mostExports) {
      let piece = clauses.found.evidence[held.pattern][held.index]
      exports.append(export(piece, as: held.binding, names, text))
    }
    return exports
  }

  private mutating func export(
    _ piece: Evidence, as binding: Int, _ names: NameTable, _ text: Span<UInt8>
  ) -> LocalExport {
    var words = piece.groups.mapValues { snippets.harmless($0, in: text) }
    words[EvidencePattern.secretGroup] = nil
    return LocalExport(
      name: text.array(names.bindings[binding].name),
      holder: names.holderName(of: binding).map { text.array($0) }, pattern: piece.pattern,
      words: words, credential: piece.credential,
      byteRange: unit.origin.byteRange(of: piece.region))
  }

  private func gaps() -> [String] {
    (clauses.found.gaveUp + encoded.gaps).filter { unit.core.contains($0.offset) }.map { gap in
      let place = unit.origin.byteRange(of: gap.offset..<gap.offset).lowerBound
      return "evidence \"\(gap.pattern)\" reached its limit on work near byte \(place)"
    }
  }
}
