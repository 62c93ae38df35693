public import Findings

/// All rules of a run, with the evidence that they rest on.
public struct RuleSet: Hashable, Sendable {
  /// The rules, in order of ID.
  public let rules: [Rule]
  /// The evidence patterns, in the order of the files.
  public let evidence: [EvidencePattern]
  /// How the bytes beside some keywords decide whether they count.
  public let boundaries: [KeywordBoundary]
  /// How it is told where code runs.
  public let surroundings: [SurroundingPattern]
  /// The named parts of expressions, which added rule files may use.
  public let definitions: [String: String]
  /// What says of a value that it is not real.
  public let placeholders: Placeholders

  /// The settings that the evidence was made with.
  public let settings: PleoSettings
  /// What the rule files set.
  public let defaults: PleoSettings
  /// The evidence that names settings, with the names still in it.
  package let slotted: [EvidencePattern]
  /// What credentials look like by themselves, with the names of settings still in it.
  package let forms: [CredentialForm]

  /// Creates a rule set of parts that fit each other.
  init(
    rules: [Rule], evidence: [EvidencePattern], boundaries: [KeywordBoundary],
    surroundings: [SurroundingPattern] = [], definitions: [String: String],
    placeholders: Placeholders,
    settings: PleoSettings = PleoSettings(), defaults: PleoSettings? = nil,
    slotted: [EvidencePattern] = [], forms: [CredentialForm] = []
  ) {
    self.rules = rules
    self.evidence = evidence
    self.boundaries = boundaries
    self.surroundings = surroundings
    self.definitions = definitions
    self.placeholders = placeholders
    self.settings = settings
    self.defaults = defaults ?? settings
    self.slotted = slotted
    self.forms = forms
  }

  /// The rule of an ID, or nil where there is none.
  public subscript(id: RuleID) -> Rule? { rules.first { $0.id == id } }

  /// The rule set with only some of its rules; the evidence stays.
  public func filter(_ isKept: (RuleID) -> Bool) -> RuleSet {
    RuleSet(
      rules: rules.filter { isKept($0.id) }, evidence: evidence, boundaries: boundaries,
      surroundings: surroundings, definitions: definitions, placeholders: placeholders,
      settings: settings,
      defaults: defaults, slotted: slotted, forms: forms)
  }
}
