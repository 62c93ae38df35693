/// How a surrounding is told of whole artifacts: by the path, and by what stands in them.
public struct SurroundingPattern: Hashable, Sendable {
  /// What it tells.
  public let surrounding: Surrounding
  /// An expression for the path.
  public let path: String
  /// An expression of which a match has to stand in the text; nil does not ask.
  public let text: String?
  /// An expression of which no match may stand in the text; nil does not ask.
  public let unless: String?

  /// How many bytes of the text are looked at.
  public static let reach = 256 * 1024

  /// Creates a pattern.
  public init(_ surrounding: Surrounding, path: String, text: String? = nil, unless: String? = nil)
  {
    self.surrounding = surrounding
    self.path = path
    self.text = text
    self.unless = unless
  }
}
