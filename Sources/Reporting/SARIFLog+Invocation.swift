import Findings

/// What the run did (§3.20).
struct SARIFInvocation: Encodable {
  let endTimeUtc: String?
  let executionSuccessful: Bool
  let exitCode: Int?
  let properties: SARIFInvocationProperties
  let startTimeUtc: String?
  let toolExecutionNotifications: [SARIFNotification]

  init(_ summary: ScanSummary, _ context: SARIFContext, _ notices: [SARIFNotice]) {
    let options = context.options
    endTimeUtc = options.isReproducible ? nil : summary.endTime.map(Timestamp.text)
    // A signal or a usage error ends a run without success even where a shortfall is tolerated.
    let exitStatus = summary.exitStatus ?? 0
    executionSuccessful = (summary.isComplete || options.allowsIncomplete) && exitStatus <= 1
    exitCode = summary.exitStatus
    properties = SARIFInvocationProperties(summary)
    startTimeUtc = options.isReproducible ? nil : summary.startTime.map(Timestamp.text)
    let indices = SARIFNotice.Kind.indices(in: notices)
    toolExecutionNotifications = notices.map { SARIFNotification($0, indices, context) }
  }
}

/// The proof of what was read (§3.8).
struct SARIFInvocationProperties: Encodable {
  let artifactCount: Int
  let byteCount: Int
  /// Left out where no cache knew anything.
  let cachedCount: Int?
  /// Left out where a configuration changed none.
  let changedSettingCount: Int?
  let complete: Bool
  let findings: SortedMap<Int>
  let lineCount: Int
  let plainArchiveCount: Int
  let ruleCount: Int
  let shortfallCount: Int
  let skipped: SortedMap<Int>
  let streamCount: Int
  let suppressedCount: Int
  /// Left out where nothing was there before.
  let unchangedCount: Int?

  init(_ summary: ScanSummary) {
    artifactCount = summary.artifactCount
    byteCount = summary.byteCount
    cachedCount = summary.cachedCount > 0 ? summary.cachedCount : nil
    let changes = summary.tool.changedSettingCount
    changedSettingCount = changes > 0 ? changes : nil
    complete = summary.isComplete
    findings = summary.findingsByName
    lineCount = summary.lineCount
    plainArchiveCount = summary.plainArchiveCount
    ruleCount = summary.tool.ruleCount
    shortfallCount = summary.shortfalls.count
    skipped = summary.skippedByName
    streamCount = summary.streamCount
    suppressedCount = summary.suppressedCount
    unchangedCount = summary.unchangedCount > 0 ? summary.unchangedCount : nil
  }
}

/// Something to know about the run (§3.58).
struct SARIFNotification: Encodable {
  let descriptor: SARIFDescriptorReference
  let level: String
  let locations: [SARIFLocation]?
  let message: SARIFMessage

  init(_ notice: SARIFNotice, _ indices: [SARIFNotice.Kind: Int], _ context: SARIFContext) {
    descriptor = SARIFDescriptorReference(id: notice.kind.rawValue, index: indices[notice.kind])
    level = notice.kind.level(allowsIncomplete: context.options.allowsIncomplete).rawValue
    locations = notice.path.map { path in
      let place = SARIFPhysicalLocation(
        artifactLocation: context.address(of: path), contextRegion: nil, region: nil)
      return [SARIFLocation(message: nil, physicalLocation: place)]
    }
    message = SARIFMessage(sentence: notice.text)
  }
}

/// Which kind of notification it is (§3.52).
struct SARIFDescriptorReference: Encodable {
  let id: String
  let index: Int?
}

/// Something that a reader of the results has to know about the run.
struct SARIFNotice {
  /// The kinds, by their ID in the driver's list, in its order.
  enum Kind: String, CaseIterable {
    case failed = "artifact-not-read"
    case truncated = "artifact-read-in-part"
    case skipped = "artifacts-skipped"
    case nothingToScan = "nothing-to-scan"
    case incomplete = "scan-incomplete"
  }

  let kind: Kind
  let path: ArtifactPath?
  let text: String

  /// Everything that was not read: each artifact by itself, those skipped by rule in one for each
  /// reason.
  static func all(of summary: ScanSummary) -> [SARIFNotice] {
    var notices = summary.shortfalls.map(Self.init)
    notices += summary.skipCounts.map { reason, count in
      SARIFNotice(kind: .skipped, path: nil, text: "Skipped by rule: \(reason.phrase(for: count))")
    }
    if summary.isEmpty {
      notices.append(SARIFNotice(kind: .nothingToScan, path: nil, text: "Nothing to scan"))
    }
    return notices
  }
}

extension SARIFNotice {
  private init(_ shortfall: ScanSummary.Shortfall) {
    path = shortfall.path
    switch (shortfall.kind, shortfall.path) {
    case (.failed, nil):
      (kind, text) = (.incomplete, "The scan is not complete: \(shortfall.reason)")
    case (.failed, _): (kind, text) = (.failed, "Not read: \(shortfall.reason)")
    case (.truncated, _): (kind, text) = (.truncated, "Read in part: \(shortfall.reason)")
    }
  }
}

extension SARIFNotice.Kind {
  /// The kinds that occur in some notices, in their order.
  static func used(in notices: [SARIFNotice]) -> [SARIFNotice.Kind] {
    allCases.filter { kind in notices.contains { $0.kind == kind } }
  }

  /// The place of each kind that occurs in the driver's list.
  static func indices(in notices: [SARIFNotice]) -> [SARIFNotice.Kind: Int] {
    Dictionary(uniqueKeysWithValues: used(in: notices).enumerated().map { ($1, $0) })
  }

  /// An error means that the run failed (§3.20.21); a tolerated shortfall is no more than a warning.
  func level(allowsIncomplete: Bool) -> Severity {
    switch self {
    case .failed, .truncated, .incomplete: allowsIncomplete ? .warning : .error
    case .skipped, .nothingToScan: .note
    }
  }

  /// The kind as the driver describes it.
  func descriptor(allowsIncomplete: Bool) -> SARIFDescriptor {
    let level = level(allowsIncomplete: allowsIncomplete)
    return SARIFDescriptor(
      defaultConfiguration: SARIFConfiguration(level: level.rawValue),
      fullDescription: SARIFMessage(text: explanation), help: nil, helpUri: nil, id: rawValue,
      name: name, properties: nil, shortDescription: SARIFMessage(text: summary))
  }

  private var name: String {
    rawValue.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private var summary: String {
    switch self {
    case .failed: "An artifact was not read."
    case .truncated: "An artifact was read in part."
    case .skipped: "Artifacts were skipped by rule."
    case .nothingToScan: "There was nothing to scan."
    case .incomplete: "The scan is not complete."
    }
  }

  private var explanation: String {
    switch self {
    case .failed: "The artifact could not be read, so that nothing can be said about it."
    case .truncated: "Nothing can be said about the artifact from where reading ended."
    case .skipped: "Ignored, excluded, linked and special files are left out and counted."
    case .nothingToScan: "No artifact was left to read after those that are skipped by rule."
    case .incomplete: "Something other than an artifact kept the scan from reading everything."
    }
  }
}
