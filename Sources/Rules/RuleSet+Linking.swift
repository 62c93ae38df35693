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
    if base == nil { linker.settings = try Self.settings(of: files) }
    if base == nil { linker.defaults = linker.settings }
    let filling = Filling(linker.settings, insteadOf: linker.defaults)
    for file in files { try linker.add(file, vocabulary, filling) }
    try linker.checkReferences(of: files)
    try linker.checkLabels(of: files)
    linker.selectForLogs()
    self.init(
      rules: Self.sorted(linker.rules), evidence: linker.evidence,
      boundaries: linker.boundaries, surroundings: linker.surroundings,
      definitions: vocabulary.definitions,
      placeholders: linker.placeholders, settings: linker.settings, defaults: linker.defaults,
      slotted: linker.slotted, forms: linker.added + linker.forms)
  }

  /// Rules in order of their names; a rule has so many parts that only the names are moved about.
  private static func sorted(_ rules: [Rule]) -> [Rule] {
    let ids = rules.map(\.id)
    return ids.indices.sorted { ids[$0] < ids[$1] }.map { rules[$0] }
  }

  private static func settings(of files: [RuleFile]) throws(RuleError) -> PleoSettings {
    let saying = files.filter { $0.settings != nil }
    if saying.count > 1 { throw settingsTaken(saying[1]) }
    return saying.first?.settings ?? PleoSettings()
  }

  fileprivate static func settingsTaken(_ file: RuleFile) -> RuleError {
    RuleError(
      file: file.name, place: "table \"pleo\"",
      message: "The settings have their defaults already; change them in a configuration file.")
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
        let isTaken = definitions.updateValue(text, forKey: name) != nil
        guard !isTaken, !PleoSettings.names.contains(name) else {
          throw RuleError(
            file: file.name, place: "table \"define\", key \"\(name)\"",
            message: "The name is defined already; choose another.")
        }
      }
    }
    self.definitions = definitions
  }

  /// The definitions of settings, and nothing else.
  init(_ settings: PleoSettings) { definitions = settings.definitions }

  /// Replaces each `{{name}}` by its definition, as a group, and those in it in turn.
  ///
  /// A name of a setting stays unless it is defined here.
  func expand(
    _ pattern: String, at place: Place, depth: Int = 0
  ) throws(RuleError) -> String {
    // Most patterns of one's own name nothing.
    guard Self.mayNameSomething(pattern) else { return pattern }
    var expanded = ""
    var rest = pattern[...]
    while let open = rest.firstRange(of: "{{") {
      expanded += rest[..<open.lowerBound]
      rest = rest[open.upperBound...]
      guard let name = Self.name(at: rest) else {
        expanded += "{{"
        continue
      }
      if definitions[name] == nil, PleoSettings.names.contains(name) {
        expanded += "{{\(name)}}"
        rest = rest.dropFirst(name.count + 2)
        continue
      }
      guard let definition = definitions[name], depth < 16 else {
        throw place.error(problem(with: name, depth))
      }
      expanded +=
        "(?:" + (try expand(definition, at: place, depth: depth + 1)) + ")"
      // Definitions of definitions can grow tenfold at each level.
      guard expanded.utf8.count <= Self.longestPattern else {
        throw place.error(
          "With its definitions the pattern is longer than \(Self.longestPattern / 1024) KiB; "
            + "make it shorter.")
      }
      rest = rest.dropFirst(name.count + 2)
    }
    return expanded + rest
  }

  private static func mayNameSomething(_ pattern: String) -> Bool {
    pattern.holdsBytes(of: "{{")
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
    let nearest = nearestName(to: name, among: PleoSettings.names.union(definitions.keys))
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
  var slotted: [EvidencePattern]
  /// The forms of the rule set that is built on, and of the files, which are tried first.
  let forms: [CredentialForm]
  var added: [CredentialForm] = []
  /// What the names of settings stand for.
  var settings: PleoSettings
  /// What the lengths in rule files are written for.
  var defaults: PleoSettings
  private let hasBase: Bool

  init(_ base: RuleSet?) {
    hasBase = base != nil
    settings = base?.settings ?? PleoSettings()
    defaults = base?.defaults ?? PleoSettings()
    slotted = base?.slotted ?? []
    forms = base?.forms ?? []
    rules = base?.rules ?? []
    evidence = base?.evidence ?? []
    boundaries = base?.boundaries ?? []
    surroundings = base?.surroundings ?? []
    placeholders = base?.placeholders ?? Placeholders()
  }

  mutating func add(
    _ file: RuleFile, _ vocabulary: Vocabulary, _ filling: Filling
  ) throws(RuleError) {
    if hasBase, file.settings != nil { throw RuleSet.settingsTaken(file) }
    boundaries += file.boundaries
    surroundings += file.surroundings
    placeholders = Placeholders(
      values: placeholders.values + file.placeholders.values,
      words: placeholders.words + file.placeholders.words)
    var ids = Set(evidence.map(\.id))
    for pattern in file.evidence {
      guard ids.insert(pattern.id).inserted else {
        throw Self.taken(file, "evidence \"\(pattern.id)\"")
      }
      let place = Place(file: file.name, place: "evidence \"\(pattern.id)\"")
      var expanded = try pattern.expanded(by: vocabulary, at: place)
      expanded.completeGate()
      let filled = try expanded.filled(with: filling, at: place)
      try filled.checkKeywords(of: pattern, at: place)
      if filled != expanded { slotted.append(expanded) }
      evidence.append(filled)
    }
    for form in file.credentials {
      let place = Place(file: file.name, place: "credential \"\(form.name)\"")
      added.append(try form.expanded(by: vocabulary, at: place))
    }
    var ruleIDs = Set(rules.map(\.id))
    for rule in file.rules {
      guard ruleIDs.insert(rule.id).inserted else {
        throw Self.taken(file, "rule \"\(rule.id)\"")
      }
      rules.append(rule)
    }
  }

  /// Marks what is looked for in logs, which may be more with each file.
  mutating func selectForLogs() {
    let selection = LogSelection(evidence, of: rules)
    for index in evidence.indices {
      evidence[index].isInLogs = selection.ids.contains(evidence[index].id)
    }
    for index in slotted.indices {
      slotted[index].isInLogs = selection.ids.contains(slotted[index].id)
    }
  }

  func checkReferences(of files: [RuleFile]) throws(RuleError) {
    let ids = Set(evidence.map(\.id))
    let known = Set(rules.map(\.id.rawValue))
    for file in files {
      for pattern in file.evidence {
        try check(pattern.follows, in: ids, file, "evidence \"\(pattern.id)\", key \"follows\"")
      }
      for rule in file.rules {
        try check(
          rule.yieldsTo.map(\.rawValue), in: known, file, "rule \"\(rule.id)\", key \"yields-to\"")
        for (index, clause) in rule.clauses.enumerated() {
          try check(clause.evidence, in: ids, file, "rule \"\(rule.id)\", when \(index + 1)")
        }
      }
    }
  }

  private func check(
    _ names: [String], in known: Set<String>, _ file: RuleFile,
    _ place: @autoclosure () -> String
  ) throws(RuleError) {
    for name in names where !known.contains(name) {
      let nearest = nearestName(to: name, among: known)
      throw RuleError(
        file: file.name, place: place(),
        message: "There is no \"\(name)\"" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "."))
    }
  }

  /// What a finding is related to has to be called something.
  func checkLabels(of files: [RuleFile]) throws(RuleError) {
    let partners = Set(files.flatMap(\.rules).flatMap(\.clauses).flatMap(\.partners))
    for file in files {
      for pattern in file.evidence where pattern.label == nil && partners.contains(pattern.id) {
        throw RuleError(
          file: file.name, place: "evidence \"\(pattern.id)\"",
          message: "A finding may show it as what it is related to; give it a label.")
      }
    }
  }

  private static func taken(_ file: RuleFile, _ place: String) -> RuleError {
    RuleError(file: file.name, place: place, message: "The ID is taken already; choose another.")
  }
}

extension Clause {
  /// The evidence that a finding may show as what it is related to: that of the first relation.
  fileprivate var partners: [String] { relations.first(where: \.isPresent)?.evidence ?? [] }
}
