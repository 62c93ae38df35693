/// What is taken for Pleo's where Pleo publishes nothing: how a key looks, and what stands for its API.
///
/// The rule files say the defaults in their table `[pleo]`; a configuration file may change them.
public struct PleoSettings: Hashable, Sendable {
  /// What keys start with whose environment is not known.
  public var prefixes: [String] = []
  /// What keys of the production environment start with.
  public var productionPrefixes: [String] = []
  /// What keys of the staging environment start with.
  public var stagingPrefixes: [String] = []
  /// The fewest characters of a key after its prefix.
  public var minLength = 16
  /// The most characters of a key after its prefix.
  public var maxLength = 255
  /// What a key is made of after its prefix.
  public var alphabet = KeyAlphabet.urlSafe
  /// The hosts, beside Pleo's own, that stand for the external API.
  public var hosts: [String] = []
  /// The fewest bits a byte of what has to look random.
  public var entropy = 3.0

  /// All prefixes, a longer one before one that it starts with.
  public var allPrefixes: [String] {
    let all = prefixes + productionPrefixes + stagingPrefixes
    return all.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
  }
}

extension PleoSettings {
  /// The names that an expression may use for settings, as `{{name}}`, with what stands for each.
  var definitions: [String: String] {
    [
      "key-prefix": Self.anyOf(allPrefixes),
      "production-prefix": Self.anyOf(productionPrefixes),
      "staging-prefix": Self.anyOf(stagingPrefixes),
      "key-character": alphabet.expression,
      "key-body": alphabet.expression + "{\(minLength),\(maxLength)}",
      "key-length": "[\\x21-\\x7e]{\(minLength),\(maxLength)}",
      "key-base64": base64,
      "further-host": Self.anyOf(hosts),
    ]
  }

  /// What the settings come to; the same text for the same settings.
  public var text: String {
    let lines = definitions.map { "\($0) = \($1)\n" }.sorted()
    return lines.joined() + "entropy = \(entropy)\n"
  }

  /// The same names, whatever their values.
  static let names = Set(PleoSettings().definitions.keys)

  /// The literals that a keyword `{{name}}` stands for, or nil where it stands for itself.
  func keywords(for keyword: String) -> [String]? {
    switch keyword {
    case "{{key-prefix}}": allPrefixes
    case "{{further-host}}": hosts
    default: nil
    }
  }

  /// The longest text that all of the definitions together can stand for, in bytes.
  ///
  /// A key may stand in base64, which makes four characters of three.
  var longestMatch: Int {
    let prefix = allPrefixes.map(\.utf8.count).max() ?? 0
    let host = hosts.map(\.utf8.count).max() ?? 0
    return 2 * (prefix + maxLength) + host
  }

  /// The base64 text of a key, with a colon after it or without.
  private var base64: String {
    let starts = allPrefixes.map { Self.base64Start(of: Array($0.utf8)) }
    let longest = (longestMatch + 8) / 2 * 4 / 3 + 4
    let start = starts.isEmpty ? "(?!)" : "(?:" + starts.joined(separator: "|") + ")"
    return start + "[A-Za-z0-9+/_\\-]{4,\(longest)}={0,2}"
  }

  /// An expression for any of some literals; one that matches nothing where there are none.
  ///
  /// The literals are made of letters, digits, `_`, `-` and `.`; only the last has to be escaped.
  private static func anyOf(_ literals: [String]) -> String {
    guard !literals.isEmpty else { return "(?!)" }
    return literals.map { $0.replacing(".", with: "\\.") }.joined(separator: "|")
  }

  /// The digits that every base64 text starts with whose bytes start with some others.
  private static func base64Start(of bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    var text = ""
    for index in 0..<bytes.count * 8 / 6 {
      let bit = index * 6
      let next = bit / 8 + 1 < bytes.count ? bytes[bit / 8 + 1] : 0
      let pair = Int(bytes[bit / 8]) << 8 | Int(next)
      let value = pair >> (10 - bit % 8) & 63
      text += value < digits.count ? String(digits[value]) : value == 62 ? "[+\\-]" : "[/_]"
    }
    return text
  }
}
