internal import Findings
internal import Git

/// What was found in the objects of a history, each finding once: where it came to be.
///
/// A line that a hundred versions of a file share is one finding: of those that no comment suppresses, and of
/// the surest of them, the oldest.
struct FindingFold: Sendable {
  /// How much was read.
  struct Counts: Sendable {
    var artifacts = 0
    var bytes = 0
    var lines = 0
    var streams = 0
    var plainArchives = 0

    /// What has come since.
    func less(_ before: Counts) -> Counts {
      Counts(
        artifacts: artifacts - before.artifacts, bytes: bytes - before.bytes,
        lines: lines - before.lines, streams: streams - before.streams,
        plainArchives: plainArchives - before.plainArchives)
    }
  }

  /// What makes findings of two versions of a file one.
  private struct Key: Hashable {
    let rule: RuleID
    let severity: Severity
    let path: ArtifactPath
    let fingerprint: Fingerprint
    let secret: SecretText?
  }

  /// What a credential, or what a rule asks for where there is none, is known by anywhere.
  private enum Trace: Hashable {
    case secret(SecretText)
    case shape(RuleID, ArtifactPath, String)
  }

  private struct Origin {
    /// The number of the object.
    let object: Int
    /// Higher for older commits.
    let commit: Int
    let finding: Finding
    /// What became of its artifact, its findings left out.
    let record: ArtifactRecord

    /// True where this stands for another one of the same: a comment or a doubt of one version excuses no
    /// other; else the older one does.
    func precedes(_ other: Origin) -> Bool {
      let (own, others) = (finding, other.finding)
      if own.isSuppressed != others.isSuppressed { return others.isSuppressed }
      if own.confidence != others.confidence { return own.confidence > others.confidence }
      return (commit, object) > (other.commit, other.object)
    }
  }

  private(set) var counts = Counts()
  /// False where something kept the scan from reading everything.
  var isComplete = true
  /// How many objects were left out because a cache knows them.
  var cachedCount = 0
  /// The numbers of all objects in which something was found, whether or not an older one holds the same, or
  /// can be at another time.
  private(set) var open: Set<Int> = []
  /// The marks of the objects in which nothing was found.
  private(set) var clean: Set<HistoryCache.Mark> = []
  private var origins: [Key: Origin] = [:]
  private var atHead: Set<Trace> = []
  /// What was not read, or not to its end.
  private var others: [ArtifactRecord] = []

  /// The numbers of the objects in which something was found.
  var objects: [Int] { origins.values.map(\.object) }

  /// Adds what was found in an object at each of its paths; what is found at one is not found again at another
  /// that says no more of it.
  ///
  /// - Parameters:
  ///   - records: What became of it, a record for each path.
  ///   - object: The object.
  ///   - number: Its number.
  ///   - isAtHead: True where it is checked out.
  ///   - isTimeBound: True where something else can be found in it at another time.
  ///   - isCached: True where it is to be noted if it is clean.
  mutating func add(
    _ records: [ArtifactRecord], of object: HistoryObject, _ number: Int, isAtHead: Bool,
    isTimeBound: Bool, isCached: Bool
  ) {
    count(records.first)
    if isTimeBound || records.contains(where: { !$0.findings.isEmpty }) {
      open.insert(number)
    } else if isCached, records.allSatisfy({ $0.status == .read }) {
      clean.insert(HistoryCache.mark(of: object))
    }
    var spots: [Spot: Origin] = [:]
    for record in records {
      var whole = record.with([])
      if record.status != .read {
        others.append(whole)
        // What is lacking is said once, whether or not its findings are those of an older version.
        whole = ArtifactRecord(path: record.path, status: .read)
        counts.artifacts += record.findings.isEmpty ? 0 : 1
      }
      for finding in record.findings {
        if isAtHead { atHead.insert(Self.trace(of: finding)) }
        let origin = Origin(
          object: number, commit: object.commit ?? -1, finding: finding, record: whole)
        if let known = spots[Spot(finding)], !origin.precedes(known) { continue }
        spots[Spot(finding)] = origin
      }
    }
    for origin in spots.values { add(origin) }
  }

  /// What was left out by rule; nil where anything else was not read.
  var skips: [(path: ArtifactPath, reason: SkipReason)]? {
    var skips: [(path: ArtifactPath, reason: SkipReason)] = []
    for record in others {
      guard case .skipped(let reason) = record.status else { return nil }
      skips.append((record.path, reason))
    }
    return isComplete && Interruption.status == nil ? skips : nil
  }

  /// Adds what became of an object that was not read.
  mutating func add(status: ArtifactRecord.Status, at path: ArtifactPath) {
    others.append(ArtifactRecord(path: path, status: status))
  }

  /// Adds what another worker found.
  mutating func add(_ other: FindingFold) {
    counts.artifacts += other.counts.artifacts
    counts.bytes += other.counts.bytes
    counts.lines += other.counts.lines
    counts.streams += other.counts.streams
    counts.plainArchives += other.counts.plainArchives
    for origin in other.origins.values { add(origin) }
    atHead.formUnion(other.atHead)
    others += other.others
    isComplete = isComplete && other.isComplete
    cachedCount += other.cachedCount
    open.formUnion(other.open)
    clean.formUnion(other.clean)
  }

  private mutating func count(_ record: ArtifactRecord?) {
    guard let record else {
      counts.artifacts += 1
      return
    }
    if record.status == .read { counts.artifacts += 1 }
    counts.bytes += record.byteCount
    counts.lines += record.lineCount
    counts.streams += record.isStream ? 1 : 0
    counts.plainArchives += record.isPlainArchive ? 1 : 0
  }

  private mutating func add(_ origin: Origin) {
    let finding = origin.finding
    let key = Key(
      rule: finding.ruleID, severity: finding.severity, path: finding.location.path,
      fingerprint: finding.fingerprint, secret: finding.credential?.secret)
    if let known = origins[key], !origin.precedes(known) { return }
    origins[key] = origin
  }

  private static func trace(of finding: Finding) -> Trace {
    guard let credential = finding.credential else {
      return .shape(finding.ruleID, finding.location.path, finding.fingerprint.shape)
    }
    return .secret(credential.secret)
  }

  /// Where a finding is in an object, whatever the object is called.
  private struct Spot: Hashable {
    let rule: RuleID
    let severity: Severity
    let range: Range<Int>

    init(_ finding: Finding) {
      rule = finding.ruleID
      severity = finding.severity
      range = finding.location.region.byteRange
    }
  }
}

extension FindingFold {
  /// What there is to report: by path, then the oldest commit first.
  ///
  /// - Parameter reference: The commit that brought an object, by the object's number.
  /// - Returns: A record for each path and commit, and those of what was not read before them.
  func records(_ reference: (Int) -> CommitReference?) -> [ArtifactRecord] {
    let groups = Dictionary(grouping: origins.values) { Place(path: $0.record.path, origin: $0) }
    let found = groups.sorted { $0.key < $1.key }.map { place, origins in
      let findings = origins.map(\.finding).sorted().map { finding in
        finding.brought(
          by: reference(place.object), standsAtHead: atHead.contains(Self.trace(of: finding)))
      }
      return origins[0].record.with(findings)
    }
    let others = others.sorted { ($0.path, "\($0.status)") < ($1.path, "\($1.status)") }
    return others + found
  }

  private struct Place: Hashable, Comparable {
    let path: ArtifactPath
    let commit: Int
    let object: Int

    init(path: ArtifactPath, origin: Origin) {
      self.path = path
      commit = origin.commit
      object = origin.object
    }

    static func < (left: Place, right: Place) -> Bool {
      if left.path != right.path { return left.path < right.path }
      return (left.commit, left.object) > (right.commit, right.object)
    }
  }
}
