public import Findings

/// What a credential looks like that stands by itself, with nothing around it that says what it is.
public struct CredentialForm: Hashable, Sendable {
  /// What has to be true of a credential of this form for it to be a plausible one.
  public struct Condition: Hashable, Sendable {
    /// The expression that has to match the whole input, or what it decodes to.
    public let pattern: String
    /// What is said where it does not.
    public let otherwise: String

    /// Creates a condition.
    public init(pattern: String, otherwise: String) {
      self.pattern = pattern
      self.otherwise = otherwise
    }
  }

  /// What kind of credential it is, such as `api-key`.
  public let kind: String
  /// What it is called, such as `API key`.
  public let name: String
  /// The expression that the input has to match.
  public let pattern: String
  /// How a part of the match is decoded, and what has to stand in it.
  public let decoding: EvidencePattern.Decoding?
  /// What a plausible credential is not: random too little, a placeholder.
  public let checks: [EvidencePattern.Check]
  /// What else is true of a plausible one.
  public let conditions: [Condition]
  /// An expression for each environment that the input, or what it decodes to, may show.
  public let environments: [String: String]
  /// How sure it is that an input of this form is of this kind.
  public let confidence: Confidence
  /// Why it is as sure as that, as a clause after "because".
  public let reason: String

  /// Creates a form.
  public init(
    kind: String, name: String, pattern: String, decoding: EvidencePattern.Decoding? = nil,
    checks: [EvidencePattern.Check] = [], conditions: [Condition] = [],
    environments: [String: String] = [:], confidence: Confidence, reason: String
  ) {
    self.kind = kind
    self.name = name
    self.pattern = pattern
    self.decoding = decoding
    self.checks = checks
    self.conditions = conditions
    self.environments = environments
    self.confidence = confidence
    self.reason = reason
  }
}
