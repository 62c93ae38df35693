public import Findings

/// What the path and the first bytes of an artifact tell about all of it.
public struct ArtifactTraits: Hashable, Sendable {
  /// The path that the artifact is judged by.
  public let path: ArtifactPath
  /// True where it is a log: by its path, or because its first lines begin with a time.
  public let isLog: Bool
  /// True where the first bytes are those of a compressed file or an archive.
  public let isCompressed: Bool
  private(set) var language: Language
  /// Set where all of it is UTF-16.
  let byteOrder: UTF16Text.ByteOrder?

  /// How many of the first bytes are looked at.
  public static let headSize = 4096

  /// Judges an artifact.
  ///
  /// - Parameters:
  ///   - path: The path to judge by.
  ///   - head: The first bytes, at most ``headSize`` of them are looked at.
  public init(path: ArtifactPath, head: Span<UInt8>) {
    self.path = path
    isLog = LogPath.holds(for: path) || LogHead.holds(for: head)
    isCompressed = CompressedHead.holds(for: head)
    byteOrder = UTF16Text.byteOrder(of: head)
    language = isLog ? .log : Self.language(of: path, head, byteOrder)
  }

  private static func language(
    of path: ArtifactPath, _ head: Span<UInt8>, _ order: UTF16Text.ByteOrder?
  ) -> Language {
    guard let order else { return Language.ofNoLog(path, head: head) }
    let start = head.extracting(0..<min(head.count, headSize))
    return Language.ofNoLog(path, head: UTF16Text(start, from: 0, order: order).utf8.span)
  }

  /// The same artifact, as a text in it is judged that was encoded as a whole.
  func ofText(_ text: Span<UInt8>) -> ArtifactTraits {
    var traits = self
    traits.language = .ofText(text)
    return traits
  }
}

/// Whether the first lines of a text are those of a log: they begin with a timestamp, or are JSON
/// objects with a time field.
private enum LogHead {
  private static let timeFields: [StaticBytes] = [
    "\"time\"", "\"timestamp\"", "\"@timestamp\"", "\"ts\"",
  ]
  /// Starts of lines: `9` stands for a digit, `a` for a letter.
  private static let times: [StaticBytes] = [
    "9999-99-99a99:99", "9999-99-99 99:99", "9999/99/99 99:99",
    // Those of syslog, with a day of one digit or two.
    "aaa 99 99:99:99", "aaa  9 99:99:99",
  ]

  static func holds(for head: Span<UInt8>) -> Bool {
    let limit = min(head.count, ArtifactTraits.headSize)
    var (lines, start) = (0, 0)
    while start < limit, lines < 3 {
      let end = head.lineEnd(of: start, limit: limit)
      if end > start {
        guard isLogLine(head.extracting(start..<end)) else { return false }
        lines += 1
      }
      start = end + 1
    }
    return lines > 1
  }

  private static func isLogLine(_ line: Span<UInt8>) -> Bool {
    if line[0] == UInt8(ascii: "{") {
      for field in timeFields where line.holds(field) { return true }
      return false
    }
    var start = 0
    while start < line.count, line[start] == UInt8(ascii: "[") { start += 1 }
    for time in times where hasShape(time, line, at: start) { return true }
    return false
  }

  private static func hasShape(_ shape: StaticBytes, _ line: Span<UInt8>, at start: Int) -> Bool {
    guard start + shape.bytes.count <= line.count else { return false }
    for (offset, sign) in shape.bytes.enumerated() {
      let byte = line[start + offset]
      let isFit =
        switch sign {
        case UInt8(ascii: "9"): byte.isDigit
        case UInt8(ascii: "a"): byte.isLetter
        default: byte == sign
        }
      if !isFit { return false }
    }
    return true
  }
}

/// Whether bytes start as compressed files and archives do: gzip (RFC 1952), Zstandard (RFC 8878),
/// xz, bzip2, zip, 7-Zip, or tar with the magic of POSIX.
private enum CompressedHead {
  private static let starts: [[UInt8]] = [
    [0x1f, 0x8b], [0x28, 0xb5, 0x2f, 0xfd], [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
    [0x42, 0x5a, 0x68], [0x50, 0x4b, 0x03, 0x04], [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
  ]
  private static let tarMagic: StaticBytes = "ustar"
  private static let tarOffset = 257

  static func holds(for head: Span<UInt8>) -> Bool {
    starts.contains { head.starts(with: $0, at: 0) } || head.starts(with: tarMagic, at: tarOffset)
  }
}
