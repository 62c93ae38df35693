import Findings
import Rules
import Testing

@testable import Scanning

@Suite struct VariationTests {
  static let proofs = Proof.examples.filter { $0.rule.isAboutInput && !$0.rule.isAboutFiles }
  static let silences = Proof.counterexamples.filter(\.rule.isAboutInput)

  @Test(arguments: Variation.allCases)
  func everyVariationIsMadeOfSomeExample(_ variation: Variation) throws {
    let made = try Self.proofs.filter { proof in
      variation.of(try #require(MarkedText(proof.example)), path: proof.example.path) != nil
    }
    #expect(made.count >= 10)
  }

  @Test(arguments: proofs, Variation.allCases)
  func anExampleIsFoundWhereverItStands(_ proof: Proof, _ variation: Variation) throws {
    let marked = try #require(MarkedText(proof.example))
    guard let varied = variation.of(marked, path: proof.example.path) else { return }
    let record = try scan(varied.bytes, path: proof.example.path)
    #expect(record.regions(of: proof.rule.id) == varied.regions)
  }

  @Test(arguments: silences, Variation.allCases)
  func aCounterexampleIsSilentWhereverItStands(_ proof: Proof, _ variation: Variation) throws {
    let marked = try #require(MarkedText(proof.example))
    guard let varied = variation.of(marked, path: proof.example.path) else { return }
    #expect(try scan(varied.bytes, path: proof.example.path).regions(of: proof.rule.id) == [])
  }

  @Test(arguments: proofs)
  func anExampleIsFoundInUTF16(_ proof: Proof) throws {
    let marked = try #require(MarkedText(proof.example))
    let units = Array(String(decoding: marked.bytes, as: UTF8.self).utf16)
    func offset(_ place: Int) -> Int {
      2 + 2 * String(decoding: marked.bytes[..<place], as: UTF8.self).utf16.count
    }
    let regions = marked.regions.map { offset($0.lowerBound)..<offset($0.upperBound) }
    for isLittle in [true, false] {
      let bytes = ([0xfeff] + units).flatMap { unit in
        let pair = [UInt8(unit >> 8), UInt8(unit & 0xff)]
        return isLittle ? Array(pair.reversed()) : pair
      }
      let record = try scan(bytes, path: proof.example.path)
      #expect(record.regions(of: proof.rule.id) == regions)
      let plain = try scan(marked.bytes, path: proof.example.path)
      #expect(
        record.findings.map(\.location.region.start) == plain.findings.map(\.location.region.start))
    }
  }

  @Test(arguments: proofs)
  func theInterpreterFindsTheSame(_ proof: Proof) throws {
    let marked = try #require(MarkedText(proof.example))
    let fast = try scan(marked.bytes, path: proof.example.path)
    let slow = try scan(marked.bytes, path: proof.example.path, usesJIT: false)
    #expect(fast == slow)
  }

  @Test(arguments: proofs)
  func anExampleUnderASuppressionIsSuppressedNotGone(_ proof: Proof) throws {
    let marked = try #require(MarkedText(proof.example))
    let region = try #require(marked.regions.first)
    let lineStart = marked.bytes.span.lineStart(of: region.lowerBound)
    let traits = ArtifactTraits(path: ArtifactPath(proof.example.path), head: marked.bytes.span)
    // A comment cannot interrupt a line that goes on after a backslash, nor the address of a request.
    guard !marked.bytes[..<lineStart].reversed().dropFirst().starts(with: [.backslash]),
      traits.language.shape != .requests || !marked.bytes[lineStart].isBlank,
      let comment = traits.language.comment("pleolint:allow \(proof.rule.id) -- a made-up key")
    else { return }
    let changed = marked.inserting(comment + "\n", at: lineStart)
    let record = try scan(changed.bytes, path: proof.example.path)
    #expect(record.regions(of: proof.rule.id) == changed.regions)
    let finding = try #require(record.findings.first { $0.ruleID == proof.rule.id })
    #expect(finding.suppression == Suppression(kind: .inSource, justification: "a made-up key"))
    let others = record.findings.filter { $0.ruleID.rawValue.hasPrefix("pleolint-") }
    #expect(others.isEmpty)
    try expectFoundAgainWhereNotTrusted(changed, proof)
  }

  private func expectFoundAgainWhereNotTrusted(_ text: MarkedText, _ proof: Proof) throws {
    let record = try scan(text.bytes, path: proof.example.path, honoursSuppressions: false)
    #expect(record.regions(of: proof.rule.id) == text.regions)
    #expect(record.findings.allSatisfy { !$0.isSuppressed })
  }

  @Test func suppressionsAreTriedInSeveralLanguages() {
    let paths = Self.proofs.map(\.example.path)
    let tried = paths.filter { path in
      ArtifactTraits(path: ArtifactPath(path), head: Span()).language.comment("x") != nil
    }
    #expect(Set(tried).count >= 20)
  }
}

extension Language {
  /// A comment that stands alone on a line, or nil where the language has none.
  fileprivate func comment(_ text: String) -> String? {
    guard shape != .markdown, shape != .records, shape != .prose else { return nil }
    if let mark = lineComments.first {
      return String(decoding: mark.bytes, as: UTF8.self) + " \(text)"
    }
    return blockComments.first.map { block in
      "\(String(decoding: block.open.bytes, as: UTF8.self)) \(text) "
        + String(decoding: block.close.bytes, as: UTF8.self)
    }
  }
}
