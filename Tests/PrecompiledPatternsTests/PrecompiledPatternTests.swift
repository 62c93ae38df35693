import Patterns
import PrecompiledPatterns
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct PrecompiledPatternTests {
  @Test func everyExpressionOfTheRulesIsThere() throws {
    let root = #filePath.dropLast(
      "/Tests/PrecompiledPatternsTests/PrecompiledPatternTests.swift".utf8.count)
    let list = try Data(
      contentsOf: URL(filePath: root + "/Sources/PrecompiledPatterns/expressions.json"))
    let expressions = try JSONDecoder().decode([String].self, from: list)
    #expect(expressions.count > 200)
    #expect(PrecompiledPattern.sources.sorted() == expressions.sorted())
  }

  @Test func theyAreOfTheLibraryThatRunsThem() {
    #expect(PrecompiledPattern.compiler == PatternLibrary.build)
  }

  @Test(arguments: PrecompiledPattern.sources)
  func anExpressionIsWhatItIsCompiledTo(_ source: String) throws {
    let serialized = try #require(PrecompiledPattern(source)).serialized
    let compiled = try Pattern(source, jit: false).serialized()
    #expect(serialized.starts(with: compiled))
    #expect(serialized.dropFirst(compiled.count).allSatisfy { $0 == 0 })
    #expect(serialized.count - compiled.count < 7)
  }

  @Test(arguments: ["", "pleo", String(repeating: "x", count: 100_000)])
  func whatNoRuleLooksWithIsNotThere(_ source: String) {
    #expect(PrecompiledPattern(source) == nil)
  }

  /// As many bytes as one of the rules', so that only the bytes tell them apart.
  @Test func anExpressionIsToldFromAnotherOfItsLength() throws {
    let source = try #require(PrecompiledPattern.sources.last)
    #expect(PrecompiledPattern(String(source.dropLast()) + "x") == nil)
  }
}
