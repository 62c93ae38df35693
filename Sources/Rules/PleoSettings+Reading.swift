extension PleoSettings {
  /// The longest key that can be asked for, in characters after its prefix.
  static let longestKey = 4096
  /// The most prefixes, and the most hosts: each is looked for in every byte.
  static let mostLiterals = 32

  /// Reads a table `[pleo]`.
  ///
  /// Prefixes and hosts are added to those there are; other values take the place of theirs.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - defaults: The settings that it changes.
  /// - Throws: What is wrong, where, and the cure.
  init(_ table: inout KeyedTable, changing defaults: PleoSettings) throws(RuleError) {
    self = defaults
    prefixes += try Self.prefixes("prefixes", in: &table)
    productionPrefixes += try Self.prefixes("production-prefixes", in: &table)
    stagingPrefixes += try Self.prefixes("staging-prefixes", in: &table)
    hosts += try Self.hosts(in: &table)
    minLength = try table.integer("min-length", in: 4...Self.longestKey) ?? minLength
    maxLength = try table.integer("max-length", in: 4...Self.longestKey) ?? maxLength
    entropy = try table.number("entropy", in: 0...8) ?? entropy
    alphabet = try Self.alphabet(in: &table) ?? alphabet
    try table.finish()
    try check(table)
  }

  /// The keys whose values find less than others, in order.
  func narrowedKeys(from defaults: PleoSettings) -> [String] {
    let keys = [
      ("alphabet", !alphabet.contains(defaults.alphabet)),
      ("entropy", entropy > defaults.entropy),
      ("max-length", maxLength < defaults.maxLength),
      ("min-length", minLength > defaults.minLength),
    ]
    return keys.filter(\.1).map(\.0)
  }

  /// How many values differ: each prefix and host that was added counts.
  public func changeCount(from defaults: PleoSettings) -> Int {
    let values = [
      alphabet != defaults.alphabet, entropy != defaults.entropy,
      maxLength != defaults.maxLength, minLength != defaults.minLength,
    ]
    return values.filter(\.self).count + allPrefixes.count - defaults.allPrefixes.count
      + hosts.count - defaults.hosts.count
  }

  private func check(_ table: KeyedTable) throws(RuleError) {
    guard minLength <= maxLength else {
      throw table.error("min-length", "\(minLength) is more than max-length, \(maxLength).")
    }
    let keys = [
      ("prefixes", prefixes), ("production-prefixes", productionPrefixes),
      ("staging-prefixes", stagingPrefixes), ("hosts", hosts),
    ]
    var seen: Set<String> = []
    for (key, texts) in keys {
      guard texts.count <= Self.mostLiterals else {
        throw table.error(key, "there are more than \(Self.mostLiterals); leave some out.")
      }
      guard texts.allSatisfy({ seen.insert($0).inserted }) else {
        throw table.error(key, "one of them is there already, or is a default; leave it out.")
      }
    }
  }

  private static func prefixes(
    _ key: String, in table: inout KeyedTable
  ) throws(RuleError) -> [String] {
    let texts = try table.strings(key)
    // What is wrong may be a credential, so that it is counted and not shown.
    if let index = texts.firstIndex(where: { !isPrefix($0) }) {
      throw table.error(
        key, "number \(index + 1) is no prefix: 4 to 32 letters, digits, hyphens and underscores.")
    }
    return texts
  }

  private static func hosts(in table: inout KeyedTable) throws(RuleError) -> [String] {
    let texts = try table.strings("hosts")
    if let index = texts.firstIndex(where: { !isHost($0) }) {
      throw table.error(
        "hosts",
        "number \(index + 1) is no host name: write it in lowercase, with a dot, without scheme and "
          + "port, as in \"gateway.example.com\".")
    }
    return texts
  }

  private static func alphabet(in table: inout KeyedTable) throws(RuleError) -> KeyAlphabet? {
    guard let text = try table.optionalString("alphabet") else { return nil }
    guard let alphabet = KeyAlphabet(text) else {
      throw table.error(
        "alphabet",
        "is no alphabet: write letters, digits and -._~+/=, and ranges, as in \"A-Za-z0-9_-\".")
    }
    return alphabet
  }

  private static func isPrefix(_ text: String) -> Bool {
    (4...32).contains(text.utf8.count)
      && text.utf8.allSatisfy { KeyAlphabet.urlSafe.characters.contains($0) }
  }

  /// RFC 1123 §2.1, in lowercase, with two labels or more.
  private static func isHost(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count > 1 && text.utf8.count <= 253
      && labels.allSatisfy { label in
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
          && label.utf8.allSatisfy {
            (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d
          }
      }
  }
}
