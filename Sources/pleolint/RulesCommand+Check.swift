internal import ArgumentParser
internal import Findings
internal import Rules
internal import Scanning

extension RulesCommand {
  /// `pleolint rules check FILE…`: proves rule files before they are used.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Load rule files, compile their patterns, and run their examples.",
      discussion: """
        Each example has to be found exactly where it is marked, each counterexample not at all. \
        Status 0: everything holds. Status 1: an example does not. Status 2: a file does not load.
        """)

    @Argument(help: ArgumentHelp("Rule files, or folders of them.", valueName: "file"))
    var files: [String]

    func run() throws {
      let set = try RuleSelection(ruleFiles: files).ruleSet().rules
      let detector = try Detector(set, options: DetectorOptions(now: ClockTime.now.seconds))
      var worker = try WorkerMemory()
      let known = Set(RuleSet.builtIn.rules.map(\.id))
      let added = set.rules.filter { !known.contains($0.id) }
      var failures = 0
      for rule in added { failures += try check(rule, detector, &worker) }
      try Console.print(
        "\(added.count) \(added.count == 1 ? "rule" : "rules") loaded, "
          + (failures == 0 ? "all examples hold\n" : "examples that do not hold: \(failures)\n"))
      if failures > 0 { throw ExitStatus.findings }
    }

    /// Says which examples of a rule do not hold, and returns how many.
    private func check(
      _ rule: Rule, _ detector: Detector, _ worker: inout WorkerMemory
    ) throws -> Int {
      var failures = 0
      for (kind, list) in [("example", rule.examples), ("counterexample", rule.counterexamples)] {
        for (index, example) in list.enumerated() {
          let proof = try detector.prove(example, of: rule.id, using: &worker)
          guard case .fails(let found, let expected) = proof else { continue }
          failures += 1
          try Console.print(
            "\(rule.id), \(kind) \(index + 1) (\(example.path)): "
              + "expected \(describe(expected)), found \(describe(found))\n")
        }
      }
      return failures
    }

    private func describe(_ regions: [Range<Int>]) -> String {
      guard !regions.isEmpty else { return "nothing" }
      let list = regions.map { "\($0.lowerBound)–\($0.upperBound)" }.joined(separator: ", ")
      return "bytes \(list)"
    }
  }
}
