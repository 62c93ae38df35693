public import Findings
internal import Patterns
public import Rules

/// Finds what the rules describe, in bytes that it is lent.
///
/// A detector is immutable, so any number of workers can share one; each brings its own
/// ``WorkerMemory``. It opens no file and prints nothing.
public struct Detector: Sendable {
  let rules: DetectorRules
  let search: EvidenceSearch
  private let honoursSuppressions: Bool
  private let keywords: KeywordTable

  /// How artifacts have to be cut for this detector.
  ///
  /// A finding in a core depends on evidence within ``Unit/streamReach`` of it, that on evidence as
  /// far again, and each on at most 16 KiB around a keyword; UTF-16 doubles it all.
  public static let geometry = WindowGeometry(
    unitLimit: 8 << 20, coreSize: 8 << 20, margin: 2 * (2 * (64 << 10) + 2 * (16 << 10)))

  /// Makes a detector of rules.
  ///
  /// - Throws: `outOfMemory`. Expressions are compiled when they are first needed; ``check()`` tells
  ///   beforehand whether all of them work.
  public init(_ set: RuleSet, options: DetectorOptions) throws(DetectorError) {
    rules = DetectorRules(set, options: options)
    search = EvidenceSearch(set.evidence, placeholders: PlaceholderCheck(set.placeholders))
    honoursSuppressions = options.honoursSuppressions
    keywords = try KeywordTable(set)
  }

  /// Compiles every expression.
  ///
  /// - Throws: `invalidPattern` for the first that does not compile or lacks a group that is used.
  public func check() throws(DetectorError) {
    for pattern in search.patterns { try PatternCheck.check(pattern) }
  }

  /// Scans the bytes of a window.
  ///
  /// - Parameters:
  ///   - bytes: All bytes of the window's range.
  ///   - window: Which part of the artifact they are.
  ///   - traits: What is known of all of it.
  ///   - worker: The caller's own memory.
  /// - Returns: What an ``ArtifactAssembler`` needs of the window.
  /// - Throws: `outOfMemory`, or `invalidPattern` where ``check()`` was not asked.
  /// - Complexity: One pass over the bytes; more only around keywords.
  public func scan(
    _ bytes: Span<UInt8>, _ window: Window, _ traits: ArtifactTraits,
    using worker: inout WorkerMemory
  ) throws(DetectorError) -> WindowScan {
    let core =
      window.core.lowerBound - window.range.lowerBound..<window.core.upperBound
      - window.range.lowerBound
    let unit = Unit(
      traits: traits, isStream: !window.isWhole, core: core,
      origin: .bytes(from: window.range.lowerBound))
    let (hits, layers) = keywords.hits(in: bytes, core: core)
    var results = try scan(bytes, hits, unit, &worker)
    for layer in layers where !Self.isShadow(layer, of: layers, window) {
      results.merge(try scanUTF16(bytes, layer, window, core, traits, &worker))
    }
    return summary(of: bytes, core, results)
  }

  /// True for the layer of a pair of twins whose code units start at odd offsets of the artifact.
  private static func isShadow(
    _ layer: KeywordTable.Layer, of layers: [KeywordTable.Layer], _ window: Window
  ) -> Bool {
    (window.range.lowerBound + layer.parity) % 2 == 1 && layers.contains(layer.twin)
  }

  /// Scans the window once more as text in UTF-16.
  private func scanUTF16(
    _ bytes: Span<UInt8>, _ layer: KeywordTable.Layer, _ window: Window, _ core: Range<Int>,
    _ traits: ArtifactTraits, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> UnitResults {
    let text = UTF16Text(bytes, from: layer.parity, order: layer.order)
    let unit = Unit(
      traits: traits, isStream: !window.isWhole,
      core: text.place(ofOrigin: core.lowerBound)..<text.place(ofOrigin: core.upperBound),
      origin: .utf16(text, from: window.range.lowerBound))
    let span = text.utf8.span
    return try scan(span, keywords.hits(in: span, core: unit.core).hits, unit, &worker)
  }

  private func scan(
    _ text: Span<UInt8>, _ hits: KeywordTable.Hits, _ unit: Unit, _ worker: inout WorkerMemory
  ) throws(DetectorError) -> UnitResults {
    guard !hits.isEmpty else { return UnitResults() }
    let found = try search.evidence(
      in: text, around: hits.evidence, isStream: unit.isStream, &worker)
    var reader = UnitReader(
      detector: self, unit: unit, found: found,
      pathIsContext: keywords.isContext(unit.traits.path))
    return try reader.results(
      in: text, suppressions: honoursSuppressions ? hits.suppressions : [], &worker)
  }

  private func summary(
    of bytes: Span<UInt8>, _ core: Range<Int>, _ results: UnitResults
  ) -> WindowScan {
    let tail = bytes.lineStart(of: core.upperBound, limit: core.lowerBound)
    return WindowScan(
      findings: results.findings.sorted(), newlineCount: newlineCount(in: bytes, core),
      tailColumns: bytes.utf16Length(of: tail..<core.upperBound),
      endsInsideLine: tail < core.upperBound, gaps: results.gaps)
  }
}

/// What the scan of one text came to.
struct UnitResults: Sendable {
  var findings: [LocalFinding] = []
  var gaps: [String] = []

  mutating func merge(_ other: UnitResults) {
    // A text that reads as UTF-8 and as UTF-16 is reported once.
    let places = Set(findings.map { $0.region.byteRange })
    findings += other.findings.filter { !places.contains($0.region.byteRange) }
    gaps += other.gaps
  }
}
