internal import Rules

/// A text that stands encoded in another one, and is scanned as a unit of its own.
struct Layer: Sendable {
  /// How it was decoded.
  enum Kind: Hashable, Sendable {
    /// A part of the other text, one round of whose escapes was undone.
    case escapes
    /// The whole of what a run of digits stands for.
    case run
  }

  let kind: Kind
  let text: DecodedText
  let unit: Unit
  /// The part of the other text in which its findings have to start.
  let core: Range<Int>

  /// How many encodings are looked through, one inside the other.
  static let deepest = 3

  /// True where a candidate is to be reported although the other text does not say it.
  ///
  /// How a secret travels, and what it is sent to, is read from statements and strings, and these
  /// are others once their escapes are undone. So more than a secret alone is believed only where
  /// what is reported was itself written with escapes, and in a run, where a secret is at hand. A
  /// quote or a slash after a backslash is not enough: the rules know them as they are.
  func shows(_ candidate: Candidate) -> Bool {
    let isExposure = candidate.origin.isExposure
    switch kind {
    case .run: return isExposure || candidate.evidence.credential != nil
    case .escapes where isExposure && candidate.related.isEmpty:
      return isNew(candidate.evidence.range)
    case .escapes:
      let halves = [candidate.region] + candidate.related.map(\.region)
      return halves.contains { text.isDecoded($0, byAtLeast: 3) }
    }
  }

  /// True where a range may not have shown in the other text.
  ///
  /// What stands right beside it matters too, where that was an escape that ends like a word: `%3D`.
  func isNew(_ range: Range<Int>) -> Bool {
    kind == .run || text.isDecoded(range) || endsEscape(range.lowerBound - 1)
      || endsEscape(range.upperBound)
  }

  private func endsEscape(_ offset: Int) -> Bool {
    guard text.bytes.indices.contains(offset) else { return false }
    return text.origin(of: offset..<offset + 1).count > 2
  }
}
