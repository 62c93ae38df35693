internal import Findings
internal import Rules

/// What the scan of one text came to, in offsets of the artifact.
struct UnitResults: Sendable {
  var findings: [LocalFinding] = []
  /// What the rules tell of, those that are not asked for too.
  var claims = Claims()
  /// The comments that suppress, and that nothing is wrong with.
  var soundComments: [Range<Int>] = []
  var exports: [LocalExport] = []
  /// True where names of the text may mean what other artifacts offer.
  var isOpen = false
  var gaps: [String] = []

  /// Adds what was found by reading the same bytes in another way.
  ///
  /// A text that can be read in two ways is reported once: Latin letters in UTF-16 read the same in
  /// the other byte order, one byte on. What a reading lacks of it, as the first letter of a name that
  /// is a sign of Pleo, the other one has, and neither is known to be the right one.
  mutating func merge(_ other: UnitResults) {
    findings.removeAll(where: other.settles)
    // Findings of one rule do not overlap, so that their ends are in order too.
    let taken = Dictionary(grouping: findings, by: \.ruleID).mapValues {
      $0.map(\.byteRange).inOrder()
    }
    findings += other.findings.filter { finding in
      !settles(finding) && taken[finding.ruleID]?.overlapping(finding.byteRange).isEmpty ?? true
    }
    claims.add(other.claims)
    soundComments = (soundComments + other.soundComments).inOrder()
    gaps += other.gaps
  }

  /// True where this reading knows better of what another one found: that a more specific rule has the
  /// secret, or that the comment is in order.
  private func settles(_ finding: LocalFinding) -> Bool {
    let origin = finding.origin
    if let secret = finding.secretRange { return claims.silence(origin.rule, about: secret) }
    guard case .suppression(_) = origin.clause.trigger else { return false }
    return !soundComments.overlapping(finding.byteRange).isEmpty
  }
}
