internal import TOMLKit

/// Reads the text of a TOML file that may be hostile.
enum TOMLText {
  /// The largest file, in bytes: parsing takes a small multiple of it in memory.
  static let largest = 256 * 1024

  /// The table that a text holds.
  ///
  /// - Parameters:
  ///   - text: The content of the file, TOML 1.0.
  ///   - name: What errors call it.
  /// - Returns: The table.
  /// - Throws: Why it is not read, and where.
  static func table(_ text: String, name: String) throws(RuleError) -> TOMLTable {
    try refuseHostileText(text, name: name)
    do {
      return try TOMLTable(string: text)
    } catch {
      let place = (error as? TOMLParseError).map {
        "line \($0.source.begin.line), column \($0.source.begin.column)"
      }
      let reason = (error as? TOMLParseError)?.description ?? "\(error)"
      throw RuleError(file: name, place: place ?? "", message: "This is not TOML: \(reason).")
    }
  }

  /// The parser builds a table for each part of a dotted key and takes them down recursively, so a
  /// file of nothing but dots would exhaust the stack; it limits the depth of values itself.
  private static func refuseHostileText(_ text: String, name: String) throws(RuleError) {
    guard text.utf8.count <= largest else {
      throw RuleError(
        file: name, place: "",
        message: "The file is larger than \(largest / 1024) KiB; split it by topic.")
    }
    let deepest = 64
    var (line, dots) = (1, 0)
    for byte in Array(text.utf8) {
      switch byte {
      case UInt8(ascii: "."): dots += 1
      case UInt8(ascii: "\n"): (line, dots) = (line + 1, 0)
      case UInt8(ascii: "="), UInt8(ascii: ","): dots = 0
      default: continue
      }
      guard dots <= deepest else {
        throw RuleError(
          file: name, place: "line \(line)",
          message: "There are more than \(deepest) dots in a row; write the text in lines.")
      }
    }
  }
}
