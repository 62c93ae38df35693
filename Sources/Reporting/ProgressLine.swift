/// A line on a terminal that says how far a scan is, drawn over itself.
///
/// Standard error's, and only where that is a terminal. Whoever writes something else to the same
/// terminal calls ``erase()`` first. A terminal that cannot be written to is given up in silence.
public struct ProgressLine {
  /// How far a scan is.
  public struct Counts: Hashable, Sendable {
    /// How many artifacts were read.
    public var artifacts: Int
    /// How many bytes were read.
    public var bytes: Int
    /// How many findings there are.
    public var findings: Int

    /// Creates counts.
    public init(artifacts: Int = 0, bytes: Int = 0, findings: Int = 0) {
      self.artifacts = artifacts
      self.bytes = bytes
      self.findings = findings
    }
  }

  /// The shortest time between two drawings.
  private static let interval = Duration.milliseconds(100)
  private static let lineStart = "\r\u{1b}[K"

  private let output: ReportOutput
  private let start: ContinuousClock.Instant
  private var lastDrawn: ContinuousClock.Instant?
  private var isVisible = false
  private var isGivenUp = false

  /// Creates a line that shows nothing yet, for a scan that starts now.
  public init(to output: ReportOutput, now: ContinuousClock.Instant = .now) {
    self.output = output
    start = now
  }

  /// Draws the line, unless it was drawn less than a tenth of a second ago.
  public mutating func update(_ counts: Counts, now: ContinuousClock.Instant = .now) {
    if let lastDrawn, now - lastDrawn < Self.interval { return }
    lastDrawn = now
    isVisible = true
    // Without wrapping, so that a narrow terminal cuts the line and it can be drawn over.
    draw(Self.lineStart + "\u{1b}[?7l" + text(counts, at: now) + "\u{1b}[?7h")
  }

  /// Takes the line away, where there is one.
  public mutating func erase() {
    guard isVisible else { return }
    isVisible = false
    draw(Self.lineStart)
  }

  private func text(_ counts: Counts, at now: ContinuousClock.Instant) -> String {
    let artifacts = Quantity.count(counts.artifacts, "artifact")
    let findings = Quantity.count(counts.findings, "finding")
    let seconds = max((now - start) / .seconds(1), 0.001)
    let rate = Quantity.bytes(Int(Double(counts.bytes) / seconds))
    return "\(artifacts), \(Quantity.bytes(counts.bytes)), \(rate)/s, \(findings)"
  }

  private mutating func draw(_ text: String) {
    guard !isGivenUp else { return }
    do throws(ReportError) {
      try output.write(text.utf8)
      try output.flush()
    } catch {
      isGivenUp = true
    }
  }
}
