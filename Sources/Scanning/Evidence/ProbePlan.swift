internal import Rules

/// What is asked at the hits of keywords, and of which patterns.
///
/// Patterns that ask the same of the bytes around are asked together, so that many cost as little as
/// few until one of them may match. All of it is looked up at every hit, and lies in few lists of
/// values without references.
struct ProbePlan: Sendable {
  /// What is asked at a hit of one kind.
  struct Probe: Sendable {
    /// Its conditions, in the list of all.
    fileprivate(set) var conditions: Range<Int>
    /// What any of the conditions asks of the bytes beside the keyword.
    fileprivate(set) var asked = GateTable.Bits()
    /// True where the keyword is a sign of Pleo.
    fileprivate(set) var isContext = false
  }

  /// What patterns ask that are asked together.
  struct Condition: Sendable {
    private let question: Question
    /// The patterns that ask for it, in the list of all.
    let members: Range<Int>
    /// The words of its patterns: where none of them is near, no pattern is tried.
    let words: WordTable.Bits

    fileprivate init(_ question: Question, _ members: Range<Int>, _ words: WordTable.Bits) {
      self.question = question
      self.members = members
      self.words = words
    }

    /// True where each of its patterns asks for one of its words.
    var needsWords: Bool { question.needsWords }

    /// True where what stands beside a keyword may be a match.
    func isOpen(to bits: GateTable.Bits, hasSign: Bool) -> Bool {
      (hasSign || !question.needsSign) && question.gate.areAll(in: bits)
    }

    /// How far around a keyword what decides may stand.
    var reach: Reach { question.reach }
  }

  /// How far something may stand from the start of a keyword, in bytes.
  struct Reach: Equatable, Sendable {
    var before = 0
    var after = 0

    /// As far as either.
    func union(_ other: Reach) -> Reach {
      Reach(before: max(before, other.before), after: max(after, other.after))
    }

    /// The bytes around a keyword, in a text of some bytes.
    func zone(around keyword: Range<Int>, in count: Int) -> Range<Int> {
      max(0, keyword.lowerBound - before)..<min(count, keyword.lowerBound + after)
    }
  }

  /// A pattern, with the bits of its words; one that asks for none has all.
  struct Member: Sendable {
    let number: Int
    let words: WordTable.Bits
  }

  /// What patterns have to agree in to be asked together.
  fileprivate struct Question: Equatable {
    let gate: GateTable.Bits
    let needsSign: Bool
    let needsWords: Bool
    let reach: Reach
  }

  /// What is asked at a hit, by its kind.
  private(set) var probes: [Probe] = []
  private(set) var conditions: [Condition] = []
  private(set) var members: [Member] = []

  /// Plans what is asked of some patterns, by number, at each kind of hit.
  init(
    _ kinds: [[Int]], of patterns: [EvidencePattern], _ gateBits: [GateTable.Bits],
    _ signs: SignSelection, _ words: WordTable
  ) {
    for numbers in kinds {
      let asksForWords = Self.isWorthWords(numbers.map { patterns[$0] })
      var probe = Probe(conditions: conditions.count..<conditions.count)
      var groups: [(question: Question, members: [Member])] = []
      for number in numbers {
        let pattern = patterns[number]
        probe.isContext = probe.isContext || pattern.isContext
        // Without an expression the keyword itself is what is looked for, and it stands there.
        guard pattern.pattern != nil else { continue }
        probe.asked = probe.asked | gateBits[number]
        let needsWords = asksForWords && words.bits[number] != WordTable.noBits
        let question = Question(
          gate: gateBits[number], needsSign: signs.needsSign[number], needsWords: needsWords,
          reach: Reach(before: pattern.reachBefore, after: pattern.reachAfter))
        let member = Member(
          number: number, words: needsWords ? words.bits[number] : WordTable.allBits)
        if let place = groups.firstIndex(where: { $0.question == question }) {
          groups[place].members.append(member)
        } else {
          groups.append((question, [member]))
        }
      }
      for group in groups { add(group.question, group.members) }
      probe.conditions = probe.conditions.lowerBound..<conditions.count
      probes.append(probe)
    }
  }

  private mutating func add(_ question: Question, _ asking: [Member]) {
    let words = asking.reduce(WordTable.noBits) { $0 | $1.words }
    let start = members.count
    members += asking
    conditions.append(Condition(question, start..<members.count, words))
  }

  /// What is asked of the bytes beside a keyword whose hit is of a kind.
  func asked(_ kind: Int) -> GateTable.Bits { probes[kind].asked }

  /// True where a hit of a kind is a sign of Pleo.
  func isContext(_ kind: Int) -> Bool { probes[kind].isContext }

  /// True where looking for words near each hit takes less than to try some patterns that need them.
  private static func isWorthWords(_ patterns: [EvidencePattern]) -> Bool {
    patterns.count { !$0.gate.holds.isEmpty } > mostTried
      || patterns.contains {
        !$0.gate.holds.isEmpty && $0.reachBefore + $0.reachAfter > longestTried
      }
  }

  /// So few patterns that look no further than so many bytes are tried at once.
  private static let (mostTried, longestTried) = (3, 1024)
}
