internal import Findings
public import Rules

/// Says what a credential is that stands by itself, by the forms of a rule set.
public struct CredentialCheck: Sendable {
  private let forms: [CredentialForm]
  private let placeholders: PlaceholderCheck
  private let entropy: HighEntropy

  /// Takes the forms of a rule set.
  ///
  /// - Throws: That an expression has grown too long, and whose.
  public init(_ set: RuleSet) throws(RuleError) {
    forms = try set.credentialForms()
    placeholders = PlaceholderCheck(set.placeholders)
    entropy = HighEntropy(set.settings)
  }

  /// Judges a credential by the first form that it has.
  ///
  /// - Parameters:
  ///   - input: The credential and nothing else.
  ///   - worker: The caller's own memory.
  /// - Returns: What it is, or nil where it has no form.
  /// - Throws: `invalidPattern`, also where an expression reached its limit on work.
  public func verdict(
    on input: [UInt8], using worker: inout WorkerMemory
  ) throws(DetectorError) -> CredentialVerdict? {
    for form in forms {
      if let reading = try read(input, as: form, &worker) {
        return try verdict(reading, form, &worker)
      }
    }
    return nil
  }

  /// An input that has a form.
  private struct Reading {
    /// The input, or what a part of it decodes to.
    let text: [UInt8]
    /// What the groups of the form hold.
    let groups: [String: [UInt8]]
  }

  private func read(
    _ input: [UInt8], as form: CredentialForm, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Reading? {
    guard let outer = try groups(of: form.pattern, in: input, form, &worker) else { return nil }
    guard let decoding = form.decoding else { return Reading(text: input, groups: outer) }
    guard let encoded = outer[decoding.group], let decoded = Base64.decode(encoded),
      let inner = try groups(of: decoding.pattern, in: decoded, form, &worker)
    else { return nil }
    return Reading(text: decoded, groups: outer.merging(inner) { $1 })
  }

  private func verdict(
    _ reading: Reading, _ form: CredentialForm, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> CredentialVerdict {
    let secret = reading.groups[EvidencePattern.secretGroup] ?? reading.text
    var doubts = form.checks.compactMap { doubt(about: $0, reading.groups) }
    for condition in form.conditions
    where try groups(of: condition.pattern, in: reading.text, form, &worker) == nil {
      doubts.append(condition.otherwise)
    }
    var environments: [String] = []
    for (name, pattern) in form.environments
    where try groups(of: pattern, in: reading.text, form, &worker) != nil {
      environments.append(name)
    }
    return CredentialVerdict(
      credential: Credential(kind: form.kind, secret: SecretText(secret)), name: form.name,
      environment: environments.count == 1 ? environments.first : nil,
      expiry: reading.groups["exp"].flatMap { Int(String(decoding: $0, as: UTF8.self)) },
      doubts: Set(doubts).sorted(), confidence: form.confidence, reason: form.reason)
  }

  private func doubt(
    about check: EvidencePattern.Check, _ groups: [String: [UInt8]]
  ) -> String? {
    switch check {
    case .noPlaceholder(let group):
      placeholders.holds(for: groups[group] ?? []) ? "it reads like a placeholder" : nil
    case .highEntropy(let group):
      entropy.holds(for: groups[group] ?? []) ? nil : "it does not look random"
    // These ask about what stands around, and nothing does.
    case .requestLacks, .holderLacks, .reference: nil
    }
  }

  /// What the groups of the first match hold, or nil where there is none.
  private func groups(
    of pattern: String, in text: [UInt8], _ form: CredentialForm, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> [String: [UInt8]]? {
    switch try worker.match(pattern, in: text.span, 0...text.count, end: text.count, around: 0) {
    case .none: return nil
    case .found: return worker.lastGroups.mapValues { Array(text[$0]) }
    case .gaveUp:
      throw .invalidPattern(
        evidence: "credential \"\(form.name)\"", reason: "it reached its limit on work.")
    }
  }
}
