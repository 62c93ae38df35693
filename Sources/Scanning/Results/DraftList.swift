internal import Findings

/// What will be findings of a text and of the texts that are encoded in it, in order of offset.
struct DraftList: Sendable {
  private(set) var all: [Draft]
  private var regions: Regions

  var isEmpty: Bool { all.isEmpty }

  /// Takes the drafts of one text, in order of offset.
  init(_ drafts: [Draft] = []) {
    all = drafts
    regions = Regions(drafts)
  }

  /// Adds the drafts of texts that are encoded in the text.
  ///
  /// One problem is one finding. Of those of one rule that overlap, the text's own remains, unless it
  /// is a part of the other, as where a line break cuts a token; and of those about one literal it
  /// remains also where another rule has it.
  ///
  /// - Complexity: For each that overlaps none, as nearly all do, O(log *n*) in the drafts of each rule to see
  ///   that, and O(*n*) to move what stands behind it. A text may hold thousands of encoded ones; only where
  ///   one overlaps is all put together anew.
  mutating func add(_ others: [Draft]) {
    if others.contains(where: { regions.meet($0.region) }) {
      self = joined(others)
    } else {
      for other in others { insert(other) }
    }
  }

  private mutating func insert(_ draft: Draft) {
    let place = all.firstIndexAfter { $0.region.lowerBound <= draft.region.lowerBound }
    all.insert(draft, at: place)
    regions.insert(draft)
  }

  private func joined(_ others: [Draft]) -> DraftList {
    let whole = Regions(others)
    let kept = all.filter { draft in
      !whole.overlapping(draft.region, of: draft.ruleID).contains {
        $0 != draft.region && $0.covers(draft.region)
      }
    }
    let own = Regions(kept)
    let exposures = Set(kept.filter(\.origin.isExposure).map(\.ruleID))
    let new = others.filter { other in
      let rules = other.origin.isExposure ? exposures.union([other.ruleID]) : [other.ruleID]
      return rules.allSatisfy { own.overlapping(other.region, of: $0).isEmpty }
    }
    return DraftList((kept + new).sorted { $0.region.lowerBound < $1.region.lowerBound })
  }

  /// The regions of drafts by their rules.
  private struct Regions {
    private var byRule: [RuleID: [Range<Int>]]

    init(_ drafts: [Draft]) {
      // Most texts have none, and to make a table of none costs as much as a first one.
      guard !drafts.isEmpty else {
        byRule = [:]
        return
      }
      byRule = Dictionary(grouping: drafts, by: \.ruleID).mapValues { $0.map(\.region).inOrder() }
    }

    /// Findings of one rule do not overlap, so that their ends are in order too.
    func overlapping(_ region: Range<Int>, of id: RuleID) -> ArraySlice<Range<Int>> {
      byRule[id]?.overlapping(region) ?? []
    }

    /// True where one of any rule overlaps a region.
    func meet(_ region: Range<Int>) -> Bool {
      byRule.values.contains { !$0.overlapping(region).isEmpty }
    }

    mutating func insert(_ draft: Draft) {
      byRule[draft.ruleID, default: []].insertInOrder(draft.region)
    }
  }
}

extension Range<Int> {
  fileprivate func covers(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
