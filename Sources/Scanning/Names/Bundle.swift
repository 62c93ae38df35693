/// What the value of a binding holds.
struct Bundle {
  /// A piece of evidence that got into a value by some calls.
  struct Load {
    let piece: Int
    let way: [Passage]
    /// True where the value holds only what a call made of it.
    var isDerived: Bool

    fileprivate func isBefore(_ other: Load) -> Bool {
      (piece, way.last?.call ?? -1, way.count) < (
        other.piece, other.way.last?.call ?? -1, other.way.count
      )
    }
  }

  /// Each piece once by each way.
  private(set) var loads: [Load] = []
  /// The loads of each piece, once there are more than a few in all.
  private var byPiece: [Int: [Int]] = [:]
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
    if byPiece.isEmpty {
      byPiece = Dictionary(grouping: loads.indices) { loads[$0].piece }
    } else {
      byPiece[loads[loads.count - 1].piece, default: []].append(loads.count - 1)
    }
  }

  private func place(of load: Load) -> Int? {
    guard loads.count > Self.few else {
      return loads.firstIndex { $0.piece == load.piece && $0.way == load.way }
    }
    return byPiece[load.piece]?.first { loads[$0].way == load.way }
  }
}
