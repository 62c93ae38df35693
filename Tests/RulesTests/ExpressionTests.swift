import TestSupport
import Testing

@testable import Rules

@Suite struct ExpressionTests {
  /// What groups, classes, options and repetitions are written with, in any order.
  @Test(arguments: 1...20)
  func anyTextIsReadOrRefused(_ seed: Int) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let text = random.text(random.int(0..<24), of: #"()[]{}|?*+^$\.:<>!=#,-xiKQ0aé "#)
      guard let expression = Expression(text) else { continue }
      _ = NecessaryWords.words(of: expression, besides: [])
      _ = KeywordOpening(expression, ["aaaa"])
      #expect(!expression.branches.isEmpty)
    }
  }

  @Test func whatEndsTooEarlyIsNotRead() {
    for text in [#"a[\"#, "a[", "a[[:", #"a\"#, "a(", "a(?", "a(?<n", "a{{"] {
      #expect(Expression(text) == nil, "\(text)")
    }
  }

  @Test func groupsThatAreTooDeepAreNotRead() {
    func nested(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "token" + String(repeating: ")", count: depth)
    }
    #expect(NecessaryWords.words(of: Expression(nested(63)), besides: []) == ["token"])
    #expect(Expression(nested(64)) == nil)
    #expect(Expression(nested(100_000)) == nil)
  }
}
