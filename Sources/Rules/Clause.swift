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
  /// The evidence of which one has to stand within ``distance``; it is the related location.
  public let related: [String]
  /// The evidence of which none may stand within ``distance``.
  public let excluded: [String]
  /// How near ``related`` and ``excluded`` are.
  public let distance: Distance
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
    trigger: Trigger, region: String? = nil, context: Context? = nil, related: [String] = [],
    excluded: [String] = [], distance: Distance = .request, isExpired: Bool? = nil,
    severity: Severity? = nil, confidence: Confidence? = nil, message: String? = nil
  ) {
    self.trigger = trigger
    self.region = region
    self.context = context
    self.related = related
    self.excluded = excluded
    self.distance = distance
    self.isExpired = isExpired
    self.severity = severity
    self.confidence = confidence
    self.message = message
  }
}

/// How near two pieces of evidence have to be.
public enum Distance: String, CaseIterable, Hashable, Sendable {
  /// One lies in the other, or they share bytes.
  case value
  /// The same statement, call, command or log record, continued lines joined.
  case request
  /// The same unit; in a stream, 64 KiB apart at most.
  case file
}
