internal import Findings
internal import Patterns
internal import Rules

// Whether a match is evidence is told by what its pattern asks beside.
extension EvidenceSearch {
  /// Adds a match to the evidence if it passes its pattern's conditions and is not there yet.
  func accept(
    _ range: Range<Int>, _ number: Int, _ text: Span<UInt8>, _ result: inout Result,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) {
    // The same match is found again only from hits that lie in it, one after another.
    guard !result.evidence[number].suffix(4).contains(where: { $0.matches(range) }) else {
      return
    }
    let groups = worker.lastGroups
    let decoded: Decoded?
    // A pattern has so many parts that a copy of it would cost as much as the match.
    if let decoding = patterns[number].decoding {
      switch try decode(decoding, groups, text, &worker) {
      case .none: return
      case .gaveUp:
        result.gaveUp.append((patterns[number].id, range.lowerBound))
        return
      case .found(let groups): decoded = Decoded(groups: groups)
      }
    } else {
      decoded = nil
    }
    for check in patterns[number].checks where !passes(check, groups, decoded, text) { return }
    result.evidence[number].append(piece(number, range, groups, decoded, text))
  }

  private func piece(
    _ number: Int, _ range: Range<Int>, _ groups: Captures, _ decoded: Decoded?,
    _ text: Span<UInt8>
  ) -> Evidence {
    let outer = groups[EvidencePattern.secretGroup]
    let secret =
      decoded?.groups[EvidencePattern.secretGroup] ?? outer.map { text.array($0) }
    let credential = secret.flatMap { secret in
      patterns[number].kind.map { Credential(kind: $0, secret: SecretText(secret)) }
    }
    let place = outer ?? patterns[number].decoding.flatMap { groups[$0.group] }
    let end = patterns[number].extent.map { text.end(of: $0, from: range) } ?? range.upperBound
    let whole = range.lowerBound..<max(end, range.upperBound)
    let region = patterns[number].region.flatMap { groups[$0] } ?? place ?? whole
    return Evidence(
      pattern: number, range: whole, groups: groups,
      secretRange: credential == nil ? nil : place, credential: credential,
      expiry: decoded?.groups["exp"].flatMap { Int(String(decoding: $0, as: UTF8.self)) },
      region: region,
      places: Places(own: credential == nil ? region : place ?? region))
  }

  /// What the groups of the expression for the decoded bytes hold.
  private struct Decoded {
    let groups: [String: [UInt8]]
  }

  private func passes(
    _ check: EvidencePattern.Check, _ groups: Captures, _ decoded: Decoded?,
    _ text: Span<UInt8>
  ) -> Bool {
    func bytes(_ group: String) -> [UInt8] {
      decoded?.groups[group] ?? groups[group].map { text.array($0) } ?? []
    }
    return switch check {
    case .highEntropy(let group): entropy.holds(for: bytes(group))
    case .noPlaceholder(let group): !placeholders.holds(for: bytes(group))
    // Where a request ends and what holds it is known only when all evidence is.
    case .requestLacks, .holderLacks, .reference: true
    }
  }

  private func decode(
    _ decoding: EvidencePattern.Decoding, _ groups: Captures, _ text: Span<UInt8>,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Decoding {
    guard let range = groups[decoding.group], let bytes = Base64.decode(text.array(range)) else {
      return .none
    }
    switch try worker.match(
      decoding.pattern, in: bytes.span, 0...0, end: bytes.count, around: 0)
    {
    case .none: return .none
    case .gaveUp: return .gaveUp
    case .found: return .found(worker.lastGroups.mapValues { Array(bytes[$0]) })
    }
  }

  /// What decoding a part of a match came to.
  private enum Decoding {
    case none
    /// The groups of the expression for the decoded bytes.
    case found([String: [UInt8]])
    /// A limit on work was reached: neither a match nor none.
    case gaveUp
  }
}

extension EvidencePattern.Check {
  /// True where it can be asked only once the unit was read again.
  var isLazy: Bool {
    switch self {
    case .highEntropy, .noPlaceholder: false
    case .requestLacks, .holderLacks, .reference: true
    }
  }
}
