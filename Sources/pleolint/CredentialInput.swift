internal import Artifacts
internal import CProcess
internal import Findings

/// The one credential on standard input.
enum CredentialInput {
  /// The most bytes that are taken for one credential.
  private static let longest = 16 << 10
  /// The longest line that a terminal hands over whole, in bytes; the rest of a longer one is lost.
  private static let longestTyped = 4094

  /// Reads standard input to its end, without the line end there; a terminal is asked, unseen.
  static func read() throws -> [UInt8] {
    let isTyped = cprocess_hide_typing() != 0
    defer { cprocess_show_typing() }
    if isTyped { Console.say("Paste the credential, which is not shown; then Enter and Ctrl-D.") }
    let input = trimmed(try contents())
    guard !input.isEmpty else {
      throw Problem(
        "Standard input is empty; pipe in one credential, as in: pass pleo | pleolint check-key")
    }
    guard !isTyped || input.count < longestTyped else {
      throw Problem("A terminal cuts a line of this length; pipe the credential in.")
    }
    return input
  }

  private static func contents() throws -> [UInt8] {
    let geometry = WindowGeometry(unitLimit: longest, coreSize: longest, margin: 1)
    let file = ArtifactFile(path: "<stdin>", source: .standardInput)
    var buffer = WindowBuffer()
    let window: Window?
    Interruption.prepare()
    switch try Root().open(file, windows: geometry) {
    case .file(let file): window = try file.read(file.firstWindow, into: &buffer)
    case .stream(var stream):
      stream.isInterrupted = { Interruption.status != nil }
      window = try stream.next(into: &buffer)
    }
    if let status = Interruption.status { throw status }
    guard window?.isWhole ?? true else {
      throw Problem("Standard input is larger than 16 KiB; check-key reads one credential.")
    }
    return buffer.withBytes { bytes in (0..<bytes.count).map { bytes[$0] } }
  }

  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    if bytes.last == 0x0a { bytes.removeLast() }
    if bytes.last == 0x0d { bytes.removeLast() }
    return bytes
  }
}
