internal import Findings
public import Rules

/// How a report is to be made; all formats of one scan share one value.
public struct ReportOptions: Hashable, Sendable {
  /// What is known of the rules that were loaded, for advice and help.
  public var rules: [RuleDocumentation]
  /// What paths are relative to.
  public var paths: PathBase
  /// How the same credential is known again.
  public var identities: IdentityScheme
  /// Leaves out what differs between two runs over the same input: times.
  public var isReproducible = false
  /// Shows secrets whole in the formats for which that is allowed; SARIF never does.
  public var showsSecrets = false
  /// Shows suppressed findings in the text report, which otherwise counts them.
  public var showsSuppressed = false
  /// Colours the text report for a terminal.
  public var usesColor = false
  /// Takes a scan for a success although not everything was read.
  public var allowsIncomplete = false

  /// Creates options with everything else switched off.
  ///
  /// - Parameters:
  ///   - rules: The documentation of all rules that were loaded.
  ///   - paths: What paths are relative to.
  ///   - identities: How the same credential is known again, the same for all reports of a scan.
  public init(
    rules: [RuleDocumentation], paths: PathBase, identities: IdentityScheme
  ) {
    self.rules = rules
    self.paths = paths
    self.identities = identities
  }

  /// What is known of a rule; nil where none of that name was loaded.
  ///
  /// - Complexity: A look at each rule: they are few, and most scans report nothing.
  func documentation(of rule: RuleID) -> RuleDocumentation? { rules.first { $0.id == rule } }
}
