internal import ArgumentParser
public import Findings

/// The options that say what makes a run fail.
struct GateOptions: ParsableArguments {
  @Option(help: "The lowest severity that makes the exit status 1.")
  var failOn = Gate().failOn

  @Option(help: "How sure a finding must be to make the exit status 1.")
  var failOnConfidence = Gate().failOnConfidence

  @Option(help: "Leave out findings that are less sure than this.")
  var minConfidence = Gate().minConfidence

  @Flag(help: "Exit with 0 or 1, not 3, where not everything was read.")
  var allowIncomplete = false

  var gate: Gate {
    Gate(
      failOn: failOn, failOnConfidence: failOnConfidence, minConfidence: minConfidence,
      allowsIncomplete: allowIncomplete)
  }
}

extension Gate.Threshold: WordArgument {}
extension Confidence: WordArgument {}
