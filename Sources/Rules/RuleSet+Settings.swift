extension RuleSet {
  /// The rule set with other settings; rules and definitions stay.
  ///
  /// - Throws: That an expression has grown too long, and whose.
  /// - Complexity: Linear in the evidence that names settings; the rest is shared.
  public func with(_ settings: PleoSettings) throws(RuleError) -> RuleSet {
    var filled: [String: EvidencePattern] = [:]
    let filling = Filling(settings, insteadOf: defaults)
    for pattern in slotted {
      filled[pattern.id] = try pattern.filled(
        with: filling, at: Place(file: "settings", place: "evidence \"\(pattern.id)\""))
    }
    return RuleSet(
      rules: rules, evidence: evidence.map { filled[$0.id] ?? $0 }, boundaries: boundaries,
      surroundings: surroundings, definitions: definitions, placeholders: placeholders,
      settings: settings,
      defaults: defaults, slotted: slotted, forms: forms)
  }

  /// What credentials look like by themselves, in the order in which they are to be tried.
  ///
  /// - Throws: That an expression has grown too long, and whose.
  public func credentialForms() throws(RuleError) -> [CredentialForm] {
    var filled: [CredentialForm] = []
    let vocabulary = Vocabulary(settings)
    for form in forms {
      let place = Place(file: "settings", place: "credential \"\(form.name)\"")
      filled.append(try form.expanded(by: vocabulary, at: place))
    }
    return filled
  }
}
