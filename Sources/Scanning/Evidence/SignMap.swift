/// Where signs of Pleo stand in a log or a stream, asked for one place after another.
struct SignMap {
  private let signs: [Int]
  private let reach: Int
  private var next = 0

  /// Makes a map of signs in order, each of which counts so many bytes around it.
  init(_ signs: [Int], reach: Int) {
    self.signs = signs
    self.reach = reach
  }

  /// True where a sign stands near an offset, which is no lower than those that were asked before.
  mutating func isNear(_ offset: Int) -> Bool {
    while next < signs.count, signs[next] < offset - reach { next += 1 }
    return next < signs.count && signs[next] <= offset + reach
  }
}
