internal import Rules

/// Which patterns count in logs and streams only where a sign of Pleo stands near.
///
/// A log may hold thousands of secrets of other services that look like Pleo's: there is no need to
/// look at them closely where nothing can come of it.
struct SignSelection: Sendable {
  /// For each pattern, by number, whether it needs a sign.
  let needsSign: [Bool]

  /// Selects from patterns and the clauses that speak of them.
  ///
  /// - Parameters:
  ///   - patterns: All patterns.
  ///   - followed: For each, what it follows, by number.
  ///   - clauses: All clauses that evidence opens.
  init(_ patterns: [EvidencePattern], _ followed: [[Int]], _ clauses: [LinkedClause]) {
    let signs = Set(patterns.flatMap { $0.isContext ? $0.keywords : [] })
    // What is found by a sign stands beside one.
    let isSigned = patterns.map { !$0.keywords.isEmpty && signs.isSuperset(of: $0.keywords) }
    var needsSign = isSigned.map { !$0 }
    for clause in clauses where !clause.needsSign(where: { isSigned[$0] }) {
      for number in clause.patterns { needsSign[number] = false }
    }
    // What follows a pattern is found with it.
    for number in patterns.indices.reversed() where !needsSign[number] {
      for other in followed[number] { needsSign[other] = false }
    }
    self.needsSign = needsSign
  }
}

extension LinkedClause {
  /// True where it holds only where a sign of Pleo stands near: it asks for one, or for evidence that
  /// stands beside one.
  fileprivate func needsSign(where isSigned: (Int) -> Bool) -> Bool {
    needsContext || needs.contains { !$0.isEmpty && $0.allSatisfy(isSigned) }
  }
}
