internal import Findings
internal import Rules

/// Where the secrets stand that each rule tells of, or leaves to a more specific one.
struct Claims: Sendable {
  /// In order of offset; those of one text and rule do not overlap.
  private var byRule: [RuleID: [Range<Int>]]

  /// Takes the secrets that each rule tells of, in any order.
  init(_ secrets: [RuleID: [Range<Int>]] = [:]) {
    byRule = secrets.mapValues { $0.inOrder() }
  }

  /// True where a rule leaves a secret to a more specific one.
  func silence(_ rule: Rule, about secret: Range<Int>) -> Bool {
    rule.yieldsTo.contains { id in
      byRule[id]?.overlapping(secret).contains { $0.overlaps(secret) } ?? false
    }
  }

  /// Adds those of another reading of the text, in its offsets.
  mutating func add(_ other: Claims) {
    for (rule, secrets) in other.byRule {
      for secret in secrets { byRule[rule, default: []].insertInOrder(secret) }
    }
  }

  /// The same in offsets of the text that this one was taken from.
  func moved(to place: (Range<Int>) -> Range<Int>) -> Claims {
    Claims(byRule.mapValues { $0.map(place) })
  }
}
