/// How the bytes beside a keyword decide whether it counts.
public struct KeywordBoundary: Hashable, Sendable {
  /// The literal, as it is written.
  public let keyword: String
  /// The words that may follow it without a break, in lowercase, such as `token` in `pleotoken`.
  public let continuations: [String]

  /// Asks for a keyword to be a word of a name.
  public init(keyword: String, continuations: [String]) {
    self.keyword = keyword
    self.continuations = continuations
  }
}
