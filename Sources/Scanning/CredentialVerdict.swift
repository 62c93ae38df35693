public import Findings

/// What can be said about a credential that stands by itself.
public struct CredentialVerdict: Hashable, Sendable {
  /// The credential, which prints redacted.
  public let credential: Credential
  /// What it is called, such as `API key`.
  public let name: String
  /// The environment that it is of, where it says so.
  public let environment: String?
  /// When it expires by its own word, in seconds since 1970.
  public let expiry: Int?
  /// What speaks against it being a real one, each as a sentence without a full stop.
  public let doubts: [String]
  /// How sure it is that it is what it is called.
  public let confidence: Confidence
  /// Why it is as sure as that.
  public let reason: String

  /// True where nothing speaks against its format.
  public var isPlausible: Bool { doubts.isEmpty }
}
