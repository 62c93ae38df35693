internal import Findings
internal import Rules

/// The Swift source that holds a rule set as values ready to use, with nothing to parse at start.
struct BuiltInSource {
  let set: RuleSet
  /// The digest of the rule files, in hexadecimal.
  let digest: String

  var text: String {
    """
    // swift-format-ignore-file
    // Generated from rules/*.toml by `make rules`; a test fails when it is stale. Do not edit.

    internal import Findings

    extension RuleSet {
      /// The rules that are compiled into the program.
      public static let builtIn = RuleSet(
        rules: [
    \(lines(set.rules.map { function($0) + "()" }))
        ],
        evidence: [
    \(lines(set.evidence.map(\.swift)))
        ],
        boundaries: [
    \(lines(set.boundaries.map(\.swift)))
        ],
        surroundings: [
    \(lines(set.surroundings.map(\.swift)))
        ],
        definitions: \(set.definitions.swift),
        placeholders: Placeholders(
          values: \(set.placeholders.values.swift),
          words: \(set.placeholders.words.swift)),
        settings: \(set.settings.swift),
        slotted: [
    \(lines(set.slotted.map(\.swift)))
        ],
        forms: [
    \(lines(set.forms.map(\.swift)))
        ])

      /// The SHA-256 digest of the files that the built-in rules were made of, in hexadecimal.
      public static let builtInDigest = "\(digest)"
    }

    \(set.rules.map(definition).joined(separator: "\n"))
    """
  }

  private func lines(_ elements: [String]) -> String {
    elements.map { "      \($0)," }.joined(separator: "\n")
  }

  private func function(_ rule: Rule) -> String {
    let words = rule.id.rawValue.split(separator: "-")
    return words[0] + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private func definition(_ rule: Rule) -> String {
    "private func \(function(rule))() -> Rule {\n  \(rule.swift)\n}\n"
  }
}

extension Rule: SwiftLiteral {
  var swift: String {
    """
    Rule(
        documentation: \(documentation.swift),
        message: \(message.swift),
        clauses: \(clauses.swift),
        yieldsTo: \(yieldsTo.swift),
        silentIn: [\(silentIn.map { ".\($0.rawValue)" }.joined(separator: ", "))],
        examples: \(examples.swift),
        counterexamples: \(counterexamples.swift))
    """
  }
}

extension RuleID: SwiftLiteral {
  var swift: String { "RuleID(checked: \(rawValue.swift))" }
}

extension RuleDocumentation: SwiftLiteral {
  var swift: String {
    """
    RuleDocumentation(
          id: \(id.swift), summary: \(summary.swift), category: .\(category.rawValue),
          severity: .\(severity.rawValue), confidence: .\(confidence.rawValue),
          tags: \(tags.swift), references: \(references.swift),
          advice: \(advice.swift),
          helpSource: \(helpSource.seamed.swift))
    """
  }
}

extension Clause: SwiftLiteral {
  var swift: String {
    let opening =
      switch trigger {
      case .evidence(let names): ".evidence(\(names.swift))"
      case .suppression(let problem): ".suppression(.\(problem.rawValue))"
      }
    return """
      Clause(
            trigger: \(opening), region: \(region.swift), context: \(member(context?.rawValue)),
            relations: \(relations.swift), isAtUse: \(isAtUse),
            artifactPath: \(artifactPath.swift),
            surroundings: [\(surroundings.map { ".\($0.rawValue)" }.joined(separator: ", "))],
            isExpired: \(isExpired.swift), severity: \(member(severity?.rawValue)),
            confidence: \(member(confidence?.rawValue)), message: \(message.swift))
      """
  }
}

private func member(_ name: String?) -> String { name.map { ".\($0)" } ?? "nil" }

extension Relation: SwiftLiteral {
  var swift: String {
    "Relation(\(evidence.swift), isPresent: \(isPresent), within: .\(distance.rawValue)"
      + (isByAnyCall ? ", isByAnyCall: true)" : ")")
  }
}

extension Example: SwiftLiteral {
  var swift: String { "Example(path: \(path.swift), source: \(source.seamed.swift))" }
}

extension KeywordBoundary: SwiftLiteral {
  var swift: String {
    "KeywordBoundary(keyword: \(keyword.swift), continuations: \(continuations.swift))"
  }
}

extension SurroundingPattern: SwiftLiteral {
  var swift: String {
    "SurroundingPattern(.\(surrounding.rawValue), path: \(path.swift), text: \(text.swift), unless: \(unless.swift))"
  }
}

extension PleoSettings: SwiftLiteral {
  var swift: String {
    """
    PleoSettings(
          prefixes: \(prefixes.swift), productionPrefixes: \(productionPrefixes.swift),
          stagingPrefixes: \(stagingPrefixes.swift), minLength: \(minLength), maxLength: \(maxLength),
          alphabet: \(alphabet.swift), hosts: \(hosts.swift), entropy: \(entropy))
    """
  }
}

extension KeyAlphabet: SwiftLiteral {
  var swift: String {
    self == .urlSafe ? ".urlSafe" : "KeyAlphabet(characters: \(characters.map { Int($0) }.swift))"
  }
}

extension CredentialForm: SwiftLiteral {
  var swift: String {
    """
    CredentialForm(
            kind: \(kind.swift), name: \(name.swift),
            pattern: \(pattern.swift),
            decoding: \(decoding.swift),
            checks: \(checks.swift),
            conditions: \(conditions.swift),
            environments: \(environments.swift),
            confidence: .\(confidence.rawValue), reason: \(reason.swift))
    """
  }
}

extension CredentialForm.Condition: SwiftLiteral {
  var swift: String {
    "CredentialForm.Condition(pattern: \(pattern.swift), otherwise: \(otherwise.swift))"
  }
}

extension EvidencePattern: SwiftLiteral {
  var swift: String {
    """
    EvidencePattern(
            id: \(id.swift), kind: \(kind.swift), keywords: \(keywords.swift), follows: \(follows.swift),
            holder: \(holder.swift), artifactPath: \(artifactPath.swift),
            pattern: \(pattern.swift),
            gate: \(gate.swift),
            reachBefore: \(reachBefore), reachAfter: \(reachAfter), region: \(region.swift),
            checks: \(checks.swift), decoding: \(decoding.swift), label: \(label.swift),
            isContext: \(isContext), extent: \(member(extent?.rawValue)),
            role: \(member(role?.rawValue)), isOpaque: \(isOpaque), isCode: \(isCode), isInLogs: \(isInLogs),
            isInRecord: \(isInRecord), stays: \(stays), isSent: \(isSent))
    """
  }
}

extension EvidencePattern.Gate: SwiftLiteral {
  var swift: String {
    let lists = [
      ("precededBy", precededBy), ("followedBy", followedBy), ("nameHolds", nameHolds),
      ("holds", holds),
    ]
    var arguments = lists.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1.swift)" }
    if followedByToken > 0 {
      let place = lists.prefix(2).count { !$0.1.isEmpty }
      arguments.insert("followedByToken: \(followedByToken)", at: place)
    }
    return "EvidencePattern.Gate(\(arguments.joined(separator: ", ")))"
  }
}

extension EvidencePattern.Check: SwiftLiteral {
  var swift: String {
    switch self {
    case .highEntropy(let group): ".highEntropy(group: \(group.swift))"
    case .noPlaceholder(let group): ".noPlaceholder(group: \(group.swift))"
    case .requestLacks(let pattern): ".requestLacks(pattern: \(pattern.swift))"
    case .holderLacks(let pattern): ".holderLacks(pattern: \(pattern.swift))"
    case .reference: ".reference"
    }
  }
}

extension EvidencePattern.Decoding: SwiftLiteral {
  var swift: String {
    "EvidencePattern.Decoding(group: \(group.swift), encoding: .\(encoding.rawValue), pattern: \(pattern.swift))"
  }
}

extension String {
  /// The text with a seam in every Pleo name.
  ///
  /// All examples of a rule stand in one Swift statement, where what one of them names would meet what
  /// another calls. Seams are taken out on use, and so are these.
  fileprivate var seamed: String {
    ["pleo", "Pleo", "PLEO"].reduce(self) { text, name in
      text.replacing(name, with: "\(name.dropLast())\(Example.seam)\(name.suffix(1))")
    }
  }
}
