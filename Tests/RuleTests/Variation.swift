import Findings
import Rules
import Testing

@testable import Scanning

/// A way to change the surroundings of an example that has to leave what is found in it as it is.
enum Variation: String, CaseIterable, CustomTestStringConvertible {
  case atTheStart, atTheEnd, afterMultiByteText, withCRLF, besideInvalidBytes, afterAByteOrderMark
  case twiceOnALine

  var testDescription: String { rawValue }

  /// The changed text with the regions in it, or nil where the variation makes no sense.
  func of(_ marked: MarkedText, path: String) -> MarkedText? {
    switch self {
    case .atTheStart:
      marked.dropping(first: marked.bytes.prefix { $0 == 10 }.count)
    case .atTheEnd:
      marked.dropping(last: marked.bytes.reversed().prefix { $0 == 10 }.count)
    case .afterMultiByteText: MarkedText(Array("naïve 日本語 😀 ਊ\n".utf8)) + marked
    case .withCRLF: marked.replacingLineFeeds(by: [13, 10])
    case .besideInvalidBytes:
      MarkedText([0xc3, 0x2e, 0xe2, 0x82, 0xff, 10]) + marked + MarkedText([10, 0xff, 0xc0, 0x80])
    case .afterAByteOrderMark: MarkedText([0xef, 0xbb, 0xbf]) + marked
    case .twiceOnALine: Self.twice(marked, path)
    }
  }

  /// Makes sense where two statements, records or sentences may share a line, and where the first
  /// does not end in a comment.
  private static func twice(_ marked: MarkedText, _ path: String) -> MarkedText? {
    let line = marked.trimmed
    let language = ArtifactTraits(path: ArtifactPath(path), head: line.bytes.span).language
    let map = SourceReader.read(line.bytes.span, as: language, isLog: false)
    guard !line.bytes.contains(10), map.comments.isEmpty,
      [.statements, .records, .prose].contains(language.shape)
    else { return nil }
    return line + MarkedText(Array("; ".utf8)) + line
  }
}

/// A text with the regions that have to be found in it.
struct MarkedText: Equatable {
  var bytes: [UInt8]
  var regions: [Range<Int>] = []

  init(_ bytes: [UInt8], regions: [Range<Int>] = []) {
    self.bytes = bytes
    self.regions = regions
  }

  init?(_ example: Example) {
    guard let marked = example.marked else { return nil }
    self.init(marked.bytes, regions: marked.regions)
  }

  static func + (left: MarkedText, right: MarkedText) -> MarkedText {
    MarkedText(
      left.bytes + right.bytes,
      regions: left.regions + right.regions.map { $0.shifted(by: left.bytes.count) })
  }

  /// Without the line ends around it.
  var trimmed: MarkedText {
    dropping(first: bytes.prefix { $0 == 10 }.count)
      .dropping(last: bytes.reversed().prefix { $0 == 10 }.count)
  }

  func dropping(first count: Int) -> MarkedText {
    MarkedText(Array(bytes.dropFirst(count)), regions: regions.map { $0.shifted(by: -count) })
  }

  func dropping(last count: Int) -> MarkedText {
    MarkedText(Array(bytes.dropLast(min(count, bytes.count))), regions: regions)
  }

  func replacingLineFeeds(by end: [UInt8]) -> MarkedText {
    var changed: [UInt8] = []
    var places: [Int] = []
    for byte in bytes {
      places.append(changed.count)
      changed += byte == 10 ? end : [byte]
    }
    places.append(changed.count)
    return MarkedText(
      changed, regions: regions.map { places[$0.lowerBound]..<places[$0.upperBound] })
  }

  func inserting(_ text: String, at offset: Int) -> MarkedText {
    let new = Array(text.utf8)
    return MarkedText(
      Array(bytes[..<offset]) + new + Array(bytes[offset...]),
      regions: regions.map { $0.lowerBound >= offset ? $0.shifted(by: new.count) : $0 })
  }
}

extension Range<Int> {
  func shifted(by count: Int) -> Range<Int> { lowerBound + count..<upperBound + count }
}
