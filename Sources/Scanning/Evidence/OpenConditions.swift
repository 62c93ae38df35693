/// Which conditions are open at the hits of one text.
///
/// A keyword has more than a hundred of them, and its neighbours are nearly always the same few: what
/// was worked out for one hit holds for the next that stands among the same.
struct OpenConditions {
  private var known: [Neighbours: [Int]] = [:]

  /// What decides about the conditions of a hit.
  private struct Neighbours: Hashable {
    let kind: Int
    let bits: GateTable.Bits
    let hasSign: Bool

    /// Nearly all differ in these; to hash all of it takes longer than to compare what is alike in them.
    func hash(into hasher: inout Hasher) {
      hasher.combine(bits.names)
      hasher.combine(bits.before)
    }
  }

  /// Works out which conditions are open.
  ///
  /// - Parameters:
  ///   - probe: The probe of the hit.
  ///   - kind: The kind of the hit, which is that of the probe.
  ///   - bits: What stands beside the keyword.
  ///   - hasSign: Whether a sign of Pleo is near.
  /// - Returns: Their places in the list of the probe, in order.
  mutating func places(
    in probe: ProbePlan, ofKind kind: Int, _ bits: GateTable.Bits, hasSign: Bool
  ) -> [Int] {
    let neighbours = Neighbours(kind: kind, bits: bits, hasSign: hasSign)
    if let places = known[neighbours] { return places }
    let places = probe.conditions.indices.filter {
      probe.conditions[$0].isOpen(to: bits, hasSign: hasSign)
    }
    known[neighbours] = places
    return places
  }
}
