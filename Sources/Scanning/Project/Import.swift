/// How an artifact comes to use what a file of its project offers.
struct Import {
  /// What shows that a name means that file's.
  enum Link: Equatable {
    /// A statement names the file: `import { BASE } from "./config"`, `source pleo.env`.
    case statement(Range<Int>)
    /// The files of one directory share their names.
    case directory
    /// The name is written after that of the file's type: `PleoConfig.BASE`.
    case type
    /// The file is an environment file, and the name is looked up in the environment.
    case environment
  }

  let file: Int
  let link: Link
  /// The value that stands for all that the file holds: `.env` after `env_file:`.
  var whole: Range<Int>?
}

/// Finds the files of a project that an artifact names.
struct ImportReader {
  private let project: Project
  private let traits: ArtifactTraits
  /// Nil where comments and values are not known: then all that could be an import is one.
  private let map: SourceMap?
  private var imports: [Import] = []

  /// No import statement is longer, in bytes.
  private static let longestStatement = 2000
  /// Words with which a statement begins that names a file or a module.
  private static let words = Set(
    [
      "import", "from", "export", "require", "require_relative", "require_once", "include",
      "include_once", "use", "using", "source", "load", "load_dotenv",
    ].map { Array($0.utf8) })
  /// Calls that name one anywhere in a statement.
  private static let calls = ["require(", "import("].map { Array($0.utf8) }

  /// The imports of a unit.
  static func imports(
    of unit: Unit, in text: Span<UInt8>, _ map: SourceMap, from project: Project
  ) -> [Import] {
    var reader = ImportReader(project: project, traits: unit.traits, map: map)
    reader.read(text)
    return reader.imports
  }

  /// The imports of an artifact, and what would be one in another place.
  static func possibleImports(
    of traits: ArtifactTraits, in text: Span<UInt8>, from project: Project
  ) -> [Import] {
    var reader = ImportReader(project: project, traits: traits, map: nil)
    reader.read(text)
    return reader.imports
  }

  private init(project: Project, traits: ArtifactTraits, map: SourceMap?) {
    (self.project, self.traits, self.map) = (project, traits, map)
  }

  private mutating func read(_ text: Span<UInt8>) {
    if traits.language.shape == .statements { readStatements(text) }
    readEnvironmentFiles(text)
    addNeighbours()
  }

  // MARK: - Statements

  private mutating func readStatements(_ text: Span<UInt8>) {
    var offset = 0
    while offset < text.count {
      let end = text.lineEnd(of: offset, limit: text.count)
      let line = text.trimmed(offset..<end)
      offset = end + 1
      guard map?.comment(at: line.lowerBound) == nil, Self.names(a: line, in: text) else {
        continue
      }
      let statement = line.lowerBound..<Self.statementEnd(text, from: line.lowerBound)
      read(statement, text)
      // What looks like a statement in a comment must not hide one below it.
      if map != nil { offset = max(offset, statement.upperBound) }
    }
  }

  /// True where a line begins a statement that names a file or a module.
  private static func names(a line: Range<Int>, in text: Span<UInt8>) -> Bool {
    guard !line.isEmpty else { return false }
    let start = line.lowerBound + (text[line.lowerBound] == UInt8(ascii: "#") ? 1 : 0)
    let end = text.nameEnd(from: start)
    if words.contains(text.array(start..<end)) { return true }
    if text.starts(with: [UInt8(ascii: "."), 0x20], at: start) { return true }
    let bytes = text.array(line.lowerBound..<min(line.upperBound, line.lowerBound + 400))
    return calls.contains { bytes.holds($0) }
  }

  /// The end of the line on which the brackets of a statement are closed.
  private static func statementEnd(_ text: Span<UInt8>, from start: Int) -> Int {
    var (offset, depth) = (start, 0)
    let limit = min(text.count, start + longestStatement)
    while offset < limit {
      if "({".utf8.contains(text[offset]) { depth += 1 }
      if ")}".utf8.contains(text[offset]) { depth -= 1 }
      if depth <= 0, text[offset] == .lineFeed { return offset }
      offset += 1
    }
    return limit
  }

  private mutating func read(_ statement: Range<Int>, _ text: Span<UInt8>) {
    let quoted = text.quotedParts(of: statement)
    let paths = quoted.isEmpty ? text.pathParts(of: statement) : quoted
    let files = paths.compactMap { path in
      FileReference(text.array(path)).flatMap {
        project.file(meantBy: $0, in: traits.path)
      }
    }
    for file in Set(files).sorted() {
      let isEnvironment = project.files[file].isEnvironment
      imports.append(
        Import(file: file, link: isEnvironment ? .environment : .statement(statement)))
    }
  }

  // MARK: - Environment files

  /// Environment files that a value or an argument names.
  private mutating func readEnvironmentFiles(_ text: Span<UInt8>) {
    for file in project.files.indices where project.files[file].isEnvironment {
      for place in text.mentions(of: project.files[file].name) where isNamed(place, file, text) {
        imports.append(Import(file: file, link: .environment, whole: value(around: place)))
      }
    }
    if let file = project.defaultEnvironment(for: traits.path) {
      imports.append(Import(file: file, link: .environment))
    }
  }

  /// True where the path that ends in a name means a file.
  private func isNamed(_ name: Range<Int>, _ file: Int, _ text: Span<UInt8>) -> Bool {
    guard map?.comment(at: name.lowerBound) == nil else { return false }
    var start = name.lowerBound
    while start > 0, text[start - 1].isNameCharacter || "./-@".utf8.contains(text[start - 1]) {
      start -= 1
    }
    var path = text.array(start..<name.upperBound)
    if path.first != UInt8(ascii: ".") || path.starts(with: project.files[file].name) {
      path = Array("./".utf8) + path
    }
    return FileReference(path).map { project.file(meantBy: $0, in: traits.path) } == file
  }

  private func value(around place: Range<Int>) -> Range<Int>? {
    guard let map else { return place }
    guard let entries = map.configuration?.entries else { return nil }
    let index = entries.firstIndexAfter { $0.value.lowerBound <= place.lowerBound } - 1
    guard index >= 0, entries[index].value.contains(place.lowerBound) else { return nil }
    return entries[index].value
  }

  // MARK: - Without a statement

  private mutating func addNeighbours() {
    let language = traits.language
    if language.sharesDirectory {
      for file in project.files(beside: traits.path)
      where project.files[file].language == language {
        imports.append(Import(file: file, link: .directory))
      }
    }
    guard language.shape == .statements else { return }
    for file in project.files.indices {
      let other = project.files[file]
      if other.language == language, other.stem.first?.isUppercase == true {
        imports.append(Import(file: file, link: .type))
      }
    }
  }
}

extension Span where Element == UInt8 {
  /// What stands between quotes in a range.
  fileprivate func quotedParts(of range: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var open: Int?
    for offset in range where TargetReader.isQuote(self[offset]) {
      if let start = open, self[start] == self[offset] {
        parts.append(start + 1..<offset)
        open = nil
      } else if open == nil {
        open = offset
      }
    }
    return parts.filter { !$0.isEmpty && $0.count <= 200 }
  }

  /// The words of a range, with `.`, `/`, `::`, `-` and `\` in them.
  fileprivate func pathParts(of range: Range<Int>) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    for offset in range.lowerBound...range.upperBound {
      let isPart =
        offset < range.upperBound
        && (self[offset].isNameCharacter || "./:\\-".utf8.contains(self[offset]))
      if isPart { continue }
      if offset > start { parts.append(start..<offset) }
      start = offset + 1
    }
    return parts.filter { $0.count <= 200 }
  }

  /// Where the name of a file stands, as the last part of a path.
  fileprivate func mentions(of name: [UInt8]) -> [Range<Int>] {
    var mentions: [Range<Int>] = []
    var offset = 0
    while offset + name.count <= count, mentions.count < 16 {
      if self[offset] == name[0], starts(with: name, at: offset) {
        let end = offset + name.count
        let isWhole =
          byte(offset - 1).map { !$0.isNameCharacter && $0 != UInt8(ascii: ".") } ?? true
        let isLast = byte(end).map { !$0.isNameCharacter && !".-/".utf8.contains($0) } ?? true
        if isWhole, isLast { mentions.append(offset..<end) }
      }
      offset += 1
    }
    return mentions
  }
}
