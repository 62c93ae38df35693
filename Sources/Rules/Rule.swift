public import Findings

/// What to look for, why, and the proof that it is found.
public struct Rule: Hashable, Sendable {
  /// What people read.
  public let documentation: RuleDocumentation
  /// What a finding says, unless its clause says otherwise; `{…}` stands for what was captured.
  public let message: String
  /// The ways in which it may hold, in the order of the rule file.
  public let clauses: [Clause]
  /// The rules that are more specific: where one of them has the same secret, this one is silent.
  public let yieldsTo: [RuleID]
  /// The places of a text in which it is silent.
  public let silentIn: [Surrounding]
  /// Texts in which it must find exactly the marked regions.
  public let examples: [Example]
  /// Texts in which it must find nothing.
  public let counterexamples: [Example]

  /// Creates a rule.
  public init(
    documentation: RuleDocumentation, message: String, clauses: [Clause], yieldsTo: [RuleID] = [],
    silentIn: [Surrounding] = [], examples: [Example] = [], counterexamples: [Example] = []
  ) {
    self.documentation = documentation
    self.message = message
    self.clauses = clauses
    self.yieldsTo = yieldsTo
    self.silentIn = silentIn
    self.examples = examples
    self.counterexamples = counterexamples
  }

  /// The stable name.
  public var id: RuleID { documentation.id }
}

/// What a place in a text is, apart from code and data that a program reads.
public enum Surrounding: String, CaseIterable, Hashable, Sendable {
  /// A comment of the language that the path tells.
  case comment
  /// Markdown or plain text outside of code.
  case prose
  /// A log.
  case log
  /// Code or configuration that ships to a user's device.
  case device
}
