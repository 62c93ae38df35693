/// Someone's word that a finding is not to be acted on, with the reason (SARIF §3.35).
public struct Suppression: Hashable, Sendable {
  /// Where the word stands.
  public enum Kind: String, Hashable, Sendable {
    /// A comment beside the finding.
    case inSource
    /// A configuration file.
    case external
  }

  /// Where it stands.
  public let kind: Kind
  /// The reason that was given, never empty.
  public let justification: String

  /// Creates a suppression with its reason.
  public init(kind: Kind, justification: String) {
    self.kind = kind
    self.justification = justification
  }
}
