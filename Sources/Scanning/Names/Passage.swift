/// The way of a value into a function: which function, and by which call.
///
/// What one call gives a function does not meet what another call gives it.
struct Passage: Hashable, Sendable {
  /// The function's scope.
  let function: Int
  /// The number of the call.
  let call: Int

  /// A longer way forgets its start.
  private static let longestWay = 3

  /// True where two places can be reached at one time.
  static func meet(_ left: [Passage], _ right: [Passage]) -> Bool {
    left.allSatisfy { way in right.allSatisfy { $0.function != way.function || $0.call == way.call }
    }
  }

  static func extend(_ way: [Passage], by passage: Passage?) -> [Passage] {
    guard let passage, !way.contains(passage) else { return way }
    return Array((way + [passage]).suffix(longestWay))
  }
}
