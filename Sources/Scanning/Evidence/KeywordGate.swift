internal import Rules

/// The cheap conditions of one evidence pattern on the bytes beside a keyword, or on a name.
struct KeywordGate: Sendable {
  private let precededBy: [[UInt8]]
  private let followedBy: [[UInt8]]
  private let nameHolds: WordList

  /// How far the rest of a name is read, in bytes; names are shorter.
  private static let longestName = 128

  /// Prepares a gate; nil where it asks nothing.
  init?(_ gate: EvidencePattern.Gate) {
    if gate == EvidencePattern.Gate(holds: gate.holds) { return nil }
    precededBy = gate.precededBy.map { Array($0.utf8) }
    followedBy = gate.followedBy.map { Array($0.utf8) }
    nameHolds = WordList(gate.nameHolds)
  }

  /// True where a match may be around a keyword.
  func holds(_ text: Span<UInt8>, around keyword: Range<Int>) -> Bool {
    (precededBy.isEmpty
      || precededBy.contains { text.starts(with: $0, at: keyword.lowerBound - $0.count) })
      && (followedBy.isEmpty
        || followedBy.contains { text.starts(with: $0, at: keyword.upperBound) })
      && (nameHolds.isEmpty || isInName(text, from: keyword.upperBound))
  }

  /// True where what holds a value, or a path, may match the expression for it.
  func holds(name: Span<UInt8>) -> Bool {
    nameHolds.isEmpty || nameHolds.stands(in: name, 0..<name.count)
  }

  private func isInName(_ text: Span<UInt8>, from start: Int) -> Bool {
    var end = start
    let limit = min(text.count, start + Self.longestName)
    while end < limit, Self.isPartOfName(text[end]) { end += 1 }
    return nameHolds.stands(in: text, start..<end)
  }

  /// What names are made of, with the joints of configuration paths.
  private static func isPartOfName(_ byte: UInt8) -> Bool {
    byte.isNameCharacter || byte == 0x2d || byte == 0x2e || byte == 0x3a
  }
}
