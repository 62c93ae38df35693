public import Findings

/// What people read about a rule: everything but how it is found.
public struct RuleDocumentation: Hashable, Sendable {
  /// The group of the catalogue that a rule belongs to.
  public enum Category: String, CaseIterable, Hashable, Sendable {
    /// The secret itself is in the text.
    case exposure
    /// A credential is sent or kept the wrong way.
    case handling
    /// Credential and endpoint do not fit each other.
    case fit
    /// The scanner's own affairs, such as a suppression without a reason.
    case scanner
  }

  /// The stable name.
  public let id: RuleID
  /// What is wrong, in one line without a full stop.
  public let summary: String
  /// The group it belongs to.
  public let category: Category
  /// How bad a finding is unless its clause says otherwise.
  public let severity: Severity
  /// How likely a finding is true unless its clause says otherwise.
  public let confidence: Confidence
  /// Words to filter by; `security` and weaknesses such as `external/cwe/cwe-798`.
  public let tags: [String]
  /// Pages that say more, as absolute URLs.
  public let references: [String]
  /// What to do about a finding, in one line.
  public let advice: String
  /// The text of `help` as the rule file has it: with the seams that keep it from being found.
  public let helpSource: String

  /// Creates the documentation of a rule.
  public init(
    id: RuleID, summary: String, category: Category, severity: Severity, confidence: Confidence,
    tags: [String], references: [String], advice: String, helpSource: String
  ) {
    self.id = id
    self.summary = summary
    self.category = category
    self.severity = severity
    self.confidence = confidence
    self.tags = tags
    self.references = references
    self.advice = advice
    self.helpSource = helpSource
  }

  /// What, why and how to mend it, in Markdown.
  public var help: String { Example.joined(helpSource) }

  /// Seams do not count: they are there for who reads the source.
  public static func == (left: RuleDocumentation, right: RuleDocumentation) -> Bool {
    left.id == right.id && left.summary == right.summary && left.category == right.category
      && left.severity == right.severity && left.confidence == right.confidence
      && left.tags == right.tags && left.references == right.references
      && left.advice == right.advice && left.help == right.help
  }

  /// Hashes what tells one rule from another.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
