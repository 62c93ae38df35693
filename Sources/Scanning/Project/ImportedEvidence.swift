internal import Findings
internal import Rules

/// Gives a unit the evidence that other artifacts offer under the names that it uses.
struct ImportedEvidence {
  private let project: Project
  private let imports: [Import]
  private let unit: Unit
  private let map: SourceMap
  private let resolver: NameResolver

  /// A name of the text that means what a file offers.
  private struct Meaning {
    let export: Export
    let source: Import
  }

  /// The most that one unit is given; one that uses more is no request.
  private static let most = 1024

  /// Adds what a unit imports to what was found in it.
  static func add(
    from project: Project, to found: inout EvidenceSearch.Result, of unit: Unit, _ map: SourceMap,
    _ resolver: NameResolver, in text: Span<UInt8>
  ) {
    let imports = ImportReader.imports(of: unit, in: text, map, from: project)
    guard !imports.isEmpty else { return }
    let reader = ImportedEvidence(
      project: project, imports: imports, unit: unit, map: map, resolver: resolver)
    for piece in reader.pieces(in: text).prefix(most) {
      found.evidence[piece.pattern].append(piece)
    }
  }

  private func pieces(in text: Span<UInt8>) -> [Evidence] {
    var places: [Export: [Evidence.Place]] = [:]
    for source in imports {
      guard let whole = source.whole else { continue }
      for export in project.files[source.file].exports {
        places[export, default: []].append(Evidence.Place(range: whole))
      }
    }
    let meanings = meanings(in: text)
    text.forEachName(in: NameFilter(meanings.keys), outside: map.comments) { name, hash in
      for meaning in meanings[hash] ?? [] {
        guard let place = place(of: meaning, at: name, text) else { continue }
        places[meaning.export, default: []].append(place)
      }
    }
    return places.map { piece($0, at: $1) }.sorted { left, right in
      (left.range.lowerBound, left.pattern) < (right.range.lowerBound, right.pattern)
    }
  }

  private func piece(_ export: Export, at places: [Evidence.Place]) -> Evidence {
    var places = places
    places.sort { $0.range.lowerBound < $1.range.lowerBound }
    let first = places[0].range
    return Evidence(
      pattern: export.pattern, range: first, groups: .none, secretRange: nil,
      credential: export.credential, expiry: nil, region: first, places: Places(places),
      imported: Evidence.Imported(
        export: export, uses: places.map(\.range),
        isByFile: imports.contains { $0.whole == first }))
  }

  // MARK: - Names

  /// What the names of exports mean here, by the hash of the name or of what it is renamed to.
  private func meanings(in text: Span<UInt8>) -> [UInt64: [Meaning]] {
    var meanings: [UInt64: [Meaning]] = [:]
    for source in imports {
      for export in project.files[source.file].exports {
        let meaning = Meaning(export: export, source: source)
        for name in [export.name] + renames(of: export.name, by: source, text) {
          meanings[name.span.nameHash(0..<name.count), default: []].append(meaning)
        }
      }
    }
    return meanings
  }

  /// `BASE as B` and `BASE: b` in an import statement.
  private func renames(of name: [UInt8], by source: Import, _ text: Span<UInt8>) -> [[UInt8]] {
    guard case .statement(let range) = source.link else { return [] }
    let words = text.array(range).split { !$0.isNameCharacter && $0 != UInt8(ascii: ":") }
      .map { Array($0) }
    return words.indices.dropLast().compactMap { index in
      if words[index] == name + [UInt8(ascii: ":")] { return words[index + 1] }
      let isRename = words[index] == name && words[index + 1] == Array("as".utf8)
      return isRename && index + 2 < words.count ? words[index + 2] : nil
    }
  }

  private func place(
    of meaning: Meaning, at name: Range<Int>, _ text: Span<UInt8>
  ) -> Evidence.Place? {
    guard !map.holds(.prose, at: name.lowerBound), !isImported(at: name.lowerBound) else {
      return nil
    }
    let use = NameUse(name, in: text)
    guard isLinked(meaning, use, text), !isOwn(use, meaning, text) else { return nil }
    return Evidence.Place(range: name, isDerived: use.isTakenApart)
  }

  /// All that a statement imports stands in it together, which says nothing.
  private func isImported(at offset: Int) -> Bool {
    imports.contains { source in
      if case .statement(let range) = source.link { range.contains(offset) } else { false }
    }
  }

  private func isLinked(_ meaning: Meaning, _ use: NameUse, _ text: Span<UInt8>) -> Bool {
    let file = project.files[meaning.source.file]
    switch meaning.source.link {
    case .environment: return isLookedUp(use, text)
    case .directory:
      return resolver.isUse(use.range, text)
        && use.isQualified(by: [Array("local".utf8), Array("var".utf8)], orNot: true, text)
    case .type:
      return resolver.isUse(use.range, text)
        && use.isQualified(by: [file.stem], orNot: false, text)
    case .statement(let range):
      let words = text.array(range).split { !$0.isNameCharacter }.map { Array($0) }
      let owners = words + [file.stem] + [meaning.export.holder].compactMap { $0 }
      let isNamed = words.contains(meaning.export.name) || importsAll(range, words, text)
      return resolver.isUse(use.range, text)
        && use.isQualified(by: owners, orNot: isNamed, text)
    }
  }

  /// True where a statement makes all names of a file known: `source pleo.env`, `import *`.
  private func importsAll(_ statement: Range<Int>, _ words: [[UInt8]], _ text: Span<UInt8>) -> Bool
  {
    if text[statement.lowerBound] == UInt8(ascii: ".") { return true }
    return words.first.map(Self.wholeImports.contains) ?? false
      || text.array(statement).contains(UInt8(ascii: "*"))
  }

  private static let wholeImports = Set(
    [
      "include", "include_once", "source", "load", "require", "require_once", "require_relative",
      "use", "using",
    ].map { Array($0.utf8) })

  /// `process.env.NAME`, `os.environ["NAME"]`, `${NAME}`.
  private func isLookedUp(_ use: NameUse, _ text: Span<UInt8>) -> Bool {
    if resolver.isSlot(use.range, text) { return true }
    if map.names.string(at: use.range.lowerBound) != nil {
      return map.isReference(use.range, in: text, unit.traits.language)
        && unit.traits.language.shape == .statements
    }
    guard case .name(let owner) = use.qualifier else { return false }
    return text.array(owner.range).map(\.lowercased).holds(Array("env".utf8))
  }

  /// True where the text gives the name a meaning of its own.
  private func isOwn(_ use: NameUse, _ meaning: Meaning, _ text: Span<UInt8>) -> Bool {
    if meaning.source.link == .environment { return false }
    return resolver.declarations(of: use, in: text).contains { index in
      let binding = map.names.bindings[index]
      return !isImported(at: binding.target.lowerBound)
        && map.names.isIn(binding.scope, map.names.scope(at: use.range.lowerBound))
    }
  }
}

extension NameUse {
  /// True where a name stands after one of some names, or, if that will do, alone.
  fileprivate func isQualified(
    by owners: [[UInt8]], orNot isOptional: Bool, _ text: Span<UInt8>
  ) -> Bool {
    switch qualifier {
    case .none: isOptional
    case .own, .other: false
    case .name(let owner): owners.contains(text.array(owner.range))
    }
  }
}
