/// One place where a rule holds (SARIF calls it a result, §3.27).
public struct Finding: Hashable, Sendable {
  /// The rule.
  public let ruleID: RuleID
  /// How bad it is if true.
  public let severity: Severity
  /// How likely it is true.
  public let confidence: Confidence
  /// What is wrong, in one line without a full stop and without a secret.
  public let message: String
  /// Where.
  public let location: Location
  /// The other half of a relation, nearest first.
  public let relatedLocations: [RelatedLocation]
  /// The line, its secrets marked.
  public let snippet: Snippet
  /// The credential that is exposed or misused, where the text holds it.
  public let credential: Credential?
  /// What knows the finding again.
  public let fingerprint: Fingerprint
  /// The accepted suppression that covers it, if one does.
  public let suppression: Suppression?
  /// Whether it was there before what is looked at; nil where there is nothing to compare with.
  public private(set) var baselineState: BaselineState?
  /// The commit that it came with, where history is scanned.
  public private(set) var commit: CommitReference?
  /// Whether the same credential stands in what is checked out; nil where that was not asked.
  public private(set) var standsAtHead: Bool?

  /// Creates a finding from all that is known of it.
  public init(
    ruleID: RuleID, severity: Severity, confidence: Confidence, message: String,
    location: Location, relatedLocations: [RelatedLocation] = [], snippet: Snippet,
    credential: Credential? = nil, fingerprint: Fingerprint, suppression: Suppression? = nil
  ) {
    self.ruleID = ruleID
    self.severity = severity
    self.confidence = confidence
    self.message = message
    self.location = location
    self.relatedLocations = relatedLocations
    self.snippet = snippet
    self.credential = credential
    self.fingerprint = fingerprint
    self.suppression = suppression
  }

  /// True where an accepted suppression covers it.
  public var isSuppressed: Bool { suppression != nil }

  /// True where it was there before, so that it fails no run.
  public var isUnchanged: Bool { baselineState == .unchanged }

  /// The finding, as one that came with a commit.
  public func brought(by commit: CommitReference) -> Finding {
    var finding = self
    finding.commit = commit
    return finding
  }

  /// The finding, as one that a history holds: the commit where that is known, and whether what was found
  /// stands in what is checked out.
  public func brought(by commit: CommitReference?, standsAtHead: Bool) -> Finding {
    var finding = self
    finding.commit = commit
    finding.standsAtHead = standsAtHead
    return finding
  }

  /// The finding, with whether it was there before.
  public func marked(as state: BaselineState) -> Finding {
    var finding = self
    finding.baselineState = state
    return finding
  }
}

extension Finding: Comparable {
  /// Orders by path, offset, rule, and then the longer one last: the order of every report.
  public static func < (left: Finding, right: Finding) -> Bool {
    let (a, b) = (left.location, right.location)
    if a.path != b.path { return a.path < b.path }
    let (r, s) = (a.region.byteRange, b.region.byteRange)
    if r.lowerBound != s.lowerBound { return r.lowerBound < s.lowerBound }
    if left.ruleID != right.ruleID { return left.ruleID < right.ruleID }
    return r.upperBound < s.upperBound
  }
}
