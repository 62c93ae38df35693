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
  private let clauses: [LinkedClause]
  /// For each follower in order, the numbers of the clauses that speak of it; nil where it counts without
  /// one.
  private let uses: [[Int]?]
  /// For each pattern, its place in the order; -1 where it is found before all followers, and the
  /// last of all places where it is found after them.
  private let places: [Int]

  /// Plans for patterns that have numbers, and the clauses that speak of them.
  init(_ patterns: [EvidencePattern], _ numbers: PatternNumbers, _ clauses: [LinkedClause]) {
    // To copy a pattern takes longer than what is asked of it.
    let followed = patterns.indices.map { numbers.of(patterns[$0].follows) }
    let isFollowed = Self.marks(followed.joined(), of: patterns.count)
    let isNeeded = Self.marks(clauses.map { $0.needs.joined() }.joined(), of: patterns.count)
    let followers = patterns.indices.filter { !followed[$0].isEmpty }
    let (first, last) = (
      followers.filter { isFollowed[$0] || isNeeded[$0] },
      followers.filter { !isFollowed[$0] && !isNeeded[$0] }
    )
    order = first + last
    let speaking = Self.clauses(speakingOf: patterns.count, clauses)
    self.clauses = clauses
    uses = order.map { number in
      patterns[number].countsByItself || isFollowed[number] ? nil : speaking[number]
    }
    var places = patterns.indices.map { patterns[$0].artifactPath == nil ? -1 : Int.max }
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
    guard let uses = uses[place] else { return true }
    return uses.contains { number in
      clauses[number].mayHold(hasContext: true) { places[$0] >= place || mayBeFound($0) }
    }
  }

  /// For each number below a count, whether it is among some.
  private static func marks(_ numbers: some Sequence<Int>, of count: Int) -> [Bool] {
    var marks = Array(repeating: false, count: count)
    for number in numbers { marks[number] = true }
    return marks
  }

  /// For each pattern, the numbers of the clauses that speak of it.
  private static func clauses(
    speakingOf patternCount: Int, _ clauses: [LinkedClause]
  ) -> [[Int]] {
    var speaking: [[Int]] = Array(repeating: [], count: patternCount)
    for (place, clause) in clauses.enumerated() {
      for number in clause.patterns { speaking[number].append(place) }
    }
    return speaking
  }
}
