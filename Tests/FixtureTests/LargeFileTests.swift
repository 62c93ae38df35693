import Foundation
import Testing

@Suite struct LargeFileTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "pleolint-\(UUID())")

  /// Several windows of lines, with a key on the first line, on two between, and on the last.
  private func write() throws -> Int {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let key = "plp" + "_" + "Zz9Qq8Ww7Ee6Rr5Tt4Yy3Uu2Ii1Oo0Pp"
    let leak = "PLEO_API_KEY=\(key)\n"
    let filler = String(repeating: "nothing to see on this line of the log\n", count: 215_000)
    let text = leak + filler + leak + filler + leak + filler + leak
    try Data(text.utf8).write(to: folder.appending(path: "app.log"))
    return 4
  }

  @Test func aLargeFileIsSharedByWorkersAndReportedTheSame() throws {
    let count = try write()
    defer { try? FileManager.default.removeItem(at: folder) }
    let arguments = ["scan", "--format", "jsonl", "--reproducible", "app.log"]
    let one = try Program.run(arguments + ["--threads", "1"], in: folder)
    let many = try Program.run(arguments + ["--threads", "5"], in: folder)
    let findings = one.output.split(separator: "\n").filter { $0.contains("\"type\":\"finding\"") }
    // Each key is in the text, and in a log.
    #expect(findings.count == 2 * count)
    #expect(findings.last?.contains("\"startLine\":645004") == true)
    #expect(many.output == one.output)
    #expect(many.status == one.status)
  }
}
