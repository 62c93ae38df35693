internal import Findings
internal import Rules

/// The page of a rule in `docs/rules`, and their index.
struct RulePage {
  let rule: Rule

  var text: String {
    let documentation = rule.documentation
    return """
      # \(documentation.id)

      \(documentation.summary). Severity: \(documentation.severity.rawValue). \
      Confidence: \(documentation.confidence.rawValue).

      \(documentation.help.trimmingNewlines)

      ## Found

      \(rule.examples.map(block).joined(separator: "\n\n"))

      ## Not found

      \(rule.counterexamples.map(block).joined(separator: "\n\n"))

      ## References

      \(documentation.references.map { "- <\($0)>" }.joined(separator: "\n"))

      `⟦…⟧` marks what is found; `¦` cuts made-up credentials in two, so that this page holds none.

      """
  }

  static func index(of rules: [Rule]) -> String {
    let rows = rules.map { rule in
      let documentation = rule.documentation
      return
        "| [`\(rule.id)`](\(rule.id).md) | \(documentation.summary) | \(documentation.severity.rawValue) | \(documentation.confidence.rawValue) |"
    }
    return """
      # Rules

      | rule | what is found | severity | confidence |
      | --- | --- | --- | --- |
      \(rows.joined(separator: "\n"))

      Generated from `rules/*.toml`; `pleolint rules explain ID` prints the same pages.

      """
  }

  private func block(_ example: Example) -> String {
    // The example may hold a fence of its own.
    "`\(example.path)`\n\n````\n\(example.source.trimmingNewlines)\n````"
  }
}

extension String {
  fileprivate var trimmingNewlines: String {
    var text = self[...]
    while text.first == "\n" { text.removeFirst() }
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }
}
