#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Rules

/// The expressions that a rule set looks with, as a JSON list: what is compiled when the program is built.
struct ExpressionList {
  private let expressions: Set<String>

  /// Collects the expressions of evidence and of surroundings, as they are with the settings of the set.
  init(of set: RuleSet) {
    let surroundings = set.surroundings.flatMap { [$0.path, $0.text, $0.unless] }
    let paths = set.rules.flatMap(\.clauses).map(\.artifactPath)
    let all = set.evidence.flatMap(Self.expressions) + surroundings + paths
    expressions = Set(all.compactMap(\.self))
  }

  /// The list, in the order of the alphabet, so that little changes where a rule does.
  ///
  /// - Throws: What cannot be encoded, which a string always can.
  var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(expressions.sorted()), as: UTF8.self) + "\n"
    }
  }

  private static func expressions(of evidence: EvidencePattern) -> [String?] {
    [evidence.pattern, evidence.holder, evidence.artifactPath, evidence.decoding?.pattern]
      + evidence.checks.map { check in
        switch check {
        case .requestLacks(let pattern), .holderLacks(let pattern): pattern
        case .highEntropy, .noPlaceholder, .reference: nil
        }
      }
  }
}
