internal import Findings
internal import Rules

/// The patterns that are looked for because of what an artifact is called, whatever it holds.
struct PathOpeners: Sendable {
  private let openers: [Opener]
  private let gates: GateTable

  private struct Opener: Sendable {
    let number: Int
    let path: String
    let needed: GateTable.Bits
  }

  init(_ patterns: [EvidencePattern]) {
    let opened = patterns.enumerated().filter { $0.element.artifactPath != nil }
    let gates = GateTable(opened.map(\.element.gate))
    self.gates = gates
    openers = opened.compactMap { number, pattern in
      pattern.artifactPath.map {
        Opener(number: number, path: $0, needed: gates.bits(of: pattern.gate))
      }
    }
  }

  /// The patterns, by number, that the path of a unit's artifact asks for.
  ///
  /// It is asked of every artifact: nearly all lack the words.
  func numbers(
    opening unit: Unit, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> [Int] {
    guard unit.origin.start == 0, unit.depth == 0 else { return [] }
    let path = unit.traits.path.bytes
    // Versions of a file come one after another.
    if worker.opened.path == path { return worker.opened.numbers }
    var numbers: [Int] = []
    let words = gates.bits(of: path.span)
    for opener in openers where opener.needed.areNamed(in: words) {
      if try worker.matches(opener.path, path) { numbers.append(opener.number) }
    }
    worker.opened = (path, numbers)
    return numbers
  }
}
