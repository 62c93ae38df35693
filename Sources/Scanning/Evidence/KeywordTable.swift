internal import Findings
internal import Patterns
internal import Rules

/// The keywords of a rule set in all their forms, and what a hit of each means.
struct KeywordTable: Sendable {
  private let search: KeywordSearch
  private let forms: [Form]
  private let gates: [NameBoundary]
  /// For each gate, the words that may follow its keyword.
  private let continuations: [WordList]
  private let encodings: [EncodedKeyword]
  /// For each kind of hit, the patterns to try, by number.
  let kinds: [[Int]]
  /// For each kind of hit, whether it is a sign of Pleo.
  private let isSign: [Bool]

  /// What a hit of a form leads to; it is looked up at every hit, and holds no reference.
  private struct Form: Sendable {
    let length: Int
    /// The number of the list of the evidence patterns to try.
    var kind = 0
    var isContext = false
    var isSuppression = false
    var byteOrder: UTF16Text.ByteOrder?
    /// The number of the gate that a hit has to pass.
    var gate: Int?
    /// The number of the encoding that has to be read for what the hit is to be known.
    var encoding: Int?
  }

  /// The hits of a text that passed their gates.
  struct Hits {
    var evidence: [EvidenceSearch.Hit] = []
    /// Where a suppression's directive starts.
    var suppressions: [Int] = []
    /// Where a keyword stands in an encoding.
    var encoded: [EncodedHit] = []

    var isEmpty: Bool { evidence.isEmpty && suppressions.isEmpty && encoded.isEmpty }

    static func + (left: Hits, right: Hits) -> Hits {
      Hits(
        evidence: left.evidence + right.evidence,
        suppressions: left.suppressions + right.suppressions,
        encoded: left.encoded + right.encoded)
    }
  }

  /// A keyword that stands at an offset in an encoding.
  struct EncodedHit {
    let offset: Int
    let keyword: EncodedKeyword
  }

  init(_ set: RuleSet) throws(DetectorError) {
    let directive = Array(SuppressionComment.directive.utf8)
    let keywordForms = KeywordForm.all(of: set.evidence)
    let encoded = EncodedKeyword.all(of: set.evidence)
    let users = Self.users(of: set.evidence)
    let all = keywordForms.map(\.bytes) + [directive] + encoded.map(\.bytes)
    guard let search = KeywordSearch(all) else { throw .outOfMemory }
    self.search = search
    var kinds = ListNumbers<Int>()
    let forms = keywordForms.map { form in
      let patterns = (users[form.keyword] ?? []).filter {
        KeywordForm.writing(in: set.evidence[$0]) == form.writing
      }
      let isGated = form.writing == .plain && form.byteOrder == nil
      return Form(
        length: form.bytes.count, kind: kinds.number(of: patterns) ?? kinds.add(patterns),
        isContext: patterns.contains { set.evidence[$0].isContext }, byteOrder: form.byteOrder,
        gate: isGated ? set.boundaries.firstIndex { $0.keyword == form.keyword } : nil)
    }
    self.kinds = kinds.all
    isSign = kinds.all.map { numbers in numbers.contains { set.evidence[$0].isContext } }
    gates = set.boundaries.map(NameBoundary.init)
    continuations = set.boundaries.map { WordList($0.continuations) }
    encodings = encoded
    self.forms =
      forms + [Form(length: directive.count, isSuppression: true)]
      + encoded.indices.map { Form(length: encoded[$0].bytes.count, encoding: $0) }
  }

  /// True where what stands around a hit does not rule it out.
  private func holds(_ form: Form, at offset: Int, in text: Span<UInt8>) -> Bool {
    if let encoding = form.encoding { return encodings[encoding].isWritten(at: offset, in: text) }
    guard let gate = form.gate else { return true }
    return gates[gate].holds(text, at: offset) { continuations[gate].stands(in: text, at: $0) }
  }

  /// The numbers of the patterns that have a keyword, in order.
  private static func users(of evidence: [EvidencePattern]) -> [String: [Int]] {
    var users: [String: [Int]] = [:]
    for number in evidence.indices {
      for keyword in evidence[number].keywords where users[keyword]?.last != number {
        users[keyword, default: []].append(number)
      }
    }
    return users
  }

  /// The hits of a text that has any in a range, and the ways in which it has to be read as UTF-16.
  ///
  /// Where the range holds none, the rest of the text is not looked at.
  func hits(in text: Span<UInt8>, near core: Range<Int>) -> (hits: Hits, readings: [UTF16Reading]) {
    var found = collect(text, core)
    guard !found.hits.isEmpty || !found.readings.isEmpty else { return found }
    let before = collect(text, 0..<core.lowerBound)
    let after = collect(text, core.upperBound..<text.count)
    found.hits = before.hits + found.hits + after.hits
    return found
  }

  /// What stands in a block, as far as it matters for how much around it has to be read.
  enum Presence {
    case none
    /// A few hits, none of them in UTF-16.
    case few
    /// So many hits that all around is best read at once, or one in UTF-16, which reaches further.
    case many
  }

  /// What starts in a range.
  ///
  /// - Complexity: One pass over the range, which ends where there are many.
  func presence(in text: Span<UInt8>, startingIn range: Range<Int>) -> Presence {
    var count = 0
    let isMany = search.containsHit(in: text, startingIn: range) { hit in
      let form = forms[hit.keyword]
      guard holds(form, at: hit.offset, in: text) else { return false }
      count += 1
      return count > Self.most || form.byteOrder != nil
    }
    return isMany ? .many : count > 0 ? .few : .none
  }

  /// So many hits are few in a block.
  private static let most = 64

  private func collect(
    _ text: Span<UInt8>, _ range: Range<Int>
  ) -> (hits: Hits, readings: [UTF16Reading]) {
    var hits = Hits()
    var readings: [UTF16Reading] = []
    search.forEachHit(in: text, startingIn: range) { hit in
      let form = forms[hit.keyword]
      guard holds(form, at: hit.offset, in: text) else { return }
      if let order = form.byteOrder {
        let reading = UTF16Reading(order: order, parity: hit.offset % 2)
        if !readings.contains(reading) { readings.append(reading) }
      } else if form.isSuppression {
        hits.suppressions.append(hit.offset)
      } else if let encoding = form.encoding {
        hits.encoded.append(EncodedHit(offset: hit.offset, keyword: encodings[encoding]))
      } else if !SuppressionComment.isID(at: hit.offset, after: hits.suppressions.last, in: text) {
        hits.evidence.append(
          EvidenceSearch.Hit(offset: hit.offset, length: form.length, kind: form.kind))
      }
    }
    return (hits, readings)
  }

  /// True where a hit is a sign of Pleo.
  func isContext(_ hit: EvidenceSearch.Hit) -> Bool { isSign[hit.kind] }

  /// True where a path holds a sign of Pleo.
  func isContext(_ path: ArtifactPath) -> Bool {
    let bytes = path.bytes.span
    return search.containsHit(in: bytes, startingIn: 0..<bytes.count) { hit in
      let form = forms[hit.keyword]
      return form.isContext && holds(form, at: hit.offset, in: bytes)
    }
  }
}
