internal import Rules

/// The places of one piece, in order of how it gets there.
struct Spots {
  let list: [Spot]
  /// The starts and the requests of all, each in order.
  let starts: [Int]
  let requests: [Int]

  /// A place without the way to it, which is what most pairs of places are told apart by.
  struct Spot {
    let range: Range<Int>
    let request: Int
  }
}

extension Spots.Spot {
  fileprivate init(_ place: Evidence.Place, in map: SourceMap) {
    self.init(
      range: place.range, request: place.request ?? map.request(at: place.range.lowerBound))
  }
}

extension Spots {
  /// So few pairs of places are compared one by one.
  fileprivate static let few = 8

  init(_ places: [Evidence.Place], in map: SourceMap) {
    let list = places.map { Spot($0, in: map) }
    self.init(
      list: list, starts: list.map(\.range.lowerBound).sorted(),
      requests: list.map(\.request).sorted())
  }
}

extension SourceMap {
  /// False where no place of one piece is near one of another, told without asking each pair.
  func mayBeNear(_ left: Spots, _ right: Spots) -> Bool {
    guard hasFlatRequests, left.list.count * right.list.count > Spots.few else {
      return true
    }
    return left.requests.comesNear(right.requests, within: 0)
      || left.starts.comesNear(right.starts, within: NameTable.longestConstruction)
  }

  /// True where two places are within a distance that asks for a request or a block.
  func isNear(
    _ left: Spots.Spot, _ right: Spots.Spot, _ distance: Distance
  ) -> Bool {
    isOne(left.request, right.request) || names.isOneConstruction(left.range, right.range)
      || distance != .request && isOneBlock(left.range.lowerBound, right.range.lowerBound)
  }
}

extension [Int] {
  /// True where one of these is within a distance of one of others; both are in order.
  fileprivate func comesNear(_ others: [Int], within distance: Int) -> Bool {
    guard count <= others.count else { return others.comesNear(self, within: distance) }
    return contains { value in
      let index = others.firstIndexAfter { $0 < value - distance }
      return index < others.count && others[index] <= value + distance
    }
  }
}
