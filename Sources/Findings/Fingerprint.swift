/// What knows a finding again after lines have moved.
///
/// It is made of the rule, the path, the shape of the line with the secrets taken out, and the
/// finding's number among equals in its artifact. It holds nothing of the secret.
public struct Fingerprint: Hashable, Sendable {
  /// The shape of the line: its text without surrounding white space, each secret replaced by its kind.
  public let shape: String
  /// How many findings of the same rule and shape come before it in the artifact, from 0.
  public let occurrence: Int

  /// Creates a fingerprint of a shape and its number among equals.
  public init(shape: String, occurrence: Int) {
    self.shape = shape
    self.occurrence = occurrence
  }
}
