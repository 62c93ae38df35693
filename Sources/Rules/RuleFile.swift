internal import Findings
internal import TOMLKit

/// A rule file as it is written: read and checked by itself, not yet joined with the others.
public struct RuleFile: Sendable {
  /// The name of the file, as errors give it.
  public let name: String
  let rules: [Rule]
  let evidence: [EvidencePattern]
  let boundaries: [KeywordBoundary]
  let surroundings: [SurroundingPattern]
  let definitions: [String: String]
  let placeholders: Placeholders
  /// The defaults of the settings; one file of a rule set says them.
  let settings: PleoSettings?
  let credentials: [CredentialForm]

  /// The largest rule file, in bytes: parsing takes a small multiple of it in memory.
  public static let largest = TOMLText.largest

  /// Reads the text of a rule file.
  ///
  /// - Parameters:
  ///   - text: The file's content, TOML 1.0.
  ///   - name: What errors call it.
  /// - Throws: What is wrong, where, and the cure.
  public init(_ text: String, name: String) throws(RuleError) {
    var top = KeyedTable(try TOMLText.table(text, name: name), file: name, place: "")
    self.name = name
    definitions = try Self.definitions(of: &top)
    placeholders = try Self.placeholders(of: &top)
    boundaries = try Self.list("keyword", of: &top, read: KeywordBoundary.init(table:))
    surroundings = try Self.list(
      "surrounding", of: &top, read: SurroundingPattern.init(table:))
    evidence = try Self.list("evidence", of: &top, read: EvidencePattern.init(table:))
    rules = try Self.list("rule", of: &top, read: Rule.init(table:))
    credentials = try Self.list("credential", of: &top, read: CredentialForm.init(table:))
    settings = try Self.settings(of: &top)
    try top.finish()
  }

  private static func list<Element>(
    _ key: String, of top: inout KeyedTable,
    read: (inout KeyedTable) throws(RuleError) -> Element
  ) throws(RuleError) -> [Element] {
    let tables = try top.tables(key) { number, table in
      let id = (table["id"] ?? table["text"] ?? table["name"])?.string
      return id.map { "\(key) \"\($0)\"" } ?? "\(key) \(number)"
    }
    var elements: [Element] = []
    for var table in tables {
      elements.append(try read(&table))
    }
    return elements
  }

  private static func definitions(of top: inout KeyedTable) throws(RuleError) -> [String: String] {
    guard var table = try top.table("define") else { return [:] }
    return try table.allStrings()
  }

  private static func settings(of top: inout KeyedTable) throws(RuleError) -> PleoSettings? {
    guard var table = try top.table("pleo") else { return nil }
    return try PleoSettings(&table, changing: PleoSettings())
  }

  private static func placeholders(of top: inout KeyedTable) throws(RuleError) -> Placeholders {
    guard var table = try top.table("placeholders") else { return Placeholders() }
    let placeholders = Placeholders(
      values: try table.strings("values"), words: try table.strings("words"))
    try table.finish()
    return placeholders
  }
}

extension KeywordBoundary {
  fileprivate init(table: inout KeyedTable) throws(RuleError) {
    self.init(
      keyword: try table.string("text"), continuations: try table.strings("continuations"))
    try table.finish()
  }
}

extension SurroundingPattern {
  fileprivate init(table: inout KeyedTable) throws(RuleError) {
    guard let surrounding = try table.word("is", as: Surrounding.self) else {
      throw table.missing("is")
    }
    self.init(
      surrounding, path: try table.string("path"), text: try table.optionalString("text"),
      unless: try table.optionalString("unless"))
    try table.finish()
  }
}

extension EvidencePattern {
  fileprivate init(table: inout KeyedTable) throws(RuleError) {
    self.init(
      id: try table.string("id"),
      kind: try table.optionalString("kind"),
      keywords: try table.strings("keywords"),
      follows: try table.strings("follows"),
      holder: try table.optionalString("held-by"),
      artifactPath: try table.optionalString("artifact-path"),
      pattern: try table.optionalString("pattern"),
      gate: Gate(
        precededBy: try table.strings("preceded-by"),
        followedBy: try table.strings("followed-by"),
        followedByToken: try table.integer("followed-by-token", in: 1...256) ?? 0,
        nameHolds: try table.strings("name-holds"), holds: try table.strings("holds")),
      reachBefore: try table.integer("reach-before", in: 0...16384) ?? 0,
      reachAfter: try table.integer("reach-after", in: 1...16384) ?? 512,
      region: try table.optionalString("region"),
      checks: try Self.checks(of: &table),
      decoding: try Self.decoding(of: &table),
      label: try table.optionalString("label"),
      isContext: try table.bool("context") ?? false,
      extent: try table.word("extent"),
      role: try table.word("role"),
      isOpaque: try table.bool("opaque") ?? false,
      isCode: try table.bool("code") ?? false,
      isInRecord: try table.bool("in-record") ?? false,
      stays: try table.bool("stays") ?? false,
      isSent: try table.bool("sent") ?? false)
    try table.finish()
    let openings = [!keywords.isEmpty, !follows.isEmpty, holder != nil, artifactPath != nil]
    if openings.count(where: { $0 }) != 1 {
      throw table.error(
        "keywords",
        "give keywords, or follows, or held-by, or artifact-path, and one of them alone.")
    }
    if pattern == nil, keywords.isEmpty {
      throw table.error("pattern", "is missing; only a keyword can stand for itself.")
    }
    if gate.holds.contains(where: { $0.utf8.count < 4 || $0 != $0.lowercased() }) {
      throw table.error("holds", "has to be words in lowercase, of at least 4 bytes.")
    }
  }

  fileprivate static func checks(of table: inout KeyedTable) throws(RuleError) -> [Check] {
    let random = try table.strings("high-entropy").map { Check.highEntropy(group: $0) }
    let real = try table.strings("no-placeholder").map { Check.noPlaceholder(group: $0) }
    let lacking = try table.strings("request-lacks").map { Check.requestLacks(pattern: $0) }
    let holders = try table.strings("not-held-by").map { Check.holderLacks(pattern: $0) }
    let references = try table.bool("reference") == true ? [Check.reference] : []
    return real + random + lacking + holders + references
  }

  fileprivate static func decoding(of table: inout KeyedTable) throws(RuleError) -> Decoding? {
    guard var inner = try table.table("decode") else { return nil }
    guard let encoding = try inner.word("as", as: Encoding.self) else { throw inner.missing("as") }
    let decoding = Decoding(
      group: try inner.string("group"), encoding: encoding, pattern: try inner.string("pattern"))
    try inner.finish()
    return decoding
  }
}

extension CredentialForm {
  fileprivate init(table: inout KeyedTable) throws(RuleError) {
    guard let confidence = try table.word("confidence", as: Confidence.self) else {
      throw table.missing("confidence")
    }
    self.init(
      kind: try table.string("kind"), name: try table.string("name"),
      pattern: try table.string("pattern"), decoding: try EvidencePattern.decoding(of: &table),
      checks: try EvidencePattern.checks(of: &table),
      conditions: try Self.conditions(of: &table),
      environments: try Self.environments(of: &table), confidence: confidence,
      reason: try table.string("reason"))
    try table.finish()
  }

  private static func conditions(of table: inout KeyedTable) throws(RuleError) -> [Condition] {
    let outer = table.place
    let tables = try table.tables("expect") { number, _ in "\(outer), expect \(number)" }
    var conditions: [Condition] = []
    for var inner in tables {
      conditions.append(
        Condition(pattern: try inner.string("pattern"), otherwise: try inner.string("otherwise")))
      try inner.finish()
    }
    return conditions
  }

  private static func environments(
    of table: inout KeyedTable
  ) throws(RuleError) -> [String: String] {
    guard var inner = try table.table("environment") else { return [:] }
    return try inner.allStrings()
  }
}

extension Rule {
  fileprivate init(table: inout KeyedTable) throws(RuleError) {
    self.init(
      documentation: try RuleDocumentation(table: &table),
      message: try table.string("message"),
      clauses: try Self.clauses(of: &table),
      yieldsTo: try table.ruleIDs("yields-to"),
      silentIn: try table.words("silent-in"),
      examples: try Self.examples("example", of: &table),
      counterexamples: try Self.examples("counterexample", of: &table))
    try table.finish()
    if examples.isEmpty { throw table.error("example", "there is none; a rule has to be proved.") }
    if counterexamples.isEmpty {
      throw table.error("counterexample", "there is none; say what has to stay silent.")
    }
  }

  private static func clauses(of table: inout KeyedTable) throws(RuleError) -> [Clause] {
    let outer = table.place
    var clauses: [Clause] = []
    for var inner in try table.tables("when", place: { number, _ in "\(outer), when \(number)" }) {
      clauses.append(try Clause(table: &inner))
      try inner.finish()
    }
    if clauses.isEmpty { throw table.error("when", "there is none; say when the rule holds.") }
    return clauses
  }

  private static func examples(
    _ key: String, of table: inout KeyedTable
  ) throws(RuleError) -> [Example] {
    let outer = table.place
    var examples: [Example] = []
    for var inner in try table.tables(key, place: { number, _ in "\(outer), \(key) \(number)" }) {
      let example = Example(
        path: try inner.optionalString("path") ?? "example.txt", source: try inner.string("text"))
      guard let marked = example.marked else {
        throw inner.error("text", "a ⟦ or ⟧ has no partner.")
      }
      guard marked.regions.isEmpty == (key == "counterexample") else {
        throw inner.error("text", "mark what has to be found, in examples only: ⟦…⟧.")
      }
      examples.append(example)
      try inner.finish()
    }
    return examples
  }
}

extension RuleDocumentation {
  fileprivate init(table: inout KeyedTable) throws(RuleError) {
    guard let id = RuleID(rawValue: try table.string("id")) else {
      throw table.error("id", "has to be lowercase words joined by hyphens.")
    }
    guard let category = try table.word("category", as: Category.self) else {
      throw table.missing("category")
    }
    guard let severity = try table.word("severity", as: Severity.self) else {
      throw table.missing("severity")
    }
    guard let confidence = try table.word("confidence", as: Confidence.self) else {
      throw table.missing("confidence")
    }
    self.init(
      id: id, summary: try table.string("summary"), category: category, severity: severity,
      confidence: confidence, tags: try table.strings("tags"),
      references: try table.strings("references"),
      advice: Example.joined(try table.string("advice")),
      helpSource: try table.string("help"))
  }
}

extension Clause {
  fileprivate init(table: inout KeyedTable) throws(RuleError) {
    let evidence = try table.strings("evidence")
    let problem = try table.word("suppression", as: SuppressionProblem.self)
    guard evidence.isEmpty == (problem != nil) else {
      throw table.error("evidence", "give either evidence or a suppression problem.")
    }
    self.init(
      trigger: problem.map { .suppression($0) } ?? .evidence(evidence),
      region: try table.optionalString("region"),
      context: try table.word("context"),
      relations: try Self.relations(of: &table),
      isAtUse: try table.bool("at-use") ?? false,
      artifactPath: try table.optionalString("artifact-path"),
      surroundings: try table.words("in"),
      isExpired: try table.bool("expired"),
      severity: try table.word("severity"),
      confidence: try table.word("confidence"),
      message: try table.optionalString("message"))
  }

  /// `with`, `without` and `within` of the clause itself, then those of its `relations`.
  private static func relations(of table: inout KeyedTable) throws(RuleError) -> [Relation] {
    var relations = try Relation.list(of: &table)
    let outer = table.place
    for var inner in try table.tables("relations", place: { number, _ in "\(outer), \(number)" }) {
      relations += try Relation.list(of: &inner)
      try inner.finish()
    }
    return relations
  }
}

extension Relation {
  fileprivate static func list(of table: inout KeyedTable) throws(RuleError) -> [Relation] {
    let (present, absent) = (try table.strings("with"), try table.strings("without"))
    let distance: Distance = try table.word("within") ?? .request
    let isByAnyCall = try table.bool("by-any-call") ?? false
    return [(present, true), (absent, false)].filter { !$0.0.isEmpty }.map {
      Relation($0.0, isPresent: $0.1, within: distance, isByAnyCall: isByAnyCall)
    }
  }
}
