/// The line of a finding, cut to its neighbourhood, with every secret in it marked as one.
///
/// Whoever shows it decides about the secrets: a report shows ``Credential/redacted``, and only
/// a user who asks by name sees more.
public struct Snippet: Hashable, Sendable {
  /// A piece of the line.
  public struct Piece: Hashable, Sendable {
    /// What the piece is.
    public let content: Content
    /// True where the piece lies in the region of the finding.
    public let isMarked: Bool

    /// Creates a piece.
    public init(_ content: Content, isMarked: Bool) {
      self.content = content
      self.isMarked = isMarked
    }
  }

  /// What a piece of a line may be.
  public enum Content: Hashable, Sendable {
    /// Text that may be shown; control characters are still in it.
    case text(String)
    /// A credential that was found.
    case credential(Credential)
    /// A run of characters that may be anyone's secret; what it was is not kept.
    case masked
    /// A part of the line that was left out because the line is long.
    case omitted
  }

  /// The widest line that is shown, in characters of the input.
  public static let widest = 160

  /// The pieces from left to right.
  public let pieces: [Piece]

  /// Creates a snippet of pieces.
  public init(pieces: [Piece]) { self.pieces = pieces }
}
