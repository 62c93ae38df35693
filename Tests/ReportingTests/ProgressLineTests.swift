import Findings
import Foundation
import Reporting
import Testing

struct ProgressLineTests {
  @Test func itIsDrawnTenTimesASecondAtMostAndErasedAtTheEnd() throws {
    let start = ContinuousClock.now
    let text = try drawn { output in
      var line = ProgressLine(to: output, now: start)
      for tick in 0..<30 {
        let counts = ProgressLine.Counts(artifacts: 1000 + tick, bytes: tick << 20, findings: 1)
        line.update(counts, now: start + .milliseconds(tick * 10))
      }
      line.erase()
    }
    let drawings = text.split(separator: "\r\u{1b}[K", omittingEmptySubsequences: false).dropFirst()
    #expect(
      drawings.map { $0 } == [
        "\u{1b}[?7l1,000 artifacts, 0 bytes, 0 bytes/s, 1 finding\u{1b}[?7h",
        "\u{1b}[?7l1,010 artifacts, 10.0 MiB, 100.0 MiB/s, 1 finding\u{1b}[?7h",
        "\u{1b}[?7l1,020 artifacts, 20.0 MiB, 100.0 MiB/s, 1 finding\u{1b}[?7h",
        "",
      ])
  }

  @Test func whatWasNeverDrawnIsNotErased() throws {
    let text = try drawn { output in
      var line = ProgressLine(to: output)
      line.erase()
    }
    #expect(text.isEmpty)
  }

  @Test func aTerminalThatCannotBeWrittenToIsGivenUp() throws {
    let output = try ReportOutput.file("/dev/full")
    var line = ProgressLine(to: output)
    line.update(.init(artifacts: 1))
    line.erase()
    try output.finish()
  }

  private func drawn(_ body: (ReportOutput) -> Void) throws -> String {
    let folder = try TemporaryFolder()
    let output = try ReportOutput.file(folder.file("terminal"))
    body(output)
    try output.finish()
    return try folder.text("terminal")
  }
}
