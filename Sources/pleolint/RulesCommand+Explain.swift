internal import ArgumentParser
internal import Findings
internal import Rules

extension RulesCommand {
  /// `pleolint rules explain ID`: the rule's whole page.
  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "explain",
      abstract: "Print all that is known of a rule: what, why, how to fix, examples, references.")

    @OptionGroup var rules: RuleOptions

    @Argument(help: ArgumentHelp("The rule.", valueName: "id"))
    var id: String

    func run() throws {
      let set = try rules.selection.ruleSet().rules
      guard let rule = RuleID(rawValue: id).flatMap({ set[$0] }) else {
        throw Problem.unknownRule(id, in: set, flag: "rules explain")
      }
      try Console.print(RulePage(rule: rule, keepsSeams: false).text)
    }
  }
}
