import Foundation
import Testing

@Suite struct CommandLineTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "pleolint-\(UUID())")

  private func write() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let key = "plp" + "_" + "Zz9Qq8Ww7Ee6Rr5Tt4Yy3Uu2Ii1Oo0Pp"
    try Data("PLEO_API_KEY=\(key)\n".utf8).write(to: folder.appending(path: ".env"))
    try Data("nothing\n".utf8).write(to: folder.appending(path: "ignored.txt"))
    try Data("ignored.txt\n".utf8).write(to: folder.appending(path: ".gitignore"))
  }

  // Without options the arguments are taken as they are; with one, all defaults come from the options.
  @Test(arguments: [[], ["scan"], ["."], ["scan", ".env", "."], ["no-such-file", ".env"]])
  func anOptionThatSaysTheDefaultChangesNothing(_ arguments: [String]) throws {
    try write()
    defer { try? FileManager.default.removeItem(at: folder) }
    let plain = try Program.run(arguments, in: folder)
    let explicit = try Program.run(arguments + ["--fail-on", "warning"], in: folder)
    #expect(plain == explicit)
    #expect(plain.output.contains(".env:1:14: error: "))
    #expect(plain.status == (arguments.first == "no-such-file" ? 2 : 1))
  }
}
