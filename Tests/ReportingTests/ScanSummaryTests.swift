import Findings
import Reporting
import Testing

struct ScanSummaryTests {
  @Test func itCountsWhatTheRecordsSay() {
    var summary = Sample.summary()
    for record in Sample.records { summary.add(record) }
    #expect(summary.artifactCount == 4)
    #expect(summary.byteCount == 1_288_491_749)
    #expect(summary.lineCount == 9_000_065)
    #expect(summary.streamCount == 1)
    #expect(summary.skipped == [.ignored: 2, .specialFile: 1])
    #expect(summary.shortfalls.map(\.kind) == [.failed, .truncated])
    #expect(summary.suppressedCount == 1)
    #expect(summary.findings.total == 4)
    #expect(Severity.allCases.map { summary.findings[$0] } == [1, 1, 2])
  }

  @Test func whatFailsARunIsCountedBySeverityAndConfidence() {
    var summary = Sample.summary()
    for record in Sample.records { summary.add(record) }
    #expect(summary.findings.count(atLeast: .note, atLeast: .low) == 4)
    #expect(summary.findings.count(atLeast: .note, atLeast: .medium) == 3)
    #expect(summary.findings.count(atLeast: .warning, atLeast: .high) == 2)
    #expect(summary.findings.count(atLeast: .error, atLeast: .low) == 2)
  }

  @Test func itIsCompleteUntilSomethingWasNotRead() {
    var summary = Sample.summary()
    summary.add(ArtifactRecord(path: "a", status: .skipped(.excluded)))
    #expect(summary.isComplete && summary.isEmpty)
    summary.add(ArtifactRecord(path: "b", status: .read))
    #expect(summary.isComplete && !summary.isEmpty)
    summary.addFailure("the range does not resolve")
    #expect(!summary.isComplete)
  }
}
