/// What a configuration file says.
public struct ConfigurationFile: Hashable, Sendable {
  /// Whose word a file is.
  public enum Trust: Hashable, Sendable {
    /// The user's own: it may say anything.
    case full
    /// The scanned repository's: it may make the scan find more, and leave out paths by name.
    case widening
  }

  /// The name of the file in the root of what is scanned.
  public static let fileName = ".pleolint.toml"
  /// The largest file, in bytes.
  public static let largest = TOMLText.largest

  /// The settings.
  public let settings: PleoSettings
  /// What is never scanned, each as a line of a `.gitignore` in the root.
  public let exclusions: [String]

  /// Reads a configuration file.
  ///
  /// - Parameters:
  ///   - text: The content of the file, TOML 1.0.
  ///   - name: What errors call it.
  ///   - defaults: The settings that it changes.
  ///   - trust: Whose word it is.
  /// - Throws: What is wrong or not allowed, where, and the cure.
  public init(
    _ text: String, name: String, changing defaults: PleoSettings, trust: Trust
  ) throws(RuleError) {
    var top = KeyedTable(
      try TOMLText.table(text, name: name), file: name, place: "", lines: KeyLines(text))
    exclusions = try Self.exclusions(of: &top, trust)
    settings = try Self.settings(of: &top, defaults, trust)
    try top.finish()
  }

  private static func settings(
    of top: inout KeyedTable, _ defaults: PleoSettings, _ trust: Trust
  ) throws(RuleError) -> PleoSettings {
    guard var table = try top.table("pleo") else { return defaults }
    let settings = try PleoSettings(&table, changing: defaults)
    if trust == .widening, let key = settings.narrowedKeys(from: defaults).first {
      throw table.error(
        key,
        "finds less than the default, which a scanned repository may not ask for; "
          + "--trust-repo-config allows it.")
    }
    return settings
  }

  private static func exclusions(
    of top: inout KeyedTable, _ trust: Trust
  ) throws(RuleError) -> [String] {
    var lines: [String] = []
    for (index, written) in try top.strings("exclude").enumerated() {
      let text = written.hasPrefix("./") ? String(written.dropFirst(2)) : written
      guard text.contains(where: { $0 != "/" && $0 != "." }), !text.hasPrefix("#") else {
        throw top.error("exclude", "number \(index + 1) is no path in the root; name one.")
      }
      if isLiteral(text) {
        lines.append(text.hasPrefix("/") ? text : "/" + text)
      } else if trust == .full {
        lines.append(text)
      } else {
        throw top.error(
          "exclude",
          "number \(index + 1) is a pattern, which a scanned repository may not exclude; write "
            + "paths, or allow it by --trust-repo-config.")
      }
    }
    return lines
  }

  private static func isLiteral(_ text: String) -> Bool {
    !text.hasPrefix("!") && !text.contains { "*?[\\".contains($0) }
  }
}
