internal import ArgumentParser
internal import Findings
internal import Rules

extension RulesCommand {
  /// `pleolint rules list`: a line a rule.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Print every rule in a line: ID, severity, confidence, what it finds.")

    @OptionGroup var rules: RuleOptions

    func run() throws {
      let set = try rules.selection.ruleSet().rules
      let wanted = try rules.selection.wanted(in: set)
      let rows = set.rules.map(\.documentation).filter { wanted.contains($0.id) }
      let width = rows.map { $0.id.rawValue.utf8.count }.max() ?? 0
      let lines = rows.map { row in
        padded(row.id.rawValue, to: width) + "  " + padded(row.severity.rawValue, to: 7) + "  "
          + padded(row.confidence.rawValue, to: 6) + "  " + row.summary + "\n"
      }
      try Console.print(lines.joined())
    }

    private func padded(_ text: String, to width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }
  }
}
