/// A secret and what it is for.
public struct Credential: Hashable, Sendable {
  /// What kind of credential it is, such as `api-key`; the words come from the rule files.
  public let kind: String
  /// The secret, decoded.
  public let secret: SecretText

  /// Creates a credential.
  public init(kind: String, secret: SecretText) {
    self.kind = kind
    self.secret = secret
  }

  /// The one form in which every report shows a credential: its kind, `…`, and its last four
  /// characters where it has at least 16.
  public var redacted: String { kind + secret.description }
}
