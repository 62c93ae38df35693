/// What says of a value that it is not real.
public struct Placeholders: Hashable, Sendable {
  /// Values that documentation prints, compared whole.
  public let values: [String]
  /// Words, in lowercase, that no real value holds; compared without case, with `_`, `-`, `.` and
  /// spaces left out.
  public let words: [String]

  /// Creates a list of placeholders.
  public init(values: [String] = [], words: [String] = []) {
    self.values = values
    self.words = words
  }
}
