/// How an artifact refers to another file: `./config`, `app.settings`, `../env/.env.staging`.
struct FileReference: Hashable {
  /// The parts of the path; in a dotted path the last ones may be names in the file.
  let parts: [[UInt8]]
  /// How many directories it goes up from the artifact's own; nil where it does not start there.
  let levelsUp: Int?
  /// True where its parts are joined by `.`, `::` or `\`, as those of modules are.
  let isDotted: Bool

  /// The names that a directory's own module goes by.
  private static let entries = Set(["index", "__init__", "mod", "main"].map { Array($0.utf8) })
  /// Words for the module or the source root itself.
  private static let roots = Set(
    ["@", "~", "crate", "self", "super", "src", "", "."].map { Array($0.utf8) })

  /// Reads a path as it is written, without quotes.
  init?(_ path: [UInt8]) {
    let slash = UInt8(ascii: "/")
    isDotted = !path.contains(slash) && !path.starts(with: Array(".env".utf8))
    if isDotted {
      let leading = path.prefix { $0 == UInt8(ascii: ".") }.count
      let isQuotedFile = leading == 0
      levelsUp = isQuotedFile ? nil : leading - 1
      let all = path.split { ".:\\".utf8.contains($0) }.map { Array($0) }
      parts = Array(all.drop { Self.roots.contains($0) })
    } else {
      let all = path.split(separator: slash).map { Array($0) }
      let up = all.prefix { $0 == Array("..".utf8) }.count
      let isRelative = path.starts(with: [UInt8(ascii: "."), slash]) || up > 0
      levelsUp = isRelative ? up : nil
      parts = Array(
        isRelative
          ? all.drop { $0 == Array("..".utf8) || $0 == Array(".".utf8) }
          : all.drop { Self.roots.contains($0) })
    }
    guard !parts.isEmpty, parts.count <= 16 else { return nil }
  }

  /// The stems of files that it may mean.
  var stems: [[UInt8]] {
    let named = isDotted ? parts : parts.last.map { [$0, Self.stem($0)] } ?? []
    return Array(Set(named).union(Self.entries))
  }

  /// True where it can mean a file, for an artifact in some directories.
  func matches(_ file: Project.File, from own: [[UInt8]]) -> Bool {
    let isEntry = Self.entries.contains(file.stem)
    if isEntry, matches(file.directories, parts[...], own) { return true }
    let lasts = isDotted ? parts.indices.reversed() : [parts.count - 1]
    return lasts.contains { last in
      let isNamed =
        parts[last] == file.stem
        || !isDotted && (parts[last] == file.name || Self.stem(parts[last]) == file.stem)
      return isNamed && matches(file.directories, parts[..<last], own)
    }
  }

  private func matches(
    _ directories: [[UInt8]], _ path: ArraySlice<[UInt8]>, _ own: [[UInt8]]
  ) -> Bool {
    if let levelsUp {
      guard levelsUp <= own.count else { return false }
      return directories == own.dropLast(levelsUp) + path
    }
    return zip(directories.reversed(), path.reversed()).allSatisfy { $0 == $1 }
  }

  private static func stem(_ name: [UInt8]) -> [UInt8] {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return name }
    return Array(name[..<dot])
  }
}
