/// A rule of which a test asks only what it finds.
struct RuleText {
  let id: String
  /// The lines of its clause.
  let clause: String
  let path: String
  let example: String
  let counterexample: String

  /// The rule as a file has it.
  var toml: String {
    """
    [[rule]]
    id = "\(id)"
    category = "handling"
    severity = "error"
    confidence = "high"
    summary = "Summary"
    message = "message"
    advice = "advice"
    help = "help"
    [[rule.when]]
    \(clause)
    [[rule.example]]
    path = "\(path)"
    text = "\(example)"
    [[rule.counterexample]]
    path = "\(path)"
    text = "\(counterexample)"

    """
  }
}
