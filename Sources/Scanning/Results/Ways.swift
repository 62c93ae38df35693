/// The ways by which two pieces of evidence are reached at one time.
struct Ways {
  private(set) var list: [[Passage]] = []

  /// Adds two ways, joined, if what comes by them can meet; true where nothing more can come of
  /// others, since these lead into no function.
  mutating func add(_ left: [Passage], _ right: [Passage]) -> Bool {
    guard Passage.meet(left, right) else { return false }
    let way = left + right.filter { !left.contains($0) }
    if way.isEmpty {
      list = [way]
      return true
    }
    if !list.contains(way) { list.append(way) }
    return false
  }
}
