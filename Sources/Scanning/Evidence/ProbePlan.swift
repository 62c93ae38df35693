internal import Rules

/// What is asked at a hit of a keyword, and of which patterns.
///
/// Patterns that ask the same of the bytes around are asked together, so that many cost as little as
/// few until one of them may match.
struct ProbePlan: Sendable {
  /// Patterns with the same conditions and the same reach.
  struct Group: Sendable {
    fileprivate let key: Key
    fileprivate(set) var members: [Member]

    /// True where what stands beside a keyword may be a match.
    func isOpen(to bits: GateTable.Bits, inCode: Bool) -> Bool {
      (inCode || !key.isOfCode) && key.gate.areAll(in: bits) && !members.isEmpty
    }

    var reachBefore: Int { key.reachBefore }
    var reachAfter: Int { key.reachAfter }
    /// True where each asks for one of its words.
    var needsWords: Bool { key.needsWords }
  }

  /// A pattern, with the bits of its words; none asks for none.
  struct Member: Sendable {
    let number: Int
    let expression: String
    let words: WordTable.Bits
  }

  fileprivate struct Key: Hashable, Sendable {
    let gate: GateTable.Bits
    let isOfCode: Bool
    let reachBefore: Int
    let reachAfter: Int
    let needsWords: Bool
  }

  private(set) var groups: [Group] = []
  /// What any of the groups asks of the bytes beside the keyword.
  private(set) var asked = GateTable.Bits()
  private var isContextInCode = false
  private var isContextInLogs = false

  /// True where the keyword is a sign of Pleo.
  func isContext(inCode: Bool) -> Bool { inCode ? isContextInCode : isContextInLogs }

  /// Plans what is asked of some patterns, by number.
  init(
    _ numbers: [Int], of patterns: [EvidencePattern], _ gateBits: [GateTable.Bits],
    _ words: WordTable
  ) {
    var places: [Key: Int] = [:]
    let asksForWords = Self.isWorthWords(numbers.map { patterns[$0] })
    for number in numbers {
      let pattern = patterns[number]
      let bits = asksForWords ? words.bits[number] : WordTable.noBits
      let key = Key(
        gate: gateBits[number], isOfCode: pattern.isOfCode,
        reachBefore: pattern.reachBefore, reachAfter: pattern.reachAfter,
        needsWords: bits != WordTable.noBits)
      if pattern.isContext {
        isContextInCode = true
        isContextInLogs = isContextInLogs || !pattern.isOfCode
      }
      let place = places[key] ?? groups.count
      if place == groups.count {
        groups.append(Group(key: key, members: []))
        places[key] = place
        asked = asked | key.gate
      }
      // Without an expression the keyword itself is what is looked for, and it stands there.
      guard let expression = pattern.pattern else { continue }
      groups[place].members.append(Member(number: number, expression: expression, words: bits))
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

extension EvidencePattern {
  /// True where it means nothing in a log: a name that code uses, a call.
  var isOfCode: Bool { isCode || checks.contains(.reference) }
}
