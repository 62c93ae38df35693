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
  init?(_ clause: Clause, _ numbers: PatternNumbers) {
    guard case .evidence(let names) = clause.trigger else { return nil }
    triggers = numbers.of(names)
    var (needs, shunned): ([[Int]], [[Int]]) = ([triggers], [])
    for relation in clause.relations {
      let asked = numbers.of(relation.evidence)
      if relation.isPresent { needs.append(asked) } else { shunned.append(asked) }
    }
    self.needs = needs
    patterns = Self.distinct(needs + shunned)
    isRelated = !clause.relations.isEmpty
    isAboutProject = clause.isAboutProject
    needsContext = clause.context == .required
  }

  /// What stands in lists, each once.
  private static func distinct(_ lists: [[Int]]) -> [Int] {
    var all: [Int] = []
    all.reserveCapacity(lists.reduce(0) { $0 + $1.count })
    for list in lists {
      for number in list where !all.contains(number) { all.append(number) }
    }
    return all
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
