internal import Rules

/// A place of a piece without the way to it, which is what most pairs of places are told apart by.
///
/// A text may have a quarter of a million, so that they are kept small.
struct Spot {
  private let packedRange: TextRange
  private let packedRequest: Int32
  private let packedExtent: TextRange

  init(_ place: Evidence.Place, in map: SourceMap) {
    let request = place.request ?? map.request(at: place.range.lowerBound)
    packedRange = TextRange(place.range)
    packedRequest = Int32(request)
    packedExtent = TextRange(map.requests.extent(of: request))
  }

  /// Where it is.
  var range: Range<Int> { packedRange.range }
  /// The request that holds it.
  var request: Int { Int(packedRequest) }
  /// The numbers of that request and of those in it.
  var extent: Range<Int> { packedExtent.range }
}

extension SourceMap {
  /// True where two places are within a distance that asks for a request or a block.
  func isNear(_ left: Spot, _ right: Spot, _ distance: Distance) -> Bool {
    left.extent.isOneRequest(right.extent) || names.isOneConstruction(left.range, right.range)
      || distance != .request && isOneBlock(left.range.lowerBound, right.range.lowerBound)
  }
}
