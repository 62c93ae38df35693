import Findings
import Rules

extension SARIFDescriptor {
  /// A little less than the longest description that code scanning sites take, in scalars.
  private static let longestDescription = 1000

  /// A rule as the report describes it.
  init(_ rule: RuleDocumentation, home: String) {
    self.init(
      defaultConfiguration: SARIFConfiguration(level: rule.severity.rawValue),
      fullDescription: SARIFMessage(text: Self.fullDescription(of: rule)),
      help: SARIFMessage(
        markdown: Self.help(of: rule, isMarkdown: true),
        text: Self.help(of: rule, isMarkdown: false)),
      helpUri: "\(home)/blob/main/docs/rules/\(rule.id).md",
      id: rule.id.rawValue,
      name: rule.id.pascalCase,
      properties: SARIFDescriptorProperties(rule),
      shortDescription: SARIFMessage(sentence: rule.summary))
  }

  /// A rule of which only the name is known, as of a finding from another program's report.
  init(undocumented id: RuleID, home: String) {
    let text = "A rule whose documentation was not loaded"
    self.init(
      RuleDocumentation(
        id: id, summary: text, category: .handling, severity: .warning, confidence: .medium,
        tags: [], references: [], advice: "", helpSource: text + "."),
      home: home)
  }

  /// The first paragraph of the help, on one line, or the summary where there is no help.
  private static func fullDescription(of rule: RuleDocumentation) -> String {
    let lines = rule.help.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { $0.allSatisfy(\.isWhitespace) }
      .prefix { !$0.allSatisfy(\.isWhitespace) }
    let words = lines.flatMap { $0.split(whereSeparator: \.isWhitespace) }
    let paragraph = words.joined(separator: " ")
    guard !paragraph.isEmpty else { return SARIFMessage(sentence: rule.summary).text }
    let scalars = paragraph.unicodeScalars
    guard scalars.count > longestDescription else { return paragraph }
    return String(scalars.prefix(longestDescription)) + "…"
  }

  private static func help(of rule: RuleDocumentation, isMarkdown: Bool) -> String {
    var parts = [rule.help, rule.advice].map(Self.trimmed)
    if !parts[1].isEmpty { parts[1] = (isMarkdown ? "**Fix:** " : "Fix: ") + parts[1] }
    if parts[0].isEmpty { parts[0] = SARIFMessage(sentence: rule.summary).text }
    parts.append(
      rule.references.map { isMarkdown ? "- <\($0)>" : "- \($0)" }.joined(separator: "\n"))
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private static func trimmed(_ text: String) -> String {
    let kept = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace)
    return String(kept.reversed())
  }
}

extension SARIFDescriptorProperties {
  /// The most tags of a rule that code scanning sites take.
  private static let mostTags = 20

  /// What code scanning sites read of a rule.
  init(_ rule: RuleDocumentation) {
    var seen: Set<String> = []
    let tags = rule.tags.filter { seen.insert($0).inserted }.prefix(Self.mostTags)
    // Sites read the number of a rule that is tagged so, and of no other.
    let isSecurity = tags.contains("security")
    self.init(
      precision: rule.confidence.rawValue,
      securitySeverity: isSecurity ? Self.securitySeverity(of: rule) : nil,
      tags: Array(tags))
  }

  /// How bad a finding is from 0 to 10: above 9 is critical, from 7 high, from 4 medium.
  private static func securitySeverity(of rule: RuleDocumentation) -> String {
    switch (rule.category, rule.severity) {
    case (.exposure, _): "9.1"
    case (_, .error): "7.5"
    case (_, .warning): "5.0"
    case (_, .note): "2.0"
    }
  }
}

extension RuleID {
  /// The name in the form that SARIF asks of names: `PleoApiKey`.
  fileprivate var pascalCase: String {
    rawValue.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
