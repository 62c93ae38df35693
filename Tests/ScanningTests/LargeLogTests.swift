import Findings
import Testing

@testable import Scanning

@Suite struct LargeLogTests {
  /// A log in which a key stands so many lines after a sign of Pleo, of at least so many bytes.
  private static func log(lines: Int, size: Int) -> [UInt8] {
    let key = "plp" + "_rYIMSP514ti8MvaHnyKKWuWm"
    let filler = "2026-03-14T08:11:52Z INFO nothing to tell\n"
    let start = "2026-03-14T08:11:52Z INFO calling Pleo\n" + String(repeating: filler, count: lines)
    let end = String(repeating: filler, count: size / filler.utf8.count + 1)
    return Array((start + "2026-03-14T08:11:52Z INFO key \(key)\n" + end).utf8)
  }

  private static func rules(_ bytes: [UInt8]) throws -> Set<String> {
    let record = try wholeScan(bytes, path: ArtifactPath("app.log"))
    return Set(record.findings.map(\.ruleID.rawValue))
  }

  @Test func aSignCountsInAllOfASmallLog() throws {
    #expect(try Self.rules(Self.log(lines: 100, size: 1000)).contains("pleo-logged-credential"))
  }

  @Test func aSignCountsNearItAloneInALargeLog() throws {
    let size = 1 << 20
    #expect(try Self.rules(Self.log(lines: 10, size: size)).contains("pleo-logged-credential"))
    #expect(try !Self.rules(Self.log(lines: 100, size: size)).contains("pleo-logged-credential"))
  }

  @Test func aKeyWithoutASignIsToldAllTheSame() throws {
    #expect(
      try Self.rules(Self.log(lines: 100, size: 1 << 20)).contains("pleo-unattributed-key"))
  }
}
