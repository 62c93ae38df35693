/// What is wrong with a rule file: the file, the key in it, and the cure.
public struct RuleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file as it was named.
  public let file: String
  /// Where in the file, such as `rule "pleo-api-key", key "severity"` or `line 3, column 7`.
  public let place: String
  /// What is wrong and what to do, as a sentence.
  public let message: String

  /// Creates an error.
  public init(file: String, place: String, message: String) {
    self.file = file
    self.place = place
    self.message = message
  }

  /// A sentence that names the file, the place and the cure.
  public var description: String {
    place.isEmpty ? "\(file): \(message)" : "\(file): \(place): \(message)"
  }
}
