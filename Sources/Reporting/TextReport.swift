import Findings
import Rules

/// The report for people: each finding with its line, and a summary at the end.
///
/// A line starts with a path that does not start with a colon, or with a space and then something
/// of ours, and holds no `##[`: build servers take the rest of such lines for commands, also after
/// white space.
struct TextReport: ReportWriter {
  private let output: ReportOutput
  private let options: ReportOptions
  private let style: TextStyle
  private let redaction: Redaction
  private var isFirst = true
  /// Where the first findings are that were there before: all of them share a line.
  private var unchanged: [Location] = []

  /// How many of them are named.
  private static let namedCount = 5

  init(to output: ReportOutput, _ options: ReportOptions) {
    self.output = output
    self.options = options
    style = TextStyle(usesColor: options.usesColor)
    redaction = Redaction(showsSecrets: options.showsSecrets)
  }

  mutating func write(_ record: ArtifactRecord) throws(ReportError) {
    for finding in record.findings where options.showsSuppressed || !finding.isSuppressed {
      if finding.isUnchanged, !options.showsSuppressed {
        if unchanged.count < Self.namedCount { unchanged.append(finding.location) }
      } else {
        try write(finding)
      }
    }
  }

  mutating func end(_ summary: ScanSummary) throws(ReportError) {
    if !isFirst { output.append("\n") }
    if !unchanged.isEmpty { output.append(line(aboutUnchanged: summary.unchangedCount) + "\n") }
    for line in TextSummary(summary, options.paths, style).lines { output.append(line + "\n") }
    try output.flush()
  }

  private mutating func write(_ finding: Finding) throws(ReportError) {
    if !isFirst { output.append("\n") }
    isFirst = false
    for line in lines(of: finding) { output.append(line + "\n") }
    try output.flushIfFull()
    try output.flushIfWatched()
  }

  private func lines(of finding: Finding) -> [String] {
    var lines = [headline(of: finding)] + markedLines(of: finding)
    lines += finding.relatedLocations.map { related in
      place(of: related.location) + " " + style.paint("note:", as: .note) + " "
        + ShownText.shown(redaction.text(of: related.message, about: finding))
    }
    lines += origin(of: finding).map { "  " + style.paint("commit:", as: .note) + " " + $0 }
    if let advice = options.documentation(of: finding.ruleID)?.advice, !advice.isEmpty {
      lines.append("  " + style.paint("fix:", as: .advice) + " " + ShownText.shown(advice))
    }
    return lines
  }

  /// The commit that a finding came with, and whether it still stands; none or one line.
  private func origin(of finding: Finding) -> [String] {
    let commit = finding.commit?.description
    let state = finding.standsAtHead.map { $0 ? "still at HEAD" : "not at HEAD any more" }
    let words = [commit ?? (state == nil ? nil : "none"), state].compactMap(\.self)
    return words.isEmpty ? [] : [words.joined(separator: ", ")]
  }

  private func headline(of finding: Finding) -> String {
    let severity = finding.severity
    let message = ShownText.shown(redaction.text(of: finding.message, about: finding))
    return place(of: finding.location) + " "
      + style.paint("\(severity.rawValue):", as: .severity(severity)) + " \(message) "
      + style.paint("[\(finding.ruleID)]", as: .rule) + remark(on: finding)
  }

  /// What keeps the finding from failing the run.
  private func remark(on finding: Finding) -> String {
    if let suppression = finding.suppression {
      let reason = redaction.reason(of: suppression, for: finding)
      return " (suppressed: \(ShownText.shown(reason)))"
    }
    if finding.isUnchanged { return " (there before)" }
    return finding.confidence == .low ? " (low confidence)" : ""
  }

  private func markedLines(of finding: Finding) -> [String] {
    guard !finding.snippet.pieces.isEmpty else { return [] }
    let number = String(finding.location.region.start.line)
    let gutter = style.paint(String(repeating: " ", count: number.count + 2) + " |", as: .gutter)
    let line = MarkedLine(of: finding, redaction)
    let text = style.paint("  \(number) |", as: .gutter) + " " + line.text
    guard let marker = line.marker else { return [text] }
    return [text, gutter + " " + style.paint(marker, as: .severity(finding.severity))]
  }

  /// What says in one line what was there before.
  private func line(aboutUnchanged count: Int) -> String {
    let places = unchanged.map { location in
      let path = PathText.quoted(options.paths.fromCurrentDirectory(location.path))
      return "\(path):\(location.region.start.line)"
    }
    let rest = count - places.count
    let more = rest > 0 ? ", and \(Quantity.count(rest)) more" : ""
    return "there before, and no part of this change: \(Quantity.count(count, "finding")) ("
      + places.joined(separator: ", ") + more + "); --verbose shows them"
  }

  private func place(of location: Location) -> String {
    let path = PathText.quoted(options.paths.fromCurrentDirectory(location.path))
    let start = location.region.start
    return style.paint("\(path):\(start.line):\(start.column):", as: .place)
  }
}
