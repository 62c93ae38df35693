internal import Rules

/// What is looked for in one kind of text: in code and configuration, or in logs and streams.
struct TextPlan: Sendable {
  let probes: ProbePlan
  let words: WordTable

  /// Plans to look for some of the patterns.
  ///
  /// - Parameters:
  ///   - patterns: All patterns.
  ///   - kinds: For each kind of hit, the patterns that are tried around it, by number.
  ///   - gateBits: For each pattern, what its gate needs.
  ///   - signs: Which patterns need a sign of Pleo.
  ///   - isWanted: Whether one is looked for.
  /// - Throws: `outOfMemory`.
  init(
    _ patterns: [EvidencePattern], _ kinds: [[Int]], _ gateBits: [GateTable.Bits],
    _ signs: SignSelection, where isWanted: (EvidencePattern) -> Bool
  ) throws(DetectorError) {
    let words = try WordTable(patterns.map { isWanted($0) ? $0.gate.holds : [] })
    self.words = words
    let wanted = kinds.map { numbers in numbers.filter { isWanted(patterns[$0]) } }
    probes = ProbePlan(wanted, of: patterns, gateBits, signs, words)
  }
}
