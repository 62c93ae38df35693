internal import Findings
internal import Rules

/// What a detector was asked for.
struct DetectorRules: Sendable {
  /// All rules, those that are not asked for too: the more specific rule still has its secret.
  let rules: [Rule]
  /// How it is told where code runs.
  let surroundings: [SurroundingPattern]
  private let known: Set<RuleID>
  private let wanted: Set<RuleID>
  /// True where every rule is asked for.
  let areAllWanted: Bool
  /// The time by which `exp` and `until` are judged, in seconds since 1970.
  let now: Int

  init(_ set: RuleSet, options: DetectorOptions) {
    rules = set.rules
    surroundings = set.surroundings
    known = Set(set.rules.map(\.id))
    wanted = options.wanted ?? known
    areAllWanted = wanted.isSuperset(of: known)
    now = options.now
  }

  func isKnown(_ id: RuleID) -> Bool { known.contains(id) }
  func isWanted(_ id: RuleID) -> Bool { wanted.contains(id) }

  /// The rule and clause that report a problem with a suppression.
  func clause(for problem: Clause.SuppressionProblem) -> (Rule, Clause)? {
    for rule in rules {
      if let clause = rule.clauses.first(where: { $0.trigger == .suppression(problem) }) {
        return (rule, clause)
      }
    }
    return nil
  }
}
