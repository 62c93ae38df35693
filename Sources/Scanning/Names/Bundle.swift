/// What the value of a binding holds.
struct Bundle {
  /// A piece of evidence that got into a value by some calls.
  struct Load {
    fileprivate let key: Key
    /// True where the value holds only what a call made of it.
    var isDerived: Bool

    init(piece: Int, way: [Passage], isDerived: Bool) {
      key = Key(packedPiece: Int32(piece), way: way)
      self.isDerived = isDerived
    }

    var piece: Int { Int(key.packedPiece) }
    var way: [Passage] { key.way }

    fileprivate func isBefore(_ other: Load) -> Bool {
      (piece, way.last?.call ?? -1, way.count) < (
        other.piece, other.way.last?.call ?? -1, other.way.count
      )
    }
  }

  /// What a load is told apart by.
  fileprivate struct Key: Hashable {
    let packedPiece: Int32
    let way: [Passage]
  }

  /// Each piece once by each way.
  private(set) var loads: [Load] = []
  /// Where each of the loads is, once there are more than a few.
  private var places: [Key: Int32] = [:]
  /// So many loads are looked through; nearly all values hold one.
  private static let few = 8

  /// Those of one piece by the number of their last call, and so on.
  var inOrder: [Load] { loads.sorted { $0.isBefore($1) } }

  /// The pieces that it holds as they are, in order.
  var wholePieces: [Int] {
    loads.filter { !$0.isDerived }.map(\.piece).sorted().reduce(into: []) { pieces, piece in
      if pieces.last != piece { pieces.append(piece) }
    }
  }

  /// True where it holds a piece by a way.
  func holds(_ load: Load) -> Bool { place(of: load) != nil }

  /// Adds a load, and says whether that changes anything: what it holds as it is, no call makes less.
  mutating func put(_ load: Load) -> Bool {
    guard let place = place(of: load) else {
      loads.append(load)
      if loads.count > Self.few { noteLast() }
      return true
    }
    guard loads[place].isDerived, !load.isDerived else { return false }
    loads[place].isDerived = false
    return true
  }

  private mutating func noteLast() {
    let new = places.isEmpty ? loads.indices : loads.count - 1..<loads.count
    for place in new { places[loads[place].key] = Int32(place) }
  }

  private func place(of load: Load) -> Int? {
    guard loads.count > Self.few else { return loads.firstIndex { $0.key == load.key } }
    return places[load.key].map(Int.init)
  }
}
