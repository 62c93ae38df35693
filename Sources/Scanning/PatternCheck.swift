internal import Patterns
internal import Rules

/// Proves that the expressions of evidence compile and have the groups that are asked of them.
enum PatternCheck {
  static func check(_ evidence: EvidencePattern) throws(DetectorError) {
    let outer = try groups(evidence.pattern, evidence)
    _ = try groups(evidence.holder, evidence)
    _ = try groups(evidence.artifactPath, evidence)
    let inner = try groups(evidence.decoding?.pattern, evidence)
    var needed = [evidence.region, evidence.decoding?.group].compactMap(\.self)
    for check in evidence.checks {
      switch check {
      case .highEntropy(let group), .noPlaceholder(let group):
        if !inner.contains(group) { needed.append(group) }
      case .requestLacks(let source), .holderLacks(let source): _ = try groups(source, evidence)
      case .reference: continue
      }
    }
    for group in needed where !outer.contains(group) {
      throw .invalidPattern(
        evidence: "evidence \"\(evidence.id)\"", reason: "it has no group named \"\(group)\".")
    }
  }

  private static func groups(
    _ source: String?, _ evidence: EvidencePattern
  ) throws(DetectorError) -> Set<String> {
    guard let source else { return [] }
    do throws(PatternError) {
      // Machine code is made by the worker that needs it; here it would take most of the time.
      let pattern = try Pattern(source, jit: false)
      guard pattern.groupCount < MatchScratch.mostGroups else {
        let most = MatchScratch.mostGroups - 1
        throw PatternError.invalid(
          message: "more than \(most) groups; write (?:…) for those that are not named",
          offset: source.utf8.count)
      }
      return Set(pattern.groups.map(\.name))
    } catch {
      throw .invalidPattern(
        evidence: "evidence \"\(evidence.id)\"", reason: error.description)
    }
  }
}
