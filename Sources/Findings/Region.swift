/// A part of an artifact, in bytes and in lines (SARIF §3.30).
public struct Region: Hashable, Sendable {
  /// The offsets of the bytes in the artifact as stored, from 0, half open.
  public let byteRange: Range<Int>
  /// The place of the first character.
  public let start: Position
  /// The place after the last character, on the line of the last character.
  public let end: Position

  /// Creates a region from both of its descriptions, which must agree.
  public init(byteRange: Range<Int>, start: Position, end: Position) {
    self.byteRange = byteRange
    self.start = start
    self.end = end
  }
}

/// A line and a column, both from 1.
///
/// Lines end at LF; a CR before it belongs to the line. Columns count UTF-16 code units, as editors
/// and SARIF's default do; a byte that is no part of valid UTF-8 counts as one.
public struct Position: Hashable, Sendable {
  /// The line, from 1.
  public let line: Int
  /// The column in UTF-16 code units, from 1.
  public let column: Int

  /// Creates a position from a line and a column, both from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
