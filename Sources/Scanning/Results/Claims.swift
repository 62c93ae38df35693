internal import Findings
internal import Rules

/// Where the secrets stand that each rule tells of, or leaves to a more specific one.
struct Claims: Sendable {
  /// Of each rule once; they are a few, so that to look through them takes less than to hash an ID.
  private var claims: [Claim] = []

  private struct Claim {
    let rule: RuleID
    /// In order of offset; those of one text and rule do not overlap.
    var secrets: [Range<Int>]
  }

  /// Claims nothing.
  init() {}

  /// Takes the secrets that a rule tells of, in any order.
  mutating func add(_ secrets: [Range<Int>], of rule: RuleID) {
    guard !secrets.isEmpty else { return }
    guard let place = claims.firstIndex(where: { $0.rule == rule }) else {
      claims.append(Claim(rule: rule, secrets: secrets.inOrder()))
      return
    }
    for secret in secrets { claims[place].secrets.insertInOrder(secret) }
  }

  /// True where a rule leaves a secret to a more specific one.
  func silence(_ rule: Rule, about secret: Range<Int>) -> Bool {
    claims.contains { claim in
      rule.yieldsTo.contains(claim.rule)
        && claim.secrets.overlapping(secret).contains { $0.overlaps(secret) }
    }
  }

  /// Adds those of another reading of the text, in its offsets.
  mutating func add(_ other: Claims) {
    for claim in other.claims { add(claim.secrets, of: claim.rule) }
  }

  /// The same in offsets of the text that this one was taken from.
  func moved(to place: (Range<Int>) -> Range<Int>) -> Claims {
    var moved = Claims()
    for claim in claims { moved.add(claim.secrets.map(place), of: claim.rule) }
    return moved
  }
}
