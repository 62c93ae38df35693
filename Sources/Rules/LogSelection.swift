/// Which patterns of a rule set are looked for in logs and streams.
///
/// What means something in code alone is not, and neither is what only such clauses ask for as cannot
/// hold without code. In a log full of Pleo's name these are most of the patterns.
struct LogSelection {
  /// The IDs of those that are.
  let ids: Set<String>

  /// Selects from patterns that some rules rest on.
  init(_ patterns: [EvidencePattern], of rules: [Rule]) {
    let known = Self.known(among: patterns)
    var wanted = Set(patterns.filter(\.countsByItself).map(\.id))
    for rule in rules {
      for clause in rule.clauses where clause.mayHold(with: known) {
        wanted.formUnion(clause.evidence)
      }
    }
    // What is followed is looked for so that its followers are; it stands before them.
    for pattern in patterns.reversed() where wanted.contains(pattern.id) {
      wanted.formUnion(pattern.follows)
    }
    let signs = patterns.filter { $0.isContext && !$0.isOfCode }.map(\.id)
    ids = known.intersection(wanted).union(signs)
  }

  /// The patterns that a log may hold: those that open it, and in turn what follows them.
  private static func known(among patterns: [EvidencePattern]) -> Set<String> {
    let candidates = patterns.filter { !$0.isOfCode }
    var known = Set(candidates.filter(\.opens).map(\.id))
    let followers = candidates.filter { !$0.follows.isEmpty }
    var count = 0
    while known.count > count {
      count = known.count
      for pattern in followers where pattern.follows.contains(where: known.contains) {
        known.insert(pattern.id)
      }
    }
    return known
  }
}

extension EvidencePattern {
  /// True where it means nothing in a log: a call, a name that code uses.
  var isOfCode: Bool { isCode || checks.contains(.reference) }

  /// True where a text is looked through for it whatever else stands there; without an expression it
  /// is a mere sign.
  fileprivate var opens: Bool { pattern != nil && (!keywords.isEmpty || artifactPath != nil) }

  /// True where it counts without a clause: a secret is masked, an endpoint counts for what is near, and
  /// what nothing comes out of hides what stands in it.
  package var countsByItself: Bool { kind != nil || role == .endpoint || isOpaque }
}

extension Clause {
  /// All evidence that it speaks of.
  var evidence: [String] {
    let related = relations.flatMap(\.evidence)
    guard case .evidence(let triggers) = trigger else { return related }
    return triggers + related
  }

  /// True where it may hold in a log that may hold some patterns.
  ///
  /// What other artifacts hold does not count there: it comes by names, which only code has.
  fileprivate func mayHold(with known: Set<String>) -> Bool {
    guard case .evidence(let triggers) = trigger, triggers.contains(where: known.contains) else {
      return false
    }
    return relations.filter(\.isPresent).allSatisfy { relation in
      relation.distance != .project && relation.evidence.contains(where: known.contains)
    }
  }
}
