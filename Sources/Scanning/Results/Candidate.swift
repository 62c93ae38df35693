internal import Findings
internal import Rules

/// A clause that holds: what will be a finding unless another one says it better.
///
/// Candidates are sorted and filtered several times; as a class, they are then moved and not copied.
final class Candidate: Sendable {
  let origin: Origin
  let evidence: Evidence
  let region: Range<Int>
  /// The other halves of the relations that hold, the most telling first.
  let related: [Evidence]
  /// The last part of the name that the evidence holds, if it does, in small letters and without
  /// joints: `apikey` of `secrets.API_KEY`.
  let name: [UInt8]?

  init(
    of origin: Origin, evidence: Evidence, region: Range<Int>, related: [Evidence], name: [UInt8]?
  ) {
    self.origin = origin
    self.evidence = evidence
    self.region = region
    self.related = related
    self.name = name
  }

  /// What a reader has to see besides: where the evidence itself came from, and the first partner,
  /// unless that is what is shown.
  var otherHalves: [Evidence] {
    let partner = related.prefix(1).filter { $0.imported != nil || $0.region != region }
    return (evidence.imported == nil ? [] : [evidence]) + partner
  }

  /// True where it tells of the same problem as another one, and no worse of it.
  func repeats(_ other: Candidate) -> Bool {
    severity <= other.severity && confidence <= other.confidence
      && (isMirror(of: other) || meetsSame(as: other) && other.isCloser(than: self))
  }

  /// True where the same credential meets the same partner: one is a use of the other, or both are
  /// uses of one name.
  private func meetsSame(as other: Candidate) -> Bool {
    guard let partner = related.first, let otherPartner = other.related.first,
      partner.region.overlaps(otherPartner.region), evidence.region != other.evidence.region
    else { return false }
    return isUse(of: other) || other.isUse(of: self) || name != nil && name == other.name
  }

  private func isUse(of other: Candidate) -> Bool {
    other.evidence.range.overlaps(region)
      || other.evidence.places.all.contains { $0.range.overlaps(region) }
  }

  /// A literal is what has to go; a reference is best shown where it meets its partner.
  private func isCloser(than other: Candidate) -> Bool {
    let isLiteral = evidence.credential != nil
    guard isLiteral == (other.evidence.credential != nil) else { return isLiteral }
    return isLiteral ? region.lowerBound < other.region.lowerBound : gap < other.gap
  }

  private var gap: Int {
    related.first.map {
      max($0.region.lowerBound - region.upperBound, region.lowerBound - $0.region.upperBound)
    } ?? 0
  }

  /// True where each is the other's partner, and the other's clause stands first in the rule.
  private func isMirror(of other: Candidate) -> Bool {
    other.origin.order < origin.order && other.related.contains { $0.region.overlaps(region) }
      && related.contains { $0.region.overlaps(other.region) }
  }

  /// Which of two candidates of one rule for the same place says more.
  func saysMore(than other: Candidate) -> Bool {
    if severity != other.severity { return severity > other.severity }
    if confidence != other.confidence { return confidence > other.confidence }
    return region.count > other.region.count
  }
}

extension Candidate {
  /// The clause that holds, which all of its candidates share.
  final class Origin: Sendable {
    let rule: Rule
    let clause: Clause
    /// Which of the rule's clauses it is.
    let order: Int

    init(_ rule: Rule, _ clause: Clause, order: Int) {
      self.rule = rule
      self.clause = clause
      self.order = order
    }

    var severity: Severity { clause.severity ?? rule.documentation.severity }
    var confidence: Confidence { clause.confidence ?? rule.documentation.confidence }
    var message: String { clause.message ?? rule.message }
    var isExposure: Bool { rule.documentation.category == .exposure }
  }

  var severity: Severity { origin.severity }
  var confidence: Confidence { origin.confidence }
}
