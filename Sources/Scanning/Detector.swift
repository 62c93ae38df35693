public import Findings
public import Rules

/// Finds what the rules describe, in bytes that it is lent.
///
/// A detector is immutable, so any number of workers can share one; each brings its own
/// ``WorkerMemory``. It opens no file and prints nothing.
public final class Detector: Sendable {
  let rules: DetectorRules
  private let openers: PathOpeners
  /// Nearly all texts have no keyword, and need none of it.
  private let search: Deferred<EvidenceSearch>
  private let honoursSuppressions: Bool
  let keywords: KeywordTable

  /// How artifacts have to be cut for this detector.
  public static let geometry = WindowGeometry(
    unitLimit: 8 << 20, coreSize: 8 << 20, margin: StreamReach.chainInUTF16)

  /// Makes a detector of rules.
  ///
  /// - Throws: `outOfMemory`. Expressions are compiled when they are first needed; ``check(_:besides:)``
  ///   tells beforehand whether all of them work.
  public init(_ set: RuleSet, options: DetectorOptions) throws(DetectorError) {
    rules = DetectorRules(set, options: options)
    let keywords = try KeywordTable(set)
    let openers = PathOpeners(set.evidence)
    self.keywords = keywords
    self.openers = openers
    search = Deferred { () throws(DetectorError) in
      try EvidenceSearch(set, kinds: keywords.kinds, openers: openers)
    }
    honoursSuppressions = options.honoursSuppressions
  }

  /// Makes what a scan of code needs once a keyword stands in it: for those who have to wait anyway.
  ///
  /// - Throws: `outOfMemory`.
  public func prepare() throws(DetectorError) { try search().prepare() }

  /// Compiles every expression of a rule set.
  ///
  /// - Parameters:
  ///   - set: The rule set.
  ///   - base: What it adds to, if that is known to work.
  /// - Throws: `invalidPattern` for the first that does not compile or lacks a group that is used.
  public static func check(_ set: RuleSet, besides base: RuleSet? = nil) throws(DetectorError) {
    let known = Set(base?.evidence.map(\.id) ?? [])
    for pattern in set.evidence where !known.contains(pattern.id) {
      try PatternCheck.check(pattern)
    }
  }

  /// Scans the bytes of a window.
  ///
  /// - Parameters:
  ///   - bytes: All bytes of the window's range.
  ///   - window: Which part of the artifact they are.
  ///   - traits: What is known of all of it.
  ///   - project: What other artifacts offer by name, where that is known already.
  ///   - worker: The caller's own memory.
  /// - Returns: What an ``ArtifactAssembler`` needs of the window.
  /// - Throws: `outOfMemory`, or `invalidPattern` where ``check(_:besides:)`` was not asked.
  /// - Complexity: One pass over the bytes; more only around keywords.
  public func scan(
    _ bytes: Span<UInt8>, _ window: Window, _ traits: ArtifactTraits, in project: Project? = nil,
    using worker: inout WorkerMemory
  ) throws(DetectorError) -> WindowScan {
    let core = window.coreInRange
    let reach = StreamReach.keywordInUTF16
    let near = max(0, core.lowerBound - reach)..<min(bytes.count, core.upperBound + reach)
    var unit = Self.unit(window, traits)
    unit.project = project
    let (hits, readings) = keywords.hits(in: bytes, near: near)
    var results = try scan(bytes, hits, unit, &worker)
    for reading in readings.sorted(from: window.range.lowerBound) {
      results.merge(try scanUTF16(bytes, reading, window, core, traits, &worker))
    }
    results.findings.removeAll { !window.core.contains($0.byteRange.lowerBound) }
    return summary(of: bytes, window, core, traits, results)
  }

  /// True where relations reach no further than in a stream: records that are megabytes apart have
  /// nothing to do with each other.
  private static func isStream(_ window: Window, _ traits: ArtifactTraits) -> Bool {
    !window.isWhole || traits.isLog && window.range.count > longestLog
  }

  /// The most bytes of a log in which relations reach from one end to the other.
  private static let longestLog = 1 << 20

  private static func unit(_ window: Window, _ traits: ArtifactTraits) -> Unit {
    Unit(
      traits: traits, isStream: isStream(window, traits), core: window.coreInRange,
      origin: .bytes(from: window.range.lowerBound))
  }

  /// True where a window is looked through whatever it holds, because of what the artifact is called.
  func isOpened(
    _ window: Window, _ traits: ArtifactTraits, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> Bool {
    try !openers.numbers(opening: Self.unit(window, traits), &worker).isEmpty
  }

  /// Scans the window once more as text in UTF-16.
  private func scanUTF16(
    _ bytes: Span<UInt8>, _ reading: UTF16Reading, _ window: Window, _ core: Range<Int>,
    _ traits: ArtifactTraits, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> UnitResults {
    let text = UTF16Text(bytes, from: reading.parity, order: reading.order)
    let unit = Unit(
      traits: traits, isStream: Self.isStream(window, traits),
      core: text.place(ofOrigin: core.lowerBound)..<text.place(ofOrigin: core.upperBound),
      origin: .utf16(text, from: window.range.lowerBound))
    let span = text.utf8.span
    return try scan(span, keywords.hits(in: span, near: 0..<span.count).hits, unit, &worker)
  }

  private func scan(
    _ text: Span<UInt8>, _ hits: KeywordTable.Hits, _ unit: Unit, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> UnitResults {
    if hits.isEmpty {
      guard try !openers.numbers(opening: unit, &worker).isEmpty else { return UnitResults() }
    }
    var reader = try reader(of: text, hits, unit, within: nil, &worker)
    return try reader.results(
      in: text, suppressions: honoursSuppressions ? hits.suppressions : [], &worker)
  }

  /// Gathers the evidence of a text, and what stands encoded in it.
  private func reader(
    of text: Span<UInt8>, _ hits: KeywordTable.Hits, _ unit: Unit, within outer: DecodedText?,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) -> UnitReader {
    let encoded = try encodedTexts(in: text, hits, unit, within: outer, &worker)
    let pathIsContext = unit.isInContext || keywords.isContext(unit.traits.path)
    // What a layer shows is masked wherever it stands, and names bring evidence from elsewhere.
    let needsSigns =
      !pathIsContext && !unit.readsCode && unit.depth == 0 && encoded.drafts.isEmpty
    let search = try self.search()
    let found = try search.evidence(
      in: text, around: hits.evidence, of: unit, needsSigns: needsSigns, &worker)
    return UnitReader(
      detector: self, search: search, unit: unit, found: found, encoded: encoded,
      pathIsContext: pathIsContext)
  }

  /// Scans the texts that stand encoded in a text.
  private func encodedTexts(
    in text: Span<UInt8>, _ hits: KeywordTable.Hits, _ unit: Unit, within outer: DecodedText?,
    _ worker: inout WorkerMemory
  ) throws(DetectorError) -> LayerReading {
    var all = LayerReading()
    let finder = LayerFinder(unit, outer: outer, isContext: keywords.isContext)
    for layer in finder.layers(of: text, hits) {
      let span = layer.text.bytes.span
      let inner = keywords.hits(in: span, near: 0..<span.count).hits
      guard !inner.isEmpty else { continue }
      var reader = try reader(of: span, inner, layer.unit, within: layer.text, &worker)
      all.add(try reader.reading(of: layer, &worker), from: layer)
    }
    return all
  }

  private func summary(
    of bytes: Span<UInt8>, _ window: Window, _ core: Range<Int>, _ traits: ArtifactTraits,
    _ results: UnitResults
  ) -> WindowScan {
    let start = window.range.lowerBound
    let units = traits.byteOrder.map { CodeUnits.pairs($0, parity: start % 2) } ?? .bytes
    let mark = window.core.lowerBound == 0 ? units.markLength(of: bytes) : 0
    let first = min(core.lowerBound + mark, core.upperBound)
    var lines = LineIndex(from: first, units: units)
    let findings = PlacedFinding.all(
      results.findings.sorted { $0.isBefore($1) }, by: &lines, in: bytes, from: start)
    var share = ArtifactShare()
    share.isOpen = results.isOpen
    for export in results.exports {
      share.exports.append(export.placed(by: &lines, in: bytes, traits.path))
    }
    return WindowScan(findings, share, results.gaps, upTo: core.upperBound, &lines, in: bytes)
  }
}

extension [UTF16Reading] {
  /// In an order that is the same for every window: first what starts at an even offset of the
  /// artifact, as in a file that is UTF-16 throughout.
  fileprivate func sorted(from start: Int) -> [UTF16Reading] {
    sorted { left, right in
      let (a, b) = ((left.parity + start) % 2, (right.parity + start) % 2)
      return a != b ? a < b : left.order == .little && right.order == .big
    }
  }
}
