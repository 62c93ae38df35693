internal import Findings

/// A text under analysis: what it is, and where it stands in its artifact.
struct Unit: Sendable {
  let traits: ArtifactTraits
  /// True where the text is a window of a larger artifact, in which relations reach less far.
  let isStream: Bool
  /// The part of the text whose findings are wanted.
  let core: Range<Int>
  /// Where the text stands in the artifact.
  let origin: Origin
  /// What other artifacts of the scan offer by name, once that is known.
  var project: Project?
  /// How many encodings the text was taken out of.
  var depth = 0
  /// True where a sign of Pleo stands around the text that this one was taken out of.
  var isInContext = false

  /// How offsets of the text become offsets of the artifact.
  enum Origin: Sendable {
    /// The text is the bytes of the artifact from an offset on.
    case bytes(from: Int)
    /// The text was decoded from the bytes from an offset on.
    case utf16(UTF16Text, from: Int)

    func byteRange(of range: Range<Int>) -> Range<Int> {
      switch self {
      case .bytes(let start):
        return range.lowerBound + start..<range.upperBound + start
      case .utf16(let text, let start):
        let inner = text.origin(of: range)
        return inner.lowerBound + start..<inner.upperBound + start
      }
    }

    /// The offset in the artifact of the bytes that the text was taken from.
    var start: Int {
      switch self {
      case .bytes(let start), .utf16(_, let start): start
      }
    }

    /// The first place in the text that stands at an offset of the artifact or after it.
    func place(ofByte offset: Int) -> Int {
      switch self {
      case .bytes(let start): offset - start
      case .utf16(let text, let start): text.place(ofOrigin: offset - start)
      }
    }
  }

  /// In a stream, how many lines away a sign of Pleo may be.
  static let contextLines = 20

  /// True where it is known that no other artifact offers it anything, or asks it for something.
  var isAlone: Bool { project?.isEmpty ?? false }

  /// True where names are read as code and configuration use them.
  var readsCode: Bool { !isStream && !traits.isLog }

  /// Reads the comments and requests of the text; a stream has records, and no comments.
  func sourceMap(of text: Span<UInt8>) -> SourceMap {
    SourceReader.read(text, as: isStream ? .log : traits.language, isLog: traits.isLog)
  }

  /// The same, in a stream only where it is near some places.
  func sourceMap(of text: Span<UInt8>, near places: [Range<Int>]) -> SourceMap {
    guard isStream else { return sourceMap(of: text) }
    return SourceReader.readRecords(text, around: places, isLog: traits.isLog)
  }
}
