/// Where a pattern stands, for errors.
struct Place {
  let file: String
  let place: String

  func error(_ message: String, key: String? = nil) -> RuleError {
    RuleError(
      file: file, place: key.map { "\(place), key \"\($0)\"" } ?? place, message: message)
  }
}

/// What the names of settings in evidence are replaced by, made once for all of it.
struct Filling {
  let settings: PleoSettings
  /// What lengths were written for.
  let defaults: PleoSettings
  let vocabulary: Vocabulary
  /// How many bytes longer a match may be than reaches were written for.
  let growth: Int

  init(_ settings: PleoSettings, insteadOf defaults: PleoSettings) {
    self.settings = settings
    self.defaults = defaults
    vocabulary = Vocabulary(settings)
    growth = max(0, settings.longestMatch - defaults.longestMatch)
  }
}

extension EvidencePattern {
  /// The longest reach, in bytes: windows are cut so that a match of it is seen whole.
  static let longestReach = 16384

  /// The evidence with the definitions of a vocabulary in its expressions.
  func expanded(
    by vocabulary: Vocabulary, at place: Place
  ) throws(RuleError) -> EvidencePattern {
    try expanded(
      by: vocabulary, at: place, keywords: keywords, gate: gate, reachAfter: reachAfter)
  }

  private func expanded(
    by vocabulary: Vocabulary, at place: Place, keywords: [String], gate: Gate, reachAfter: Int
  ) throws(RuleError) -> EvidencePattern {
    func expand(_ text: String?) throws(RuleError) -> String? {
      guard let text else { return nil }
      return try vocabulary.expand(text, at: place)
    }
    return EvidencePattern(
      id: id, kind: kind, keywords: keywords, follows: follows, holder: try expand(holder),
      artifactPath: artifactPath, pattern: try expand(pattern), gate: gate,
      reachBefore: reachBefore, reachAfter: reachAfter, region: region,
      checks: try checks.expanded(by: vocabulary, at: place),
      decoding: try decoding?.expanded(by: vocabulary, at: place), label: label,
      isContext: isContext, extent: extent, role: role, isOpaque: isOpaque,
      isCode: isCode, isInLogs: isInLogs, isInRecord: isInRecord, stays: stays, isSent: isSent)
  }

  /// Completes the gate, where it says nothing, by what the expression tells.
  mutating func completeGate() {
    guard holder == nil, artifactPath == nil, let pattern else { return }
    let expression = Expression(pattern)
    if let opening = expression.flatMap({ KeywordOpening($0, keywords) }) {
      // Where each match starts at its keyword, one that starts before it belongs to another keyword.
      reachBefore = 0
      if gate.followedBy.isEmpty { gate.followedBy = opening.literals }
    }
    // What stands right there tells more than any word, and takes less time.
    guard gate.holds.isEmpty, !gate.isFollowedByWord else { return }
    let words = NecessaryWords.words(of: expression, besides: keywords)
    gate.holds = gate.implies(words) ? [] : words
  }

  /// The evidence with settings in the place of their names.
  ///
  /// - Parameters:
  ///   - filling: What the names stand for.
  ///   - place: Where it stands, for errors.
  /// - Returns: The evidence, itself where it names none.
  /// - Throws: That an expression has grown too long.
  func filled(with filling: Filling, at place: Place) throws(RuleError) -> EvidencePattern {
    let settings = filling.settings
    let literals = keywords.flatMap { settings.keywords(for: $0) ?? [$0] }
    let same = try expanded(by: filling.vocabulary, at: place)
    guard same != self || literals != keywords else { return self }
    // A gate knows what stands beside the keywords that are written with it, not beside others.
    let written = keywords.filter { settings.keywords(for: $0) == nil }
    let isGated = written.isEmpty || written == literals
    return try expanded(
      by: filling.vocabulary, at: place, keywords: literals,
      gate: isGated ? gate.fitted(to: settings, insteadOf: filling.defaults) : Gate(),
      reachAfter: min(Self.longestReach, reachAfter + filling.growth))
  }

  /// Refuses keywords that cannot stand in every match: too short, or not even spelt in it.
  ///
  /// Those of settings are what the expression spells.
  func checkKeywords(of written: EvidencePattern, at place: Place) throws(RuleError) {
    let whole = decoding?.pattern ?? pattern
    for keyword in keywords where written.keywords.contains(keyword) {
      guard keyword.utf8.count >= 4 else {
        throw place.error(
          "\"\(keyword)\" is shorter than 4 bytes; choose a longer literal.", key: "keywords")
      }
      guard whole?.holdsBytes(of: keyword) ?? true else {
        throw place.error(
          "\"\(keyword)\" does not stand in the pattern; each match needs a keyword.",
          key: "keywords")
      }
    }
  }
}

extension EvidencePattern.Decoding {
  fileprivate func expanded(
    by vocabulary: Vocabulary, at place: Place
  ) throws(RuleError) -> EvidencePattern.Decoding {
    EvidencePattern.Decoding(
      group: group, encoding: encoding, pattern: try vocabulary.expand(pattern, at: place))
  }
}

extension [EvidencePattern.Check] {
  fileprivate func expanded(
    by vocabulary: Vocabulary, at place: Place
  ) throws(RuleError) -> [EvidencePattern.Check] {
    var checks: [EvidencePattern.Check] = []
    for check in self {
      switch check {
      case .requestLacks(let text):
        checks.append(.requestLacks(pattern: try vocabulary.expand(text, at: place)))
      case .holderLacks(let text):
        checks.append(.holderLacks(pattern: try vocabulary.expand(text, at: place)))
      case .highEntropy, .noPlaceholder, .reference: checks.append(check)
      }
    }
    return checks
  }
}

extension CredentialForm {
  /// The form with the definitions of a vocabulary in its expressions.
  func expanded(
    by vocabulary: Vocabulary, at place: Place
  ) throws(RuleError) -> CredentialForm {
    var conditions: [Condition] = []
    for condition in self.conditions {
      conditions.append(
        Condition(
          pattern: try vocabulary.expand(condition.pattern, at: place),
          otherwise: condition.otherwise))
    }
    var environments: [String: String] = [:]
    for (name, pattern) in self.environments {
      environments[name] = try vocabulary.expand(pattern, at: place)
    }
    return CredentialForm(
      kind: kind, name: name, pattern: try vocabulary.expand(pattern, at: place),
      decoding: try decoding?.expanded(by: vocabulary, at: place), checks: checks,
      conditions: conditions, environments: environments, confidence: confidence, reason: reason)
  }
}

extension EvidencePattern.Gate {
  /// The gate for keys that may be shorter than those that it was written for.
  fileprivate func fitted(
    to settings: PleoSettings, insteadOf defaults: PleoSettings
  ) -> EvidencePattern.Gate {
    var gate = self
    gate.followedByToken -= max(0, defaults.minLength - settings.minLength)
    return gate
  }
}
