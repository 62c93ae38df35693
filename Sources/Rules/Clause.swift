public import Findings

/// One way in which a rule may hold: a piece of evidence, and what has to stand near it.
public struct Clause: Hashable, Sendable {
  /// What opens the clause.
  public enum Trigger: Hashable, Sendable {
    /// Any of these evidence patterns.
    case evidence([String])
    /// A suppression comment of this kind.
    case suppression(SuppressionProblem)
  }

  /// What may be wrong with a suppression comment.
  public enum SuppressionProblem: String, CaseIterable, Hashable, Sendable {
    /// It has no reason, or names a rule that does not exist.
    case invalid
    /// Its `until` has passed.
    case expired
    /// It covers no finding.
    case unused
  }

  /// Whether something in the unit, or in its path, has to point at Pleo.
  public enum Context: String, CaseIterable, Hashable, Sendable {
    /// Something has to.
    case required
    /// Nothing may.
    case absent
  }

  /// What opens the clause.
  public let trigger: Trigger
  /// The capture group that is reported; nil is the evidence's own choice.
  public let region: String?
  /// Whether the unit has to point at Pleo; nil does not ask.
  public let context: Context?
  /// What has to stand near, and what must not; the first that has to is the related location.
  public let relations: [Relation]
  /// True where the clause is asked of each place to which names carry the evidence, and reports it.
  public let isAtUse: Bool
  /// An expression for the path of the artifact; nil does not ask.
  public let artifactPath: String?
  /// The surroundings of which the region has to stand in one; none does not ask.
  public let surroundings: [Surrounding]
  /// Whether the `exp` of a decoded token has to have passed; nil does not ask.
  public let isExpired: Bool?
  /// How bad a finding of this clause is; nil is the rule's own.
  public let severity: Severity?
  /// How likely a finding of this clause is true; nil is the rule's own.
  public let confidence: Confidence?
  /// What a finding of this clause says; nil is the rule's own.
  public let message: String?

  /// Creates a clause.
  public init(
    trigger: Trigger, region: String? = nil, context: Context? = nil, relations: [Relation] = [],
    isAtUse: Bool = false, artifactPath: String? = nil, surroundings: [Surrounding] = [],
    isExpired: Bool? = nil, severity: Severity? = nil, confidence: Confidence? = nil,
    message: String? = nil
  ) {
    self.trigger = trigger
    self.region = region
    self.context = context
    self.relations = relations
    self.isAtUse = isAtUse
    self.artifactPath = artifactPath
    self.surroundings = surroundings
    self.isExpired = isExpired
    self.severity = severity
    self.confidence = confidence
    self.message = message
  }
}

/// What has to stand near a piece of evidence, or must not.
public struct Relation: Hashable, Sendable {
  /// The evidence, any of which counts.
  public let evidence: [String]
  /// False where none of it may stand there.
  public let isPresent: Bool
  /// How near.
  public let distance: Distance
  /// True where it may hold by another call of a function than those that stand before it.
  public let isByAnyCall: Bool

  /// Creates a relation.
  public init(
    _ evidence: [String], isPresent: Bool = true, within distance: Distance = .request,
    isByAnyCall: Bool = false
  ) {
    self.evidence = evidence
    self.isPresent = isPresent
    self.distance = distance
    self.isByAnyCall = isByAnyCall
  }
}

/// How near two pieces of evidence have to be.
public enum Distance: String, CaseIterable, Hashable, Sendable {
  /// One lies in the other, or they share bytes.
  case value
  /// The same statement, call, command or log record, continued lines joined.
  case request
  /// The same block of a configuration file: keys side by side, or one of them around the other.
  case block
  /// The same unit; in a stream, 64 KiB apart at most.
  case file
  /// The same request or block, where one of them stands in another artifact of the scan and came
  /// here by a name: an import of a constant, an environment file that is named.
  case project
}
