import Rules
import Testing

@testable import generate_rules

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite struct GeneratedTests {
  private static let root = String(
    #filePath.dropLast("/Tests/RuleTests/GeneratedTests.swift".utf8.count))

  @Test func whatIsGeneratedFromTheRulesIsFresh() throws {
    for (path, text) in try RuleFolder(root: Self.root).generated {
      let file = try String(contentsOfFile: "\(Self.root)/\(path)", encoding: .utf8)
      #expect(file == text, "\(path) is stale; run make rules")
    }
  }

  @Test func thereIsAPageForEachRuleAndNoOther() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.root + "/docs/rules")
    let expected = RuleSet.builtIn.rules.map { "\($0.id).md" } + ["README.md"]
    #expect(files.sorted() == expected.sorted())
  }

  @Test func theBuiltInRulesAreWhatTheFilesSay() throws {
    let folder = try RuleFolder(root: Self.root)
    #expect(folder.set == .builtIn)
    #expect(folder.digest == RuleSet.builtInDigest)
  }
}
