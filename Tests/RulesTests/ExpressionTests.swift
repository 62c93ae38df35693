import Patterns
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

  private static let parts = [
    "acme", "Acme", "token", "_", "-", "a", "[_-]", "[a-c]", "[]_]", "[[:alpha:]]", "[[:_]",
    "(?:a|b)",
    "(?:acme|Acme)", "(?:acme|token_|(?i)key)", "(?<n>acme)", "?", "*", "+?", "{0,1}", "{2}",
    "{,2}", "{1",
    "(?i)", "(?x) ", "(?-x)", "(?i:token)", "(?#a|b)", "\\b", "\\K", "(?=a)", "(?!b)", "(?<=a)",
    "(?=.{0,4}token)",
    ".", "|", " ", "#a\n", "\\.", "\\w", "(a(*SKIP)(*FAIL)|b)", "(", ")", "[^", "]",
  ]

  /// What is told of an expression is asked of each match that PCRE2 finds.
  @Test(arguments: 1...16)
  func whatIsToldIsTrueOfEachMatch(_ seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let scratch = try MatchScratch()
    for _ in 0..<300 {
      let parts = (0..<random.int(1..<7)).map { _ in random.element(of: Self.parts) }
      let source = random.element(of: ["acme", "(?:acme|Acme)", ""]) + parts.joined()
      guard let expression = Expression(source), let pattern = try? Pattern(source, jit: false)
      else { continue }
      for _ in 0..<12 {
        let bytes = Array((0..<8).map { _ in random.element(of: Self.texts) }.joined().utf8)
        let match = try pattern.firstMatch(
          in: bytes.span, startingIn: 0...bytes.count, end: bytes.count, using: scratch, jit: false)
        guard let match else { continue }
        check(expression, source, bytes, match)
      }
    }
  }

  private static let texts = [
    "acme", "Acme", "ACME", "acm", "token", "TOKEN", "_", "-", "a", "b", "c", ".", "]", ":", "{1",
    " ",
    "key", "#a",
  ]

  private func check(
    _ expression: Expression, _ source: String, _ bytes: [UInt8], _ match: Range<Int>
  ) {
    let text = String(decoding: bytes, as: UTF8.self)
    let words = NecessaryWords.words(of: expression, besides: [])
    // `\K` moves the start, and what is looked ahead at stands behind the match.
    let lowercased = text.lowercased()
    #expect(words.isEmpty || words.contains { lowercased.contains($0) }, "\(source) in \(text)")
    guard let opening = KeywordOpening(expression, ["acme", "Acme"]) else { return }
    let rest = String(decoding: bytes[match.lowerBound...], as: UTF8.self)
    let isTrue = ["acme", "Acme"].contains { keyword in
      rest.hasPrefix(keyword)
        && (opening.literals.isEmpty || opening.literals.contains { rest.hasPrefix(keyword + $0) })
    }
    #expect(isTrue, "\(source) in \(text)")
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
