internal import ArgumentParser

/// `pleolint scan`: files, directories and standard input.
struct Scan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    // Without it, each start would also ask whether a completion script of this command is wanted.
    _superCommandName: "pleolint",
    abstract: "Scan files, directories and standard input.")

  @OptionGroup(title: "What to read") var reading: ReadingOptions

  @Flag(help: "Print what would be read, and what not and why; scan nothing.")
  var listFiles = false

  @Flag(help: "Take the input for hostile: comments in it cannot suppress findings.")
  var untrusted = false

  @OptionGroup var common: RunOptions

  func run() async throws {
    let scan = PathScan(
      reading: reading.reading, request: common.request(isUntrusted: untrusted))
    throw listFiles ? try scan.list() : try await scan.run()
  }
}
