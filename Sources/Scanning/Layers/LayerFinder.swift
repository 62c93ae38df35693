internal import Patterns

/// Finds the encoded texts in a text, where a keyword says that there may be evidence in one.
///
/// In a stream a layer depends on bytes near its hits alone, and on where these lie in the artifact:
/// cuts change nothing.
struct LayerFinder {
  private let unit: Unit
  /// The text itself, where it is a layer.
  private let outer: DecodedText?
  private let isContext: (EvidenceSearch.Hit) -> Bool

  /// An escape so near to a hit may be part of its evidence, in bytes.
  static let nearEscape = 2 * 1024
  /// How much of a text is decoded on each side of a hit, in bytes: more than a request takes.
  static let reach = 16 * 1024
  /// Texts up to this many bytes are decoded from their start, so that their comments are known.
  static let smallText = 256 * 1024
  /// In a stream, layers are made for each so many bytes of the artifact.
  static let pieceSize = 64 * 1024

  /// Prepares to look into a text.
  ///
  /// - Parameters:
  ///   - unit: The text.
  ///   - outer: How it was decoded, if it was.
  ///   - isContext: Whether a hit is a sign of Pleo.
  init(_ unit: Unit, outer: DecodedText?, isContext: @escaping (EvidenceSearch.Hit) -> Bool) {
    self.unit = unit
    self.outer = outer
    self.isContext = isContext
  }

  /// The layers of a text, in an order that is the same for every window.
  ///
  /// - Complexity: O(*n*) in the bytes near hits, and nothing where none is near an escape.
  func layers(of text: Span<UInt8>, _ hits: KeywordTable.Hits) -> [Layer] {
    guard unit.depth < Layer.deepest else { return [] }
    var layers: [Layer] = []
    let triggers = triggers(in: text, hits)
    for piece in pieces(of: text, from: triggers.first, hits.encoded.first?.offset) {
      if let layer = escapes(in: piece, of: text, triggers, hits) { layers.append(layer) }
      layers += runs(in: piece, of: text, hits)
    }
    return layers
  }

  /// The pieces of a stream that lie side by side, or the whole.
  private func pieces(
    of text: Span<UInt8>, from trigger: Int?, _ encoded: Int?
  ) -> [Range<Int>] {
    guard trigger != nil || encoded != nil else { return [] }
    guard unit.isStream, unit.depth == 0 else { return [0..<text.count] }
    let whole = unit.origin.byteRange(of: 0..<text.count)
    var pieces: [Range<Int>] = []
    var (start, number) = (0, whole.lowerBound / Self.pieceSize + 1)
    while start < text.count {
      let end = min(text.count, unit.origin.place(ofByte: number * Self.pieceSize))
      pieces.append(start..<max(start, end))
      (start, number) = (max(start, end), number + 1)
    }
    return pieces
  }

  /// The hits that an escape is near to, in order of offset.
  private func triggers(in text: Span<UInt8>, _ hits: KeywordTable.Hits) -> [Int] {
    var scout = EscapeScout()
    let encoded = hits.encoded.map(\.offset)
    // The next hit follows soon in most cases, so that a merge is nearly a copy.
    let all =
      encoded.isEmpty ? hits.evidence.map(\.offset) : (hits.evidence.map(\.offset) + encoded)
    let sorted = encoded.isEmpty ? all : all.sorted()
    return sorted.filter { hit in
      let near = max(0, hit - Self.nearEscape)..<min(text.count, hit + Self.nearEscape)
      return scout.stands(in: near, of: text)
    }
  }

  /// The text around the hits of a piece, with one round of escapes undone.
  private func escapes(
    in piece: Range<Int>, of text: Span<UInt8>, _ triggers: [Int], _ hits: KeywordTable.Hits
  ) -> Layer? {
    let zones = zones(in: piece, text.count, triggers)
    guard !zones.isEmpty else { return nil }
    let keepsLines = unit.isStream || unit.traits.isLog
    let decoded = DecodedText(undoing: text, in: zones, keepsLines: keepsLines)
    guard decoded.isDecoded else { return nil }
    let context = unit.isInContext || (!unit.isStream && hits.evidence.contains(where: isContext))
    return Layer(
      kind: .escapes, text: decoded,
      unit: Unit(
        traits: unit.traits, isStream: unit.isStream, core: 0..<decoded.bytes.count,
        origin: .bytes(from: 0), depth: unit.depth + 1, isInContext: context),
      core: piece)
  }

  private func zones(in piece: Range<Int>, _ end: Int, _ triggers: [Int]) -> [Range<Int>] {
    var zones: [Range<Int>] = []
    let first = triggers.firstIndexAfter { $0 < piece.lowerBound - Self.reach }
    for hit in triggers[first...].prefix(while: { $0 < piece.upperBound + Self.reach }) {
      if end <= Self.smallText, piece.count == end { return [0..<end] }
      let zone = max(0, hit - Self.reach)..<min(end, hit + Self.reach)
      if let last = zones.last, last.upperBound >= zone.lowerBound {
        zones[zones.count - 1] = last.lowerBound..<zone.upperBound
      } else {
        zones.append(zone)
      }
    }
    return zones
  }

  /// The runs of digits in which a keyword stands that starts in a piece.
  private func runs(
    in piece: Range<Int>, of text: Span<UInt8>, _ hits: KeywordTable.Hits
  ) -> [Layer] {
    var layers: [Layer] = []
    var known = KnownRuns()
    let hasContext = !unit.isStream && hits.evidence.contains(where: isContext)
    let first = hits.encoded.firstIndexAfter { $0.offset < piece.lowerBound }
    for hit in hits.encoded[first...].prefix(while: { $0.offset < piece.upperBound }) {
      let limits = limits(of: hit.offset, piece, text.count)
      guard let decoded = known.text(around: hit, within: limits, of: text) else { continue }
      let origin = decoded.origin(of: 0..<decoded.bytes.count)
      guard outer?.isDecoded(origin) ?? true else { continue }
      let isInContext =
        unit.isInContext
        || (unit.isStream ? self.hasContext(around: origin, text, hits) : hasContext)
      layers.append(layer(of: decoded, isInContext: isInContext, core: 0..<text.count))
    }
    return layers
  }

  /// What is looked at around a hit: in a stream, no more than every window has.
  private func limits(of hit: Int, _ piece: Range<Int>, _ end: Int) -> Range<Int> {
    let isPiece = unit.isStream && unit.depth == 0
    let reach = isPiece ? Self.pieceSize / 2 : Self.pieceSize
    let middle = isPiece ? piece : hit..<hit
    return max(0, middle.lowerBound - reach)..<min(end, middle.upperBound + reach)
  }

  private func layer(of decoded: DecodedText, isInContext: Bool, core: Range<Int>) -> Layer {
    Layer(
      kind: .run, text: decoded,
      unit: Unit(
        traits: unit.traits.ofText(decoded.bytes.span), isStream: false,
        core: 0..<decoded.bytes.count, origin: .bytes(from: 0), depth: unit.depth + 1,
        isInContext: isInContext),
      core: core)
  }

  /// True where a sign of Pleo stands near enough in a stream.
  private func hasContext(
    around range: Range<Int>, _ text: Span<UInt8>, _ hits: KeywordTable.Hits
  ) -> Bool {
    let near = text.lines(around: range, count: Unit.contextLines, reach: Self.pieceSize)
    let first = hits.evidence.firstIndexAfter { $0.offset < near.lowerBound }
    return hits.evidence[first...].prefix { $0.offset < near.upperBound }.contains(where: isContext)
  }
}

extension EncodedKeyword.Writing {
  fileprivate var encoding: EncodedRun.Encoding? {
    switch self {
    case .escaped: nil
    case .base64: .base64
    case .hex: .hex
    }
  }
}

/// The runs that were decoded last, so that many keywords in one cost no more than one does.
private struct KnownRuns {
  /// How digits are grouped: what is encoded may start at any of them.
  private struct Grouping: Hashable {
    let encoding: EncodedRun.Encoding
    let phase: Int
  }

  private var runs: [Grouping: EncodedRun] = [:]
  private var tokens = TokenReader()
  /// Where the text ends, or the token, that was found last.
  private var ends: [EncodedRun.Encoding: Int] = [:]

  /// The text around a keyword, which comes after those that were asked about; nil where it is too short, part of a
  /// JWT, or was found before.
  mutating func text(
    around hit: KeywordTable.EncodedHit, within limits: Range<Int>, of text: Span<UInt8>
  ) -> DecodedText? {
    let group = hit.keyword.group(at: hit.offset)
    guard let encoding = hit.keyword.writing.encoding, hit.offset >= ends[encoding] ?? 0,
      limits.contains(group)
    else { return nil }
    let grouping = Grouping(encoding: encoding, phase: group % encoding.width)
    let known = runs[grouping].flatMap { $0.holds(group, within: limits) ? $0 : nil }
    let run = known ?? EncodedRun(around: group, encoding, within: limits, in: text, &tokens)
    runs[grouping] = run
    guard let decoded = run.text(around: group, hit.keyword.before) else { return nil }
    ends[encoding] = decoded.origin(of: 0..<decoded.bytes.count).upperBound
    return decoded
  }
}

/// Says of one place after another whether an escape is near, and looks at no byte twice.
private struct EscapeScout {
  private var looked = 0
  private var found: Int?

  /// So far behind a range is looked at once, in bytes: where places are dense, the next asks for it.
  private static let ahead = 4096

  /// True where an escape starts in a range; no range starts before the last one.
  mutating func stands(in range: Range<Int>, of text: Span<UInt8>) -> Bool {
    if let found, found >= range.lowerBound { return found < range.upperBound }
    looked = max(looked, range.lowerBound)
    let end = min(text.count, range.upperBound + Self.ahead)
    while looked < range.upperBound {
      let place = firstEscape(in: text, looked..<end)
      looked = min(place + 1, end)
      guard place < end, Escape(text, at: place) != nil else { continue }
      found = place
      return place < range.upperBound
    }
    return false
  }
}

extension Span where Element == UInt8 {
  /// A range with so many lines on each side of it, and no more than some bytes.
  fileprivate func lines(around range: Range<Int>, count lines: Int, reach: Int) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    let (first, last) = (Swift.max(0, start - reach), Swift.min(count, end + reach))
    for _ in 0...lines where start > first { start = lineStart(of: start - 1, limit: first) }
    for _ in 0...lines where end < last { end = Swift.min(lineEnd(of: end, limit: last) + 1, last) }
    return start..<end
  }
}
