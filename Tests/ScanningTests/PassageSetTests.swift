import Testing

@testable import Scanning

@Suite struct PassageSetTests {
  /// Which of some ways were new, each asked after those before it.
  private func areNew(_ ways: [[Passage]]) -> [Bool] {
    var set = PassageSet()
    return ways.map { set.insert($0) }
  }

  @Test func aWayIsAddedOnce() {
    let one = [Passage(function: 1, call: 2)]
    let longer = one + [Passage(function: 3, call: 4)]
    #expect(areNew([[], one, longer, longer, one, []]) == [true, true, true, false, false, false])
  }

  /// 31 calls of one function are as far as the next function.
  @Test func waysThatLookAlikeAreTwo() {
    let first = [Passage(function: 0, call: 31)]
    let second = [Passage(function: 1, call: 0)]
    #expect(areNew([first, second, second, first]) == [true, true, false, false])
  }
}
