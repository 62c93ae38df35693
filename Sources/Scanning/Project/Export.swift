internal import Findings

/// A piece of evidence to which an artifact gives a name that other artifacts can use.
public struct Export: Hashable, Sendable {
  /// The name: of a constant, of a key, of a variable in an environment file.
  let name: [UInt8]
  /// The type or the object that the name is a member of, if any.
  let holder: [UInt8]?
  /// The number of the evidence's pattern.
  let pattern: Int
  /// What its named groups hold, as messages may show it.
  let words: [String: String]
  /// The secret, if it is one.
  let credential: Credential?
  /// Where the evidence stands.
  let location: Location
}

/// An export whose lines are not counted yet.
struct LocalExport: Sendable {
  let name: [UInt8]
  let holder: [UInt8]?
  let pattern: Int
  let words: [String: String]
  let credential: Credential?
  /// The offsets in the artifact.
  let byteRange: Range<Int>

  /// The same with its location, for an artifact that was read whole.
  func placed(
    by lines: inout LineIndex, in bytes: Span<UInt8>, _ path: ArtifactPath
  ) -> Export {
    let start = lines.place(of: byteRange.lowerBound, in: bytes)
    let end = lines.place(of: byteRange.upperBound, in: bytes)
    let region = Region(
      byteRange: byteRange, start: Position(line: start.line + 1, column: start.column + 1),
      end: Position(line: end.line + 1, column: end.column + 1))
    return Export(
      name: name, holder: holder, pattern: pattern, words: words, credential: credential,
      location: Location(path: path, region: region))
  }
}

/// What one artifact has to do with others of its scan.
public struct ArtifactShare: Sendable {
  /// What it offers them, in order of offset.
  public var exports: [Export] = []
  /// True where it may use what others offer: something in it points at Pleo, and it has names.
  public var isOpen = false

  /// Creates a share of nothing.
  public init() {}

  /// The most that one artifact offers; one with more is data.
  static let mostExports = 64
}
