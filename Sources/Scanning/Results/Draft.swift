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

  /// True where another draft is shown just as this one is.
  func shows(sameAs other: Draft) -> Bool {
    region == other.region && credential == other.credential
  }

  /// The rule that holds.
  var ruleID: RuleID { origin.rule.id }
}
