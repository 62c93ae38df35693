internal import Rules

/// A clause that holds: what will be a finding unless another one says it better.
struct Candidate {
  let rule: Rule
  let clause: Clause
  let evidence: Evidence
  let region: Range<Int>
  /// The other halves of the relations that hold, the most telling first.
  let related: [Evidence]

  /// What a reader has to see besides: where the evidence itself came from, and the first partner.
  var otherHalves: [Evidence] {
    (evidence.imported == nil ? [] : [evidence]) + related.prefix(1)
  }

  /// Which of two candidates of one rule for the same place says more.
  func saysMore(than other: Candidate) -> Bool {
    if severity != other.severity { return severity > other.severity }
    if confidence != other.confidence { return confidence > other.confidence }
    return region.count > other.region.count
  }
}

internal import Findings

extension Candidate {
  var severity: Severity { clause.severity ?? rule.documentation.severity }
  var confidence: Confidence { clause.confidence ?? rule.documentation.confidence }
}
