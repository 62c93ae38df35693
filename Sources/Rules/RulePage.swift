internal import Findings

/// The page of a rule, as `pleolint rules explain` prints it and `docs/rules` keeps it, in Markdown.
public struct RulePage: Sendable {
  private let rule: Rule
  private let keepsSeams: Bool

  /// The page of a rule.
  ///
  /// - Parameters:
  ///   - rule: The rule.
  ///   - keepsSeams: True keeps made-up credentials cut in two, for a page that is kept in a
  ///     repository.
  public init(rule: Rule, keepsSeams: Bool) {
    self.rule = rule
    self.keepsSeams = keepsSeams
  }

  /// The text: what and why, how to fix, examples, references.
  public var text: String { keepsSeams ? source : Example.joined(source) }

  private var source: String {
    let documentation = rule.documentation
    return """
      # \(documentation.id)

      \(documentation.summary). Severity: \(documentation.severity.rawValue). \
      Confidence: \(documentation.confidence.rawValue).

      \(documentation.helpSource.trimmingNewlines)

      ## Found

      \(rule.examples.map(block).joined(separator: "\n\n"))

      ## Not found

      \(rule.counterexamples.map(block).joined(separator: "\n\n"))

      ## References

      \(documentation.references.map { "- <\($0)>" }.joined(separator: "\n"))

      `⟦…⟧` marks what is found.\(seamNote)

      """
  }

  /// A page that lists rules, each with a link to its own.
  public static func index(of rules: [Rule]) -> String {
    let rows = rules.map { rule in
      let documentation = rule.documentation
      let cells = [
        "[`\(rule.id)`](\(rule.id).md)", documentation.summary, documentation.severity.rawValue,
        documentation.confidence.rawValue,
      ]
      return "| " + cells.joined(separator: " | ") + " |"
    }
    return """
      # Rules

      | rule | what is found | severity | confidence |
      | --- | --- | --- | --- |
      \(rows.joined(separator: "\n"))

      Generated from `rules/*.toml`; `pleolint rules explain ID` prints the same pages.

      """
  }

  private var seamNote: String {
    keepsSeams ? " `¦` cuts what would be found in two, so that this page is clean itself." : ""
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
