internal import Rules

/// A clause with the patterns that it speaks of by number.
struct LinkedClause: Sendable {
  /// What opens it.
  let triggers: [Int]
  /// What may open it, and for each of its relations what that asks to stand near: of each list, one
  /// pattern has to be found for the clause to hold.
  let needs: [[Int]]
  /// All patterns that it speaks of, each once.
  let patterns: [Int]
  /// True where it asks for what stands around.
  let isRelated: Bool
  /// True where it asks for what stands in another artifact.
  let isAboutProject: Bool
  /// True where the unit has to point at Pleo.
  let needsContext: Bool

  /// Links a clause; nil for one that no evidence opens.
  init?(_ clause: Clause, _ numbers: [String: Int]) {
    guard case .evidence(let names) = clause.trigger else { return nil }
    let triggers = names.compactMap { numbers[$0] }
    let asked = clause.relations.filter(\.isPresent).map { relation in
      relation.evidence.compactMap { numbers[$0] }
    }
    self.triggers = triggers
    needs = [triggers] + asked
    let shunned = clause.relations.filter { !$0.isPresent }.flatMap(\.evidence)
      .compactMap { numbers[$0] }
    var patterns: [Int] = []
    for list in needs + [shunned] {
      for number in list where !patterns.contains(number) { patterns.append(number) }
    }
    self.patterns = patterns
    isRelated = !clause.relations.isEmpty
    isAboutProject = clause.isAboutProject
    needsContext = clause.context == .required
  }

  /// For each of some patterns, by number, the rules with a clause that it opens, in order.
  static func openedRules(of clauses: [[LinkedClause?]], patternCount: Int) -> [[Int]] {
    var opened: [[Int]] = Array(repeating: [], count: patternCount)
    for (rule, clauses) in clauses.enumerated() {
      for pattern in clauses.compactMap({ $0?.triggers }).joined()
      where opened[pattern].last != rule {
        opened[pattern].append(rule)
      }
    }
    return opened
  }

  /// True where it may hold: of each list of its needs, one pattern may be found.
  func mayHold(hasContext: Bool, where mayBeFound: (Int) -> Bool) -> Bool {
    (hasContext || !needsContext) && needs.allSatisfy { $0.contains(where: mayBeFound) }
  }
}

extension Clause {
  /// True where it asks for what stands in another artifact.
  var isAboutProject: Bool { relations.contains { $0.distance == .project } }
}
