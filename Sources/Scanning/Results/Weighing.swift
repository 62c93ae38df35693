internal import Findings
internal import Rules

/// One problem, one finding: what remains of all candidates.
struct Weighing {
  /// One candidate a rule for each place, and none where a more specific rule has the secret.
  let remaining: [Candidate]
  /// What silenced the others, and does so too where the same text is read in another way.
  let claims: Claims

  /// Weighs the candidates of each rule.
  init(_ candidates: [[Candidate]]) {
    let single = candidates.map { Self.oneOfEachProblem(Self.bestOfEachPlace($0)) }
    var claims = Claims()
    for candidates in single {
      guard let rule = candidates.first?.origin.rule.id else { continue }
      claims.add(candidates.compactMap(\.evidence.secretRange), of: rule)
    }
    remaining = single.joined().filter { candidate in
      guard let secret = candidate.evidence.secretRange else { return true }
      return !claims.silence(candidate.origin.rule, about: secret)
    }
    self.claims = claims
  }

  private static func bestOfEachPlace(_ candidates: [Candidate]) -> [Candidate] {
    let ordered = candidates.sorted {
      ($0.region.lowerBound, $0.region.upperBound) < ($1.region.lowerBound, $1.region.upperBound)
    }
    var kept: [Candidate] = []
    for candidate in ordered {
      guard let last = kept.last, last.region.overlaps(candidate.region) else {
        kept.append(candidate)
        continue
      }
      if candidate.saysMore(than: last) { kept[kept.count - 1] = candidate }
    }
    return kept
  }

  /// Leaves one candidate where two tell of the same credential and the same partner, as where a
  /// constant is joined to an address in another line, or where a clause is asked of both halves.
  private static func oneOfEachProblem(_ candidates: [Candidate]) -> [Candidate] {
    guard candidates.count > 1, candidates.contains(where: { !$0.related.isEmpty }) else {
      return candidates
    }
    let named = Dictionary(grouping: candidates.indices) { candidates[$0].name }
    var repeated: Set<Int> = []
    for (own, candidate) in candidates.enumerated() where !candidate.related.isEmpty {
      let places =
        candidate.evidence.places.all.map(\.range) + [candidate.evidence.range]
        + candidate.related.map(\.region)
      let near =
        places.flatMap { indices(of: candidates, at: $0) }
        + neighbours(of: own, in: named[candidate.name] ?? [])
      for index in near where index != own {
        if candidates[index].repeats(candidate) { repeated.insert(index) }
        if candidate.repeats(candidates[index]) { repeated.insert(own) }
      }
    }
    return candidates.indices.filter { !repeated.contains($0) }.map { candidates[$0] }
  }

  /// The nearest of the candidates of one name; more would take quadratic time.
  private static func neighbours(of own: Int, in namesakes: [Int]) -> ArraySlice<Int> {
    let middle = namesakes.firstIndexAfter { $0 < own }
    return namesakes[max(0, middle - 4)..<min(namesakes.count, middle + 5)]
  }

  /// Which candidates stand at a place; their regions are in order and do not overlap.
  private static func indices(of candidates: [Candidate], at place: Range<Int>) -> Range<Int> {
    let first = candidates.firstIndexAfter { $0.region.upperBound <= place.lowerBound }
    let end = candidates.firstIndexAfter { $0.region.lowerBound < place.upperBound }
    return first..<max(first, end)
  }
}
