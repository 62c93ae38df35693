/// The program that makes a report, and what it knew.
public struct ToolDescription: Hashable, Sendable {
  /// The version of the program, such as `1.2.0`.
  public let version: String
  /// What identifies the rules that were loaded, to the byte.
  public let ruleSetDigest: String
  /// How many rules were loaded.
  public let ruleCount: Int
  /// How many settings a configuration file changed; each prefix and host that it added counts.
  public let changedSettingCount: Int
  /// The address of the project, without a slash at its end.
  public let home: String

  /// Creates the description of a program.
  public init(
    version: String, ruleSetDigest: String, ruleCount: Int, changedSettingCount: Int = 0,
    home: String
  ) {
    self.version = version
    self.ruleSetDigest = ruleSetDigest
    self.ruleCount = ruleCount
    self.changedSettingCount = changedSettingCount
    self.home = home
  }

  /// The name of the program.
  static let name = "pleolint"
}
