import Findings

/// The end of the text report: what was read, what was found, and what was not read.
struct TextSummary {
  /// One line for each artifact that was not read, then the summary.
  let lines: [String]

  init(_ summary: ScanSummary, _ paths: PathBase, _ style: TextStyle) {
    let unread = summary.shortfalls.map { Self.line(for: $0, paths, style) }
    lines = unread + [Self.lastLine(summary)]
  }

  private static func line(
    for shortfall: ScanSummary.Shortfall, _ paths: PathBase, _ style: TextStyle
  ) -> String {
    let place = shortfall.path.map { PathText.quoted(paths.fromCurrentDirectory($0)) }
    let what =
      switch shortfall.kind {
      case .failed: shortfall.path == nil ? "not complete:" : "not read:"
      case .truncated: "read in part:"
      }
    return style.paint((place ?? ToolDescription.name) + ":", as: .place) + " "
      + style.paint(what, as: .severity(.error)) + " " + ShownText.shown(shortfall.reason)
  }

  private static func lastLine(_ summary: ScanSummary) -> String {
    let parts = [read(summary), found(summary), skipped(summary), notRead(summary)]
    return parts.compactMap(\.self).joined(separator: "; ")
  }

  private static func read(_ summary: ScanSummary) -> String {
    if summary.isEmpty { return "nothing to scan" }
    var text = "read \(Quantity.count(summary.artifactCount, "artifact"))"
    text += " (\(Quantity.bytes(summary.byteCount)))"
    text += " with \(Quantity.count(summary.tool.ruleCount, "rule"))"
    if summary.tool.changedSettingCount > 0 {
      text += " and \(Quantity.count(summary.tool.changedSettingCount, "changed setting"))"
    }
    if summary.cachedCount > 0 {
      text += ", \(Quantity.count(summary.cachedCount)) known from a cache"
    }
    if summary.streamCount > 0 {
      text += ", \(Quantity.count(summary.streamCount)) scanned in windows"
    }
    if summary.plainArchiveCount > 0 {
      text += ", \(Quantity.count(summary.plainArchiveCount, "archive")) as plain bytes"
    }
    return text
  }

  private static func found(_ summary: ScanSummary) -> String? {
    if summary.isEmpty { return nil }
    let counts = Severity.allCases.reversed().map { severity in
      Quantity.count(summary.findings[severity], severity.rawValue)
    }
    let suppressed = Quantity.count(summary.suppressedCount) + " suppressed"
    return "found " + (counts + [suppressed]).joined(separator: ", ")
  }

  private static func skipped(_ summary: ScanSummary) -> String? {
    guard summary.skippedCount > 0 else { return nil }
    let reasons = summary.skipCounts.map { $0.reason.phrase(for: $0.count) }
    return "skipped " + reasons.joined(separator: ", ")
  }

  private static func notRead(_ summary: ScanSummary) -> String? {
    guard !summary.isComplete else { return nil }
    return "NOT COMPLETE: \(Quantity.count(summary.shortfalls.count)) not read"
  }
}

extension SkipReason {
  /// How many were skipped for this reason, as people read it.
  func phrase(for number: Int) -> String {
    switch self {
    case .ignored: "\(Quantity.count(number)) ignored by git"
    case .excluded: "\(Quantity.count(number)) excluded"
    case .hidden: "\(Quantity.count(number)) hidden"
    case .symbolicLink: Quantity.count(number, "symbolic link")
    case .specialFile: Quantity.count(number, "special file")
    case .tooLarge: "\(Quantity.count(number)) over the size limit"
    case .gitDirectory: "\(Quantity.count(number)) of git's own"
    case .submodule: Quantity.count(number, "submodule")
    case .lfsPointer: "\(Quantity.count(number)) kept by Git LFS"
    }
  }
}
