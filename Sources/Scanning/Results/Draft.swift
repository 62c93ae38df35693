internal import Findings
internal import Rules

/// What will be a finding: all of it but its line and its suppression, in offsets of a text.
///
/// As a class, for the same reason as ``Candidate``.
final class Draft: Sendable {
  let origin: Candidate.Origin
  let message: String
  let region: Range<Int>
  let related: [LocalRelated]
  let credential: Credential?
  /// Where the secret stands that is told of.
  let secretRange: Range<Int>?

  init(
    of origin: Candidate.Origin, message: String, region: Range<Int>, related: [LocalRelated],
    credential: Credential?, secretRange: Range<Int>?
  ) {
    self.origin = origin
    self.message = message
    self.region = region
    self.related = related
    self.credential = credential
    self.secretRange = secretRange
  }

  /// The same in offsets of the text that this one was taken from.
  func moved(to place: (Range<Int>) -> Range<Int>) -> Draft {
    Draft(
      of: origin, message: message, region: place(region),
      related: related.map {
        LocalRelated(
          byteRange: place($0.byteRange), message: $0.message, elsewhere: $0.elsewhere)
      },
      credential: credential, secretRange: secretRange.map(place))
  }

  /// Adds to the drafts of a text those of the texts that are encoded in it.
  ///
  /// One problem is one finding. Of those of one rule that overlap, the text's own remains, unless it
  /// is a part of the other, as where a line break cuts a token; and of those about one literal it
  /// remains also where another rule has it.
  static func joined(_ drafts: [Draft], _ others: [Draft]) -> [Draft] {
    guard !others.isEmpty, !drafts.isEmpty else { return drafts + others }
    let whole = Regions(others)
    let kept = drafts.filter { draft in
      !whole.overlapping(draft.region, of: draft.ruleID).contains {
        $0 != draft.region && $0.covers(draft.region)
      }
    }
    let own = Regions(kept)
    let exposures = Set(kept.filter(\.origin.isExposure).map(\.ruleID))
    let new = others.filter { other in
      let rules = other.origin.isExposure ? exposures.union([other.ruleID]) : [other.ruleID]
      return rules.allSatisfy { own.overlapping(other.region, of: $0).isEmpty }
    }
    return (kept + new).sorted { $0.region.lowerBound < $1.region.lowerBound }
  }

  /// True where another draft is shown just as this one is.
  func shows(sameAs other: Draft) -> Bool {
    region == other.region && credential == other.credential
  }

  /// The rule that holds.
  var ruleID: RuleID { origin.rule.id }

  /// The regions of drafts by their rules.
  private struct Regions {
    private let byRule: [RuleID: [Range<Int>]]

    init(_ drafts: [Draft]) {
      byRule = Dictionary(grouping: drafts, by: \.ruleID).mapValues { $0.map(\.region).inOrder() }
    }

    /// Findings of one rule do not overlap, so that their ends are in order too.
    func overlapping(_ region: Range<Int>, of id: RuleID) -> ArraySlice<Range<Int>> {
      byRule[id]?.overlapping(region) ?? []
    }
  }
}

extension Range<Int> {
  fileprivate func covers(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
