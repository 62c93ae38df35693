internal import Rules

/// What is asked at a hit of a keyword, and of which patterns.
///
/// Patterns that ask the same of the bytes around are asked together, so that many cost as little as
/// few until one of them may match.
struct ProbePlan: Sendable {
  /// What patterns ask that are asked together; it is looked up at every hit, and holds no reference.
  struct Condition: Equatable, Sendable {
    private let gate: GateTable.Bits
    private let needsSign: Bool
    private let reachBefore: Int
    private let reachAfter: Int
    /// True where each asks for one of its words.
    let needsWords: Bool

    fileprivate init(
      of pattern: EvidencePattern, _ gate: GateTable.Bits, _ needsSign: Bool, _ needsWords: Bool
    ) {
      self.gate = gate
      self.needsSign = needsSign
      self.needsWords = needsWords
      reachBefore = pattern.reachBefore
      reachAfter = pattern.reachAfter
    }

    /// True where what stands beside a keyword may be a match.
    func isOpen(to bits: GateTable.Bits, hasSign: Bool) -> Bool {
      (hasSign || !needsSign) && gate.areAll(in: bits)
    }

    /// The bytes around a keyword that decide, in a text of some bytes.
    func zone(around keyword: Range<Int>, in count: Int) -> Range<Int> {
      max(0, keyword.lowerBound - reachBefore)..<min(count, keyword.lowerBound + reachAfter)
    }
  }

  /// A pattern, with the bits of its words; one that asks for none has all.
  struct Member: Sendable {
    let number: Int
    let expression: String
    let words: WordTable.Bits
  }

  private(set) var conditions: [Condition] = []
  /// The patterns that ask for each of the conditions.
  private(set) var members: [[Member]] = []
  /// For each condition, the words of its patterns: where none of them is near, no pattern is tried.
  private(set) var words: [WordTable.Bits] = []
  /// What any of the conditions asks of the bytes beside the keyword.
  private(set) var asked = GateTable.Bits()
  /// True where the keyword is a sign of Pleo.
  private(set) var isContext = false

  /// Plans what is asked of some patterns, by number.
  init(
    _ numbers: [Int], of patterns: [EvidencePattern], _ gateBits: [GateTable.Bits],
    _ signs: SignSelection, _ words: WordTable
  ) {
    let asksForWords = Self.isWorthWords(numbers.map { patterns[$0] })
    for number in numbers {
      isContext = isContext || patterns[number].isContext
      // Without an expression the keyword itself is what is looked for, and it stands there.
      guard let expression = patterns[number].pattern else { continue }
      let needsWords = asksForWords && words.bits[number] != WordTable.noBits
      let bits = needsWords ? words.bits[number] : WordTable.allBits
      let condition = Condition(
        of: patterns[number], gateBits[number], signs.needsSign[number], needsWords)
      asked = asked | gateBits[number]
      let place = conditions.firstIndex(of: condition) ?? conditions.count
      if place == conditions.count {
        conditions.append(condition)
        members.append([])
        self.words.append(WordTable.noBits)
      }
      self.words[place] |= bits
      members[place].append(Member(number: number, expression: expression, words: bits))
    }
  }

  /// True where looking for words near each hit takes less than to try some patterns that need them.
  private static func isWorthWords(_ patterns: [EvidencePattern]) -> Bool {
    let needing = patterns.filter { !$0.gate.holds.isEmpty }
    return needing.count > mostTried
      || needing.contains { $0.reachBefore + $0.reachAfter > longestTried }
  }

  /// So few patterns that look no further than so many bytes are tried at once.
  private static let (mostTried, longestTried) = (3, 1024)
}
