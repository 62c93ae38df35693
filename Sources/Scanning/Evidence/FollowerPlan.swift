internal import Rules

/// In which order what follows other evidence is looked for, and when a clause can still use it.
///
/// What opens a clause, or is asked for beside that, comes first, and then what only must not stand
/// there: most texts have none of the former, and need not be looked through for the latter.
struct FollowerPlan: Sendable {
  /// The numbers of the followers.
  let order: [Int]
  /// For each pattern, what it follows, by number.
  let followed: [[Int]]
  /// For each follower in order, the clauses that speak of it; nil where it counts without one.
  private let uses: [[LinkedClause]?]
  /// For each pattern, its place in the order; -1 where it is found before all followers, and the
  /// last of all places where it is found after them.
  private let places: [Int]

  /// Plans for patterns that have numbers, and the clauses that speak of them.
  init(_ patterns: [EvidencePattern], _ numbers: [String: Int], _ clauses: [LinkedClause]) {
    let followed = patterns.map { $0.follows.compactMap { numbers[$0] } }
    let isFollowed = Set(followed.joined())
    var uses: [Int: [LinkedClause]] = [:]
    var needed = isFollowed
    for clause in clauses {
      needed.formUnion(clause.needs.joined())
      for number in clause.patterns where !followed[number].isEmpty {
        uses[number, default: []].append(clause)
      }
    }
    let followers = patterns.indices.filter { !followed[$0].isEmpty }
    order = followers.filter(needed.contains) + followers.filter { !needed.contains($0) }
    self.uses = order.map { number in
      patterns[number].countsByItself || isFollowed.contains(number) ? nil : uses[number] ?? []
    }
    var places = patterns.map { $0.artifactPath == nil ? -1 : Int.max }
    for (place, number) in order.enumerated() { places[number] = place }
    self.places = places
    self.followed = followed
  }

  /// True where a clause may hold that speaks of the follower at a place of the order.
  ///
  /// - Parameters:
  ///   - place: The place; those before it were looked for.
  ///   - mayBeFound: Whether a pattern was found, or may be found later, by number.
  /// - Returns: False where it can be left out.
  func isOfUse(at place: Int, where mayBeFound: (Int) -> Bool) -> Bool {
    guard let clauses = uses[place] else { return true }
    return clauses.contains { clause in
      clause.mayHold(hasContext: true) { places[$0] >= place || mayBeFound($0) }
    }
  }
}
