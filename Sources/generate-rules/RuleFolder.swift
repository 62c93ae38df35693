internal import Crypto
#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Findings
internal import Rules

/// The rule files of the repository, and what is generated from them.
struct RuleFolder {
  let set: RuleSet
  let digest: String

  /// Reads `rules/*.toml` below the repository's root.
  init(root: String) throws {
    let folder = root + "/rules"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".toml") }.sorted()
    var files: [RuleFile] = []
    var hash = SHA256()
    for name in names {
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      hash.update(data: Array("\(name)\n\(text)".utf8))
      files.append(try RuleFile(text, name: "rules/\(name)"))
    }
    set = try RuleSet(with: files)
    digest = Hexadecimal.digits(of: Array(hash.finalize()))
  }

  /// The generated files, by path below the root.
  var generated: [String: String] {
    get throws {
      var files = [
        "Sources/Rules/BuiltInRules.swift": BuiltInSource(set: set, digest: digest).text,
        "Sources/PrecompiledPatterns/expressions.json": try ExpressionList(of: set).text,
        "docs/rules/README.md": RulePage.index(of: set.rules),
      ]
      for rule in set.rules {
        files["docs/rules/\(rule.id).md"] = RulePage(rule: rule, keepsSeams: true).text
      }
      return files
    }
  }
}
