internal import Findings

/// Cuts the line of a finding out of a text, with every secret in it taken out.
///
/// This is the redaction of every report: the known credentials become their kind and last four
/// characters, and every other run of twelve or more token characters with a letter and a digit is
/// masked, whoever's it is.
struct SnippetReader {
  /// The places of the credentials of the text, in order of offset.
  private let secrets: [(range: Range<Int>, credential: Credential)]

  /// How much of a long line is shown before the region, in bytes.
  private static let lead = 60
  /// The fewest characters of a run that may be a secret.
  static let shortestMasked = 12
  /// How much of a run is judged beyond what is shown of it, in bytes.
  private static let longestJudged = 256

  /// Knows the secrets of a text.
  ///
  /// - Parameters:
  ///   - evidence: The evidence in the text.
  ///   - encoded: Where in it the secrets stand of the texts that are encoded in it.
  init(
    _ evidence: [[Evidence]], encoded: [(range: Range<Int>, credential: Credential)] = []
  ) {
    var all = evidence.joined().compactMap(\.secret) + encoded
    // Of those in one place, the first remains: the sort keeps their order.
    all.sort { left, right in
      (left.range.lowerBound, -left.range.count) < (right.range.lowerBound, -right.range.count)
    }
    var outermost: [(range: Range<Int>, credential: Credential)] = []
    // One that lies in another is shown with it; the ends of the rest are in order, as the starts are.
    for secret in all where secret.range.upperBound > outermost.last?.range.upperBound ?? 0 {
      outermost.append(secret)
    }
    secrets = outermost
  }

  /// The snippet of a region, and the shape of its line that a fingerprint is made of.
  ///
  /// Where a secret was read in several ways, it is shown as the finding has it.
  func snippet(
    of region: Range<Int>, about credential: Credential? = nil, in text: Span<UInt8>
  ) -> (snippet: Snippet, shape: String) {
    let (line, cutBefore, cutAfter) = window(around: region, in: text)
    var pieces: [Snippet.Piece] = []
    if cutBefore { pieces.append(Snippet.Piece(.omitted, isMarked: false)) }
    for (content, range) in contents(of: line, in: text) {
      let named = Self.named(content, range, at: region, credential)
      for part in split(named, range, at: region, text) { pieces.append(part) }
    }
    if cutAfter { pieces.append(Snippet.Piece(.omitted, isMarked: false)) }
    return (Snippet(pieces: pieces), Self.shape(of: pieces))
  }

  /// A secret with the kind that the finding says it is of.
  private static func named(
    _ content: Snippet.Content, _ range: Range<Int>, at region: Range<Int>,
    _ credential: Credential?
  ) -> Snippet.Content {
    guard case .credential(let known) = content, let credential else { return content }
    return range == region || known.secret == credential.secret ? .credential(credential) : content
  }

  /// Text of a message or a name, with what may be a secret taken out.
  func harmless(_ range: Range<Int>, in text: Span<UInt8>) -> String {
    let limited = range.lowerBound..<min(range.upperBound, range.lowerBound + 80)
    return contents(of: limited, in: text).reduce(into: "") { $0 += Self.plain($1.0) }
  }

  /// The part of the line that is shown, and whether it was cut.
  private func window(
    around region: Range<Int>, in text: Span<UInt8>
  ) -> (Range<Int>, cutBefore: Bool, cutAfter: Bool) {
    let reach = Snippet.widest
    let first = max(0, region.lowerBound - 4 * reach)
    let start = text.lineStart(of: region.lowerBound, limit: first)
    let whole = start == 0 || text[start - 1] == .lineFeed
    var low = start
    if !whole || region.lowerBound - start > reach / 2 {
      low = leftEdge(region.lowerBound - Self.lead, not: region.lowerBound, text)
    }
    let (from, limit) = rightLimit(of: region, from: low, text)
    var high = text.lineEnd(of: from, limit: limit)
    let cutAfter = high == limit && limit < text.count && text[limit] != .lineFeed
    if cutAfter { high = rightEdge(high, not: from, text) }
    high = max(low, text.lineEnd(of: region.lowerBound, limit: high))
    while high > region.lowerBound, high > low, text[high - 1] == 0x0d { high -= 1 }
    return (low..<high, low > start || !whole, cutAfter)
  }

  /// Where what is shown of the region ends, and how far the rest of the line may go.
  ///
  /// A secret takes few columns, however long it is, and is never cut in two.
  private func rightLimit(
    of region: Range<Int>, from low: Int, _ text: Span<UInt8>
  ) -> (from: Int, limit: Int) {
    let half = Snippet.widest / 2
    let same = secrets.firstIndexAfter { $0.range.lowerBound < region.lowerBound }
    let isSecret = same < secrets.count && secrets[same].range == region
    let from = isSecret ? region.upperBound : min(region.upperBound, region.lowerBound + half)
    let taken = (region.lowerBound - low) + (isSecret ? 0 : from - region.lowerBound)
    let limit = min(text.count, from + max(half / 2, Snippet.widest - taken))
    // No secret lies in another, so that their starts and their ends are in order.
    let next = secrets.firstIndexAfter { $0.range.upperBound <= limit }
    guard next < secrets.count, secrets[next].range.lowerBound < limit else { return (from, limit) }
    return (from, secrets[next].range.upperBound)
  }

  /// The edge of a cut before a region: no token is cut in two, none that starts before is shown.
  private func leftEdge(_ edge: Int, not region: Int, _ text: Span<UInt8>) -> Int {
    var offset = max(0, edge)
    guard offset > 0 else { return 0 }
    while offset < region, Self.isRunCharacter(text[offset - 1]) || text[offset] & 0xc0 == 0x80 {
      offset += 1
    }
    return offset
  }

  private func rightEdge(_ edge: Int, not region: Int, _ text: Span<UInt8>) -> Int {
    var offset = edge
    while offset > region, Self.isRunCharacter(text[offset]) || text[offset] & 0xc0 == 0x80 {
      offset -= 1
    }
    return offset
  }

  /// The pieces of a range: credentials where they are known, masks, and text.
  private func contents(
    of range: Range<Int>, in text: Span<UInt8>
  ) -> [(Snippet.Content, Range<Int>)] {
    var contents: [(Snippet.Content, Range<Int>)] = []
    var offset = range.lowerBound
    var index = secrets.firstIndexAfter { $0.range.upperBound <= offset }
    while offset < range.upperBound {
      while index < secrets.count, secrets[index].range.upperBound <= offset { index += 1 }
      let next = index < secrets.count ? secrets[index] : nil
      if let next, next.range.lowerBound <= offset {
        let end = min(next.range.upperBound, range.upperBound)
        contents.append((.credential(next.credential), offset..<end))
        offset = end
      } else {
        let end = min(next?.range.lowerBound ?? range.upperBound, range.upperBound)
        contents += Self.masked(offset..<end, in: text, isCut: end == range.upperBound)
        offset = end
      }
    }
    return contents
  }

  /// Splits text into what may be shown and the runs that may be secrets.
  ///
  /// Where it was cut off, the last run is judged with what follows of it: a part of a secret may be too short to
  /// be told.
  private static func masked(
    _ range: Range<Int>, in text: Span<UInt8>, isCut: Bool
  ) -> [(Snippet.Content, Range<Int>)] {
    let limit = isCut ? min(text.count, range.upperBound + longestJudged) : range.upperBound
    var contents: [(Snippet.Content, Range<Int>)] = []
    var shownFrom = range.lowerBound
    var offset = range.lowerBound
    func show(to end: Int) {
      guard shownFrom < end else { return }
      let shown = String(decoding: text.array(shownFrom..<end), as: UTF8.self)
      contents.append((.text(shown), shownFrom..<end))
    }
    while offset < range.upperBound {
      let (end, isEscaped) = runEnd(from: offset, to: limit, in: text)
      guard end > offset else {
        offset += 1
        continue
      }
      // Escapes that are undone make a run no longer.
      if end - offset >= shortestMasked,
        mayBeSecret(text.array(offset..<end), isEscaped: isEscaped)
      {
        show(to: offset)
        contents.append((.masked, offset..<min(end, range.upperBound)))
        shownFrom = end
      }
      offset = end
    }
    show(to: range.upperBound)
    return contents
  }

  /// The characters of tokens: base64 of both alphabets, JWTs, percent-encoding.
  private static func isRunCharacter(_ byte: UInt8) -> Bool { byte.isTokenCharacter }

  /// The end of the run of token characters that starts at an offset, some of them maybe escaped.
  private static func runEnd(
    from start: Int, to limit: Int, in text: Span<UInt8>
  ) -> (end: Int, isEscaped: Bool) {
    var (end, isEscaped) = (start, false)
    while end < limit {
      if isRunCharacter(text[end]) {
        end += 1
      } else if let length = escapedLength(at: end, to: limit, in: text) {
        (end, isEscaped) = (end + length, true)
      } else {
        break
      }
    }
    return (end, isEscaped)
  }

  /// How many bytes write one token character with escapes, as deep as they are looked through.
  private static func escapedLength(at start: Int, to limit: Int, in text: Span<UInt8>) -> Int? {
    guard text[start] == .backslash || text[start] == UInt8(ascii: "&") else { return nil }
    // The longest is an ampersand that was escaped twice before a number: `&amp;amp;#x0070;`.
    for length in 2...24 where start + length <= limit {
      let undone = text.array(start..<start + length).undoingEscapes(rounds: Layer.deepest)
      if undone.count == 1, isRunCharacter(undone[0]) { return length }
    }
    return nil
  }

  /// True where a run may be a secret as it stands or with its escapes undone.
  private static func mayBeSecret(_ run: [UInt8], isEscaped: Bool) -> Bool {
    if !isEscaped, mayBeSecret(run) { return true }
    guard isEscaped || run.contains(UInt8(ascii: "%")) else { return false }
    return run.undoingEscapes(rounds: Layer.deepest)
      .split { !isRunCharacter($0) }.contains { mayBeSecret(Array($0)) }
  }

  /// A run of twelve or more with a letter and a digit, unless all its parts read as words, short
  /// numbers or versions: paths and host names are what a reader needs to see.
  private static func mayBeSecret(_ run: [UInt8]) -> Bool {
    guard run.count >= shortestMasked, run.contains(where: \.isLetter),
      run.contains(where: \.isDigit)
    else { return false }
    let joiners: [UInt8] = Array("/.-_".utf8)
    return !run.split(whereSeparator: joiners.contains).allSatisfy(readsAsWord)
  }

  private static func readsAsWord(_ part: ArraySlice<UInt8>) -> Bool {
    if part.count <= 4 { return true }
    guard part.allSatisfy(\.isLetter) else { return part.count <= 8 && part.allSatisfy(\.isDigit) }
    // One case, or words that each start with one capital.
    let capitals = part.filter(\.isUppercase).count
    return capitals == 0 || capitals == part.count || capitals <= (part.count + 2) / 4
  }

  /// Splits a piece where the region starts or ends in it.
  private func split(
    _ content: Snippet.Content, _ range: Range<Int>, at region: Range<Int>, _ text: Span<UInt8>
  ) -> [Snippet.Piece] {
    guard case .text = content else {
      return [Snippet.Piece(content, isMarked: range.overlaps(region))]
    }
    // Both within the piece, so that no part of it reaches into what is next to it.
    let start = min(max(region.lowerBound, range.lowerBound), range.upperBound)
    let end = min(max(region.upperBound, start), range.upperBound)
    let parts = [range.lowerBound..<start, start..<end, end..<range.upperBound]
    return parts.filter { !$0.isEmpty }.map { part in
      Snippet.Piece(
        .text(String(decoding: text.array(part), as: UTF8.self)), isMarked: part.overlaps(region))
    }
  }

  private static func shape(of pieces: [Snippet.Piece]) -> String {
    let line = pieces.map { plain($0.content, showsTail: false) }.joined()
    return String(line.drop { $0.isWhitespace }.dropLast { $0.isWhitespace })
  }

  private static func plain(_ content: Snippet.Content, showsTail: Bool = true) -> String {
    switch content {
    case .text(let text): text
    case .credential(let credential): showsTail ? credential.redacted : credential.kind + "…"
    case .masked, .omitted: "…"
    }
  }
}

extension Evidence {
  /// Its secret, and where it stands.
  fileprivate var secret: (range: Range<Int>, credential: Credential)? {
    guard let secretRange, let credential else { return nil }
    return (secretRange, credential)
  }
}
