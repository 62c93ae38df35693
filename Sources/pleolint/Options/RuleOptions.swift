internal import ArgumentParser

/// The options that say which rules run, and whose findings are wanted.
struct RuleOptions: ParsableArguments {
  @Option(
    name: .customLong("rules"), parsing: .singleValue,
    help: ArgumentHelp("Add a rule file, or all of a folder; repeatable.", valueName: "path"))
  var files: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Report only these rules; repeatable.", valueName: "id,…"))
  var only: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Report all but these rules; repeatable.", valueName: "id,…"))
  var skip: [String] = []

  var selection: RuleSelection { RuleSelection(ruleFiles: files, only: only, skip: skip) }
}
