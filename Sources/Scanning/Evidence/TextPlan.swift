internal import Rules

/// What is looked for in one kind of text: in code and configuration, or in logs and streams.
struct TextPlan: Sendable {
  let probes: ProbePlan
  /// What is asked of the bytes beside keywords.
  let gates: GateTable
  let words: WordTable

  /// Plans to look for some of the patterns.
  ///
  /// - Parameters:
  ///   - patterns: All patterns.
  ///   - kinds: For each kind of hit, the patterns that are tried around it, by number.
  ///   - signs: Which patterns need a sign of Pleo.
  ///   - isWanted: Whether one is looked for.
  /// - Throws: `outOfMemory`.
  init(
    _ patterns: [EvidencePattern], _ kinds: [[Int]], _ signs: SignSelection,
    where isWanted: (EvidencePattern) -> Bool
  ) throws(DetectorError) {
    let wanted = patterns.indices.map { isWanted(patterns[$0]) }
    let words = try WordTable(
      patterns.indices.map { wanted[$0] ? patterns[$0].gate.holds : [] })
    self.words = words
    let gates = GateTable(patterns.indices.filter { wanted[$0] }.map { patterns[$0].gate })
    self.gates = gates
    let gateBits = patterns.map { gates.bits(of: $0.gate) }
    probes = ProbePlan(
      kinds.map { numbers in numbers.filter { wanted[$0] } }, of: patterns, gateBits, signs, words)
  }
}
