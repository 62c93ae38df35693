internal import Findings
internal import Rules

/// One problem, one finding: what remains of all candidates.
enum Weighing {
  /// Leaves one candidate a rule for each place, and none where a more specific rule has the secret.
  static func weigh(_ candidates: [RuleID: [Candidate]]) -> [Candidate] {
    let single = candidates.mapValues(bestOfEachPlace)
    let claims = single.mapValues { list in
      list.compactMap(\.evidence.secretRange).sorted { $0.lowerBound < $1.lowerBound }
    }
    return single.values.joined().filter { candidate in
      guard let secret = candidate.evidence.secretRange else { return true }
      return !candidate.rule.yieldsTo.contains { isClaimed(secret, in: claims[$0] ?? []) }
    }
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

  private static func isClaimed(_ secret: Range<Int>, in claims: [Range<Int>]) -> Bool {
    var index = claims.firstIndexAfter { $0.upperBound <= secret.lowerBound }
    while index < claims.count, claims[index].lowerBound < secret.upperBound {
      if claims[index].overlaps(secret) { return true }
      index += 1
    }
    return false
  }
}
