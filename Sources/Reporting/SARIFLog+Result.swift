import Findings

/// The results of a run (§3.14.23), made one after another while they are written.
struct SARIFResultList: Encodable {
  let findings: [Finding]
  let context: SARIFContext

  func encode(to encoder: any Encoder) throws {
    var identifier = CredentialIdentifier(context.options.identities)
    var container = encoder.unkeyedContainer()
    for finding in findings {
      let identity = finding.credential.map { identifier.identity(of: $0) }
      try container.encode(SARIFResult(finding, identity: identity, context))
    }
  }
}

/// What the results of a run refer to.
struct SARIFContext {
  /// How the report is to be made.
  let options: ReportOptions
  /// The place of each rule in the driver's list.
  let ruleIndices: [RuleID: Int]
  /// The place of each artifact in the run's list.
  let artifactIndices: [ArtifactPath: Int]
  /// True where any result of the run is suppressed.
  let hasSuppressions: Bool
  /// SARIF is made to be published: it never shows a secret.
  let redaction = Redaction(showsSecrets: false)

  /// The address of an artifact: relative to the root, or a `file` address of an absolute path.
  func address(of path: ArtifactPath) -> SARIFArtifactLocation {
    let uri = PathText.percentEncoded(path.bytes)
    let index = artifactIndices[path]
    if path.isAbsolute { return SARIFArtifactLocation(index: index, uri: "file://" + uri) }
    return SARIFArtifactLocation(index: index, uri: uri, uriBaseId: SARIFBases.rootName)
  }
}

/// A finding (§3.27).
struct SARIFResult: Encodable {
  /// On all results of a run or on none: only some runs have something to compare with (§3.27.24).
  let baselineState: String?
  let level: String
  let locations: [SARIFLocation]
  let message: SARIFMessage
  let partialFingerprints: SARIFFingerprints
  let properties: SARIFResultProperties
  let relatedLocations: [SARIFLocation]?
  let ruleId: String
  let ruleIndex: Int?
  /// On all results of a run or on none (§3.27.23); empty where a result is not suppressed.
  let suppressions: [SARIFSuppression]?

  init(_ finding: Finding, identity: String?, _ context: SARIFContext) {
    baselineState = finding.baselineState?.rawValue
    level = finding.severity.rawValue
    locations = [SARIFLocation(of: finding, context)]
    message = SARIFMessage(sentence: context.redaction.text(of: finding.message, about: finding))
    partialFingerprints = SARIFFingerprints(pleolint: finding.fingerprintDigits)
    properties = SARIFResultProperties(
      atHead: finding.standsAtHead, authorDate: finding.commit?.authorDate,
      commit: finding.commit?.id,
      confidence: finding.confidence.rawValue, credential: identity)
    relatedLocations = SARIFLocation.related(to: finding, context)
    ruleId = finding.ruleID.rawValue
    ruleIndex = context.ruleIndices[finding.ruleID]
    suppressions = context.hasSuppressions ? SARIFSuppression.all(of: finding, context) : nil
  }
}

/// What knows a result again (§3.27.17).
struct SARIFFingerprints: Encodable {
  let pleolint: String

  enum CodingKeys: String, CodingKey {
    case pleolint = "pleolintFingerprint/v1"
  }
}

/// What the standard has no place for (§3.8).
struct SARIFResultProperties: Encodable {
  let atHead: Bool?
  let authorDate: String?
  let commit: String?
  let confidence: String
  let credential: String?
}

/// Someone's word that a result is not to be acted on (§3.35).
struct SARIFSuppression: Encodable {
  let justification: String
  let kind: String
  let status = "accepted"

  /// The suppressions of a finding, none or one.
  static func all(of finding: Finding, _ context: SARIFContext) -> [SARIFSuppression] {
    guard let suppression = finding.suppression else { return [] }
    let reason = context.redaction.reason(of: suppression, for: finding)
    return [SARIFSuppression(justification: reason, kind: suppression.kind.rawValue)]
  }
}

extension SARIFMessage {
  /// A message that was written without a full stop, with one.
  init(sentence: String) {
    self.init(text: sentence.hasSuffix(".") ? sentence : sentence + ".")
  }
}

extension SARIFLocation {
  /// The place of a finding, with what may be shown of it.
  init(of finding: Finding, _ context: SARIFContext) {
    let region = finding.location.region
    let pieces = finding.snippet.pieces.map { piece in
      (text: context.redaction.text(of: piece.content, in: finding), isMarked: piece.isMarked)
    }
    let marked = pieces.filter(\.isMarked).map(\.text).joined()
    let line = pieces.map(\.text).joined()
    // The context of a region is larger than the region (§3.29.5).
    let isPart = region.start.line == region.end.line && marked != line && !marked.isEmpty
    self.init(
      message: nil,
      physicalLocation: SARIFPhysicalLocation(
        artifactLocation: context.address(of: finding.location.path),
        contextRegion: isPart ? SARIFRegion(line: region.start.line, text: line) : nil,
        region: SARIFRegion(region, text: marked)))
  }

  /// The other places of a finding; nil where there are none, equal ones once, as the schema asks.
  static func related(to finding: Finding, _ context: SARIFContext) -> [SARIFLocation]? {
    var seen: Set<RelatedLocation> = []
    let places = finding.relatedLocations.filter { seen.insert($0).inserted }.map { related in
      let words = context.redaction.text(of: related.message, about: finding)
      return SARIFLocation(
        message: SARIFMessage(sentence: words),
        physicalLocation: SARIFPhysicalLocation(
          artifactLocation: context.address(of: related.location.path), contextRegion: nil,
          region: SARIFRegion(related.location.region, text: "")))
    }
    return places.isEmpty ? nil : places
  }
}

extension SARIFRegion {
  /// A region in both of its descriptions, which agree (§3.30.1), with its text where that is known.
  init(_ region: Region, text: String) {
    self.init(
      byteLength: region.byteRange.count, byteOffset: region.byteRange.lowerBound,
      endColumn: region.end.column, endLine: region.end.line,
      snippet: text.isEmpty ? nil : SARIFArtifactContent(text: text),
      startColumn: region.start.column, startLine: region.start.line)
  }

  /// A whole line.
  init(line: Int, text: String) {
    self.init(endLine: line, snippet: SARIFArtifactContent(text: text), startLine: line)
  }
}
