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
    let words = try WordTable(patterns.map { isWanted($0) ? $0.gate.holds : [] })
    self.words = words
    let gates = GateTable(patterns.filter(isWanted).map(\.gate))
    self.gates = gates
    let gateBits = patterns.map { gates.bits(of: $0.gate) }
    let wanted = kinds.map { numbers in numbers.filter { isWanted(patterns[$0]) } }
    probes = ProbePlan(wanted, of: patterns, gateBits, signs, words)
  }
}
