import Testing

@testable import Scanning

@Suite struct ListNumbersTests {
  @Test func eachListHasANumberInTheOrderInWhichItCame() {
    let lists = [["a", "b"], ["a"], [], ["b"], ["a", "c"]]
    var numbers = ListNumbers<String>()
    for list in lists {
      #expect(numbers.number(of: list) == nil)
      _ = numbers.add(list)
    }
    #expect(lists.map { numbers.number(of: $0) } == [0, 1, 2, 3, 4])
    #expect(numbers.all == lists)
    #expect(numbers.number(of: ["a", "d"]) == nil)
    #expect(numbers.number(of: ["c"]) == nil)
  }
}
