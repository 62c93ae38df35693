internal import Findings

extension RuleSet {
  /// Joins rule files, and a rule set that they may build on, into one.
  ///
  /// Definitions, evidence and rules may refer to each other across files. What the built-in rules
  /// define is there for user rules too; an ID or a name that exists cannot be given again.
  ///
  /// - Parameters:
  ///   - base: What the files add to.
  ///   - files: The files, in the order in which their evidence is to be looked for.
  /// - Throws: What does not fit, where, and the cure.
  public init(extending base: RuleSet? = nil, with files: [RuleFile]) throws(RuleError) {
    let vocabulary = try Vocabulary(base?.definitions ?? [:], files)
    var linker = Linker(base)
    for file in files { try linker.add(file, vocabulary) }
    for file in files { try linker.checkReferences(of: file) }
    self.init(
      rules: linker.rules.sorted { $0.id < $1.id }, evidence: linker.evidence,
      boundaries: linker.boundaries, surroundings: linker.surroundings,
      definitions: vocabulary.definitions,
      placeholders: linker.placeholders)
  }
}

/// The named parts of expressions, written `{{name}}` where they are used.
struct Vocabulary {
  let definitions: [String: String]

  /// The longest expanded expression, in bytes; no longer one can be compiled.
  private static let longestPattern = 64 * 1024

  init(_ base: [String: String], _ files: [RuleFile]) throws(RuleError) {
    var definitions = base
    for file in files {
      for (name, text) in file.definitions.sorted(by: { $0.key < $1.key }) {
        guard definitions.updateValue(text, forKey: name) == nil else {
          throw RuleError(
            file: file.name, place: "table \"define\", key \"\(name)\"",
            message: "The name is defined already; choose another.")
        }
      }
    }
    self.definitions = definitions
  }

  /// Replaces each `{{name}}` by its definition, as a group, and those in it in turn.
  func expand(
    _ pattern: String, file: String, place: String, depth: Int = 0
  ) throws(RuleError) -> String {
    var expanded = ""
    var rest = pattern[...]
    while let open = rest.firstRange(of: "{{") {
      expanded += rest[..<open.lowerBound]
      rest = rest[open.upperBound...]
      guard let name = Self.name(at: rest) else {
        expanded += "{{"
        continue
      }
      guard let definition = definitions[name], depth < 16 else {
        throw RuleError(file: file, place: place, message: problem(with: name, depth))
      }
      expanded +=
        "(?:" + (try expand(definition, file: file, place: place, depth: depth + 1)) + ")"
      // Definitions of definitions can grow tenfold at each level.
      guard expanded.utf8.count <= Self.longestPattern else {
        throw RuleError(
          file: file, place: place,
          message: "With its definitions the pattern is longer than "
            + "\(Self.longestPattern / 1024) KiB; make it shorter.")
      }
      rest = rest.dropFirst(name.count + 2)
    }
    return expanded + rest
  }

  /// What stands before `}}` if it is the name of a definition.
  ///
  /// That is a letter, then letters, digits and hyphens. What else may stand between double braces in
  /// an expression is left as it is.
  private static func name(at text: Substring) -> String? {
    guard let close = text.firstRange(of: "}}"), text.first?.isLetter == true else { return nil }
    let name = text[..<close.lowerBound]
    return name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" } ? String(name) : nil
  }

  private func problem(with name: String, _ depth: Int) -> String {
    guard depth < 16 else { return "\"{{\(name)}}\" is defined by itself; write it out." }
    let nearest = nearestName(to: name, among: definitions.keys)
    return "\"{{\(name)}}\" is not defined" + (nearest.map { "; did you mean \"\($0)\"?" } ?? ".")
  }
}

/// The parts of a rule set while files are added to it.
private struct Linker {
  var rules: [Rule]
  var evidence: [EvidencePattern]
  var boundaries: [KeywordBoundary]
  var surroundings: [SurroundingPattern]
  var placeholders: Placeholders

  init(_ base: RuleSet?) {
    rules = base?.rules ?? []
    evidence = base?.evidence ?? []
    boundaries = base?.boundaries ?? []
    surroundings = base?.surroundings ?? []
    placeholders = base?.placeholders ?? Placeholders()
  }

  mutating func add(_ file: RuleFile, _ vocabulary: Vocabulary) throws(RuleError) {
    boundaries += file.boundaries
    surroundings += file.surroundings
    placeholders = Placeholders(
      values: placeholders.values + file.placeholders.values,
      words: placeholders.words + file.placeholders.words)
    for pattern in file.evidence {
      guard !evidence.contains(where: { $0.id == pattern.id }) else {
        throw Self.taken(file, "evidence \"\(pattern.id)\"")
      }
      evidence.append(try pattern.expanded(by: vocabulary, in: file))
    }
    for rule in file.rules {
      guard !rules.contains(where: { $0.id == rule.id }) else {
        throw Self.taken(file, "rule \"\(rule.id)\"")
      }
      rules.append(rule)
    }
  }

  func checkReferences(of file: RuleFile) throws(RuleError) {
    let ids = Set(evidence.map(\.id))
    for pattern in file.evidence {
      try check(pattern.follows, in: ids, file, "evidence \"\(pattern.id)\", key \"follows\"")
    }
    for rule in file.rules {
      let known = Set(rules.map(\.id.rawValue))
      try check(
        rule.yieldsTo.map(\.rawValue), in: known, file, "rule \"\(rule.id)\", key \"yields-to\"")
      for (index, clause) in rule.clauses.enumerated() {
        let place = "rule \"\(rule.id)\", when \(index + 1)"
        if case .evidence(let names) = clause.trigger { try check(names, in: ids, file, place) }
        try check(clause.relations.flatMap(\.evidence), in: ids, file, place)
      }
    }
  }

  private func check(
    _ names: [String], in known: Set<String>, _ file: RuleFile, _ place: String
  ) throws(RuleError) {
    for name in names where !known.contains(name) {
      let nearest = nearestName(to: name, among: known)
      throw RuleError(
        file: file.name, place: place,
        message: "There is no \"\(name)\"" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "."))
    }
  }

  private static func taken(_ file: RuleFile, _ place: String) -> RuleError {
    RuleError(file: file.name, place: place, message: "The ID is taken already; choose another.")
  }
}

extension EvidencePattern {
  /// The pattern with its vocabulary expanded, once it was seen that its keywords can be in it.
  fileprivate func expanded(
    by vocabulary: Vocabulary, in file: RuleFile
  ) throws(RuleError) -> EvidencePattern {
    let place = "evidence \"\(id)\""
    func expand(_ text: String) throws(RuleError) -> String {
      try vocabulary.expand(text, file: file.name, place: place)
    }
    let whole = try pattern.map { text throws(RuleError) in try expand(text) }
    let holder = try holder.map { text throws(RuleError) in try expand(text) }
    let decoded = try decoding.map { part throws(RuleError) in
      Decoding(group: part.group, encoding: part.encoding, pattern: try expand(part.pattern))
    }
    for keyword in keywords {
      try Self.refuse(keyword, unlessIn: decoded?.pattern ?? whole, file.name, place)
    }
    var checks: [Check] = []
    for check in self.checks {
      switch check {
      case .requestLacks(let text): checks.append(.requestLacks(pattern: try expand(text)))
      case .holderLacks(let text): checks.append(.holderLacks(pattern: try expand(text)))
      case .highEntropy, .noPlaceholder, .reference: checks.append(check)
      }
    }
    return EvidencePattern(
      id: id, kind: kind, keywords: keywords, follows: follows, holder: holder,
      artifactPath: artifactPath, pattern: whole, gate: gate, reachBefore: reachBefore,
      reachAfter: reachAfter, region: region, checks: checks, decoding: decoded, label: label,
      isContext: isContext, extent: extent, role: role, isOpaque: isOpaque)
  }

  /// A keyword that the expression does not even spell cannot stand in each of its matches.
  private static func refuse(
    _ keyword: String, unlessIn pattern: String?, _ file: String, _ place: String
  ) throws(RuleError) {
    guard keyword.utf8.count >= 4 else {
      throw RuleError(
        file: file, place: "\(place), key \"keywords\"",
        message: "\"\(keyword)\" is shorter than 4 bytes; choose a longer literal.")
    }
    guard pattern?.contains(keyword) ?? true else {
      throw RuleError(
        file: file, place: "\(place), key \"keywords\"",
        message: "\"\(keyword)\" does not stand in the pattern; each match needs a keyword.")
    }
  }
}
