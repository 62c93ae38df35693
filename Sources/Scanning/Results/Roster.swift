internal import Rules

/// Where the pieces of a pattern stand, apart from all else that is known of them.
struct Roster {
  let ranges: [Range<Int>]
  /// For each piece, its places in the order of how it gets there.
  let spots: [[Spot]]
  /// The starts of all places.
  let starts: Index
  /// The requests that hold them, as ``RequestTree`` numbers them.
  private let requests: Index

  /// What was last told of each piece: an odd number where it is near, an even one where it was taken.
  private var marks: [Int]
  private var mark = 0

  /// Numbers of places, each with the piece that has it, in order.
  struct Index {
    private let entries: [Entry]

    private struct Entry {
      let value: Int32
      let piece: Int32
    }
  }

  /// How many pieces on either side of another are its neighbours.
  private static let neighbours = 64
  /// How many places on either side of each of its places.
  private static let nearPlaces = 16

  init(_ pieces: [Evidence], in map: SourceMap) {
    ranges = pieces.map(\.range)
    spots = pieces.map { $0.places.all.map { Spot($0, in: map) } }
    starts = Index(spots) { $0.range.lowerBound }
    requests = Index(spots) { $0.extent.lowerBound }
    marks = Array(repeating: 0, count: pieces.count)
  }

  /// The pieces around another and its places that may be within a distance, in order.
  ///
  /// Which are near is told without asking each pair of places.
  mutating func neighbours(
    of range: Range<Int>, _ spots: [Spot], within distance: Distance, in map: SourceMap
  ) -> [Int] {
    mark += 2
    let isAsked = distance != .value && distance != .file && map.configuration == nil
    if isAsked { markNear(spots, in: map) }
    var found: [Int] = []
    func take(_ piece: Int) {
      guard isAsked ? marks[piece] == mark - 1 : marks[piece] != mark else { return }
      marks[piece] = mark
      found.append(piece)
    }
    let middle = ranges.firstIndexAfter { $0.lowerBound < range.lowerBound }
    ranges.indices.around(middle, by: Self.neighbours).forEach(take)
    for spot in spots {
      starts.pieces(around: spot.range.lowerBound, by: Self.nearPlaces).forEach(take)
    }
    return found.sorted()
  }

  /// Marks the pieces that have a place in a request of some, or in one around or in that, or so near that both
  /// may be of one construction.
  private mutating func markNear(_ others: [Spot], in map: SourceMap) {
    let mark = mark - 1
    let construction = NameTable.longestConstruction
    for start in others.lazy.map(\.range.lowerBound) {
      for piece in starts.pieces(in: start - construction..<start + construction + 1) {
        marks[piece] = mark
      }
    }
    let inner = Set(others.map(\.request))
    for request in inner {
      for piece in requests.pieces(in: map.requests.extent(of: request)) { marks[piece] = mark }
    }
    for request in map.requests.requests(around: inner) {
      let number = map.requests.extent(of: request).lowerBound
      for piece in requests.pieces(in: number..<number + 1) { marks[piece] = mark }
    }
  }
}

extension Roster.Index {
  /// Takes a number of each place of each piece.
  fileprivate init(_ spots: [[Spot]], _ value: (Spot) -> Int) {
    let entries = spots.enumerated().flatMap { piece, spots in
      spots.map { Entry(value: Int32(value($0)), piece: Int32(piece)) }
    }
    self.init(entries: entries.sorted { ($0.value, $0.piece) < ($1.value, $1.piece) })
  }

  /// All numbers, in order.
  var values: some Sequence<Int> { entries.lazy.map { Int($0.value) } }

  /// The pieces of some numbers on either side of a value.
  fileprivate func pieces(around value: Int, by reach: Int) -> some Sequence<Int> {
    let middle = entries.firstIndexAfter { $0.value < value }
    return entries[entries.indices.around(middle, by: reach)].lazy.map { Int($0.piece) }
  }

  /// The pieces that have a number in a range.
  fileprivate func pieces(in range: Range<Int>) -> some Sequence<Int> {
    let start = entries.firstIndexAfter { $0.value < range.lowerBound }
    return entries[start...].lazy.prefix { $0.value < range.upperBound }.map { Int($0.piece) }
  }
}

extension Range<Int> {
  /// As many on either side of one as there are.
  fileprivate func around(_ middle: Int, by reach: Int) -> Range {
    Swift.max(lowerBound, middle - reach)..<Swift.min(upperBound, middle + reach)
  }
}
