internal import Findings
internal import Rules

extension EvidenceSearch {
  /// Looks for what follows the evidence that was found, as far as a clause can still use it.
  func findFollowers(
    in text: Span<UInt8>, of unit: Unit, _ words: inout WordMap, _ result: inout Result,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) {
    var records = RecordMap()
    for place in followers.order.indices {
      let number = followers.order[place]
      guard unit.readsCode || patterns[number].isInLogs, patterns[number].pattern != nil,
        let zones = zones(of: number, in: text, of: unit, result, &records),
        isOfUse(place, in: unit, result)
      else { continue }
      for zone in zones {
        try sweep(zone, for: number, text, &words, &result, &worker)
      }
    }
  }

  /// True where the follower at a place of the order can still change what is found.
  private func isOfUse(_ place: Int, in unit: Unit, _ result: Result) -> Bool {
    // Requests are told apart by the credentials in them, also by those of which no clause speaks.
    unit.readsCode && patterns[followers.order[place]].role == .credential
      || followers.isOfUse(at: place) { mayBeFound($0, in: unit, result) }
  }

  /// The parts of a text in which a follower is looked for, in order; nil where it follows nothing there.
  private func zones(
    of number: Int, in text: Span<UInt8>, of unit: Unit, _ result: Result,
    _ records: inout RecordMap
  ) -> [Range<Int>]? {
    let follows = followers.followed[number]
    if unit.readsCode {
      let isOpen = follows.contains {
        !result.evidence[$0].isEmpty || patterns[$0].isContext && !result.context.isEmpty
      }
      return isOpen ? [0..<text.count] : nil
    }
    guard follows.contains(where: { !result.evidence[$0].isEmpty }) else { return nil }
    if patterns[number].isInRecord {
      return follows.flatMap {
        records.records(of: result.evidence[$0], numbered: $0, in: text)
      }.merged()
    }
    let followed = follows.flatMap { result.evidence[$0].map(\.range) }
    return unit.isStream ? Self.zones(around: followed, text.count) : [0..<text.count]
  }

  /// The parts of a stream within reach of some places, merged.
  private static func zones(around places: [Range<Int>], _ end: Int) -> [Range<Int>] {
    let reach = StreamReach.relation
    return places.map {
      max(0, $0.lowerBound - reach)..<min(end, $0.upperBound + reach)
    }.merged()
  }

  /// Every match that starts in a zone.
  private func sweep(
    _ zone: Range<Int>, for number: Int, _ text: Span<UInt8>, _ words: inout WordMap,
    _ result: inout Result, _ worker: inout WorkerMemory
  ) throws(DetectorError) {
    // Strides bound the work of one call, also where a pattern takes quadratic time.
    let stride = 16 * 1024
    let reach = patterns[number].reachAfter
    var start = zone.lowerBound
    while start < zone.upperBound {
      let last = min(start + stride, zone.upperBound) - 1
      let end = min(text.count, last + 1 + reach)
      guard
        let near = starts(of: number, reaching: reach, in: start...last, end, text, &words)
      else {
        start = last + 1
        continue
      }
      let outcome = try worker.match(
        number, of: expressions, in: text, near, end: end, around: near.lowerBound)
      switch outcome {
      case .none: start = near.upperBound + 1
      case .gaveUp:
        result.gaveUp.append((patterns[number].id, near.lowerBound))
        start = near.upperBound + 1
      case .found(let range):
        try accept(range, number, text, &result, &worker)
        start = range.lowerBound + 1
      }
    }
  }

  /// The first of some offsets at which a match may start, which are those before one of its words.
  private func starts(
    of number: Int, reaching reach: Int, in starts: ClosedRange<Int>, _ end: Int,
    _ text: Span<UInt8>, _ words: inout WordMap
  ) -> ClosedRange<Int>? {
    let bits = words.bits(of: number)
    guard bits != WordTable.noBits else { return starts }
    guard let place = words.firstPlace(of: bits, in: starts.lowerBound..<end, of: text) else {
      return nil
    }
    // No match starts behind its word, or further before it than it reaches.
    return max(
      starts.lowerBound, place.lowerBound - reach)...min(starts.upperBound, place.upperBound - 1)
  }
}
