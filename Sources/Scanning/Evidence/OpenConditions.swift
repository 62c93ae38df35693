/// Which conditions are open at the hits of one text.
///
/// A keyword has more than a hundred of them, and its neighbours are nearly always the same few: what
/// was worked out for one hit holds for the next that stands among the same.
struct OpenConditions {
  private let plan: ProbePlan
  /// The neighbours of each slot that were asked about last.
  private var known: [Neighbours?] = Array(repeating: nil, count: 1 << slotBits)
  /// What was worked out for them.
  private var opened: [Open?] = Array(repeating: nil, count: 1 << slotBits)

  private static let slotBits = 8

  /// The conditions that are open at a hit.
  struct Open {
    /// Their places in the list of the plan, in order.
    let places: [Int]
    /// How far the words of any of them may stand.
    let reach: ProbePlan.Reach
  }

  /// What decides about the conditions of a hit.
  private struct Neighbours: Equatable {
    let kind: Int
    let bits: GateTable.Bits
    let hasSign: Bool

    /// The slot in which it is kept; others may share it.
    var slot: Int {
      var mixed = UInt64(kind)
      for part in [bits.names, bits.before, bits.after, UInt64(bits.tokenLength)] {
        mixed = (mixed ^ part) &* .goldenRatio
        mixed ^= mixed >> 32
      }
      return mixed.firstBits(OpenConditions.slotBits)
    }
  }

  /// Makes a memory of what is open of a plan.
  init(_ plan: ProbePlan) { self.plan = plan }

  /// Works out which conditions are open.
  ///
  /// - Parameters:
  ///   - kind: The kind of the hit.
  ///   - bits: What stands beside the keyword.
  ///   - hasSign: Whether a sign of Pleo is near.
  /// - Returns: Those that are, and what they need; nil where none is.
  mutating func conditions(ofKind kind: Int, _ bits: GateTable.Bits, hasSign: Bool) -> Open? {
    let neighbours = Neighbours(kind: kind, bits: bits, hasSign: hasSign)
    let slot = neighbours.slot
    if known[slot] != neighbours {
      known[slot] = neighbours
      opened[slot] = open(neighbours)
    }
    return opened[slot]
  }

  private func open(_ neighbours: Neighbours) -> Open? {
    let places = plan.probes[neighbours.kind].conditions.filter {
      plan.conditions[$0].isOpen(to: neighbours.bits, hasSign: neighbours.hasSign)
    }
    guard !places.isEmpty else { return nil }
    let needing = places.map { plan.conditions[$0] }.filter(\.needsWords)
    return Open(
      places: places, reach: needing.reduce(ProbePlan.Reach()) { $0.union($1.reach) })
  }
}
