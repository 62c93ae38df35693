internal import Patterns
internal import Rules

/// What the program says of itself.
enum Version {
  /// The version of the program: commands, flags, rule IDs and formats are kept within a major one.
  static let number = "0.1.0"
  /// Where the project lives; every address that the program prints starts with it.
  static let home = "https://github.com/pleolint/pleolint"

  /// What `--version` prints.
  static var description: String {
    """
    pleolint \(number)
    rules \(RuleSet.builtInDigest.prefix(12)), \(RuleSet.builtIn.rules.count) built in
    PCRE2 \(PatternLibrary.version), JIT \(PatternLibrary.hasJIT ? "available" : "not available")
    """
  }
}
