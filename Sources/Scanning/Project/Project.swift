public import Findings

/// What the artifacts of one scan offer each other by name.
///
/// It holds names, places and identities, and no text. It is the same for any order of artifacts.
public struct Project: Sendable {
  /// An artifact that offers something.
  struct File: Sendable {
    /// The parts of its path, the last without its ending.
    let directories: [[UInt8]]
    let name: [UInt8]
    let stem: [UInt8]
    let language: Language
    let exports: [Export]

    /// True for `.env`, `.env.staging`, `pleo.env`: lines that name what a process is given.
    var isEnvironment: Bool {
      name.starts(with: Self.dotEnv) || name.suffix(Self.dotEnv.count) == Self.dotEnv[...]
    }

    /// True for `.env` itself, which tools read without being told.
    var isDefaultEnvironment: Bool { name == Self.dotEnv }

    private static let dotEnv = Array(".env".utf8)
  }

  /// In order of their paths.
  let files: [File]
  private let byStem: [[UInt8]: [Int]]

  /// Puts together what artifacts offer.
  public init(_ exports: [Export]) {
    let byPath = Dictionary(grouping: exports, by: \.location.path)
    let files = byPath.sorted { $0.key < $1.key }.map { File($0.key, $0.value) }
    self.files = files
    byStem = Dictionary(grouping: files.indices, by: { files[$0].stem })
  }

  /// True where no artifact offers anything to another.
  public var isEmpty: Bool { files.isEmpty }

  /// True where one of some artifacts may use what another offers.
  public func connects(_ artifacts: [ArtifactPath]) -> Bool {
    files.count > 1
      || files.contains { file in !artifacts.allSatisfy { ArtifactPlace($0).isSame(file) } }
  }

  /// False where an artifact uses nothing that another offers, so that to scan it with the project
  /// would find what a scan without it finds.
  ///
  /// - Complexity: One pass over the text, a fiftieth of a scan of it.
  public func mayReach(_ traits: ArtifactTraits, in text: Span<UInt8>) -> Bool {
    let imports = ImportReader.possibleImports(of: traits, in: text, from: self)
    if imports.contains(where: { $0.whole != nil }) { return true }
    let exports = Set(imports.map(\.file)).flatMap { files[$0].exports }
    let names = Set(exports.map { $0.name.span.nameHash(0..<$0.name.count) })
    guard !names.isEmpty else { return false }
    var isNamed = false
    text.forEachName(in: NameFilter(names), outside: []) { _, hash in
      isNamed = isNamed || names.contains(hash)
    }
    return isNamed
  }

  /// The one file that a reference means in an artifact; nil where it means none, or could mean two.
  func file(meantBy reference: FileReference, in artifact: ArtifactPath) -> Int? {
    let own = ArtifactPlace(artifact)
    let matches = reference.stems.flatMap { byStem[$0] ?? [] }
      .filter { reference.matches(files[$0], from: own.directories) && !own.isSame(files[$0]) }
    let nearness = Set(matches).map { ($0, own.nearness(of: files[$0])) }
    guard let best = nearness.map(\.1).max() else { return nil }
    let nearest = nearness.filter { $0.1 == best }
    return nearest.count == 1 ? nearest[0].0 : nil
  }

  /// The files beside an artifact.
  func files(beside artifact: ArtifactPath) -> [Int] {
    let own = ArtifactPlace(artifact)
    return files.indices.filter {
      files[$0].directories == own.directories && !own.isSame(files[$0])
    }
  }

  /// The `.env` beside an artifact, or in the nearest directory above it.
  func defaultEnvironment(for artifact: ArtifactPath) -> Int? {
    let own = ArtifactPlace(artifact)
    return files.indices
      .filter {
        files[$0].isDefaultEnvironment && own.directories.starts(with: files[$0].directories)
      }
      .max { files[$0].directories.count < files[$1].directories.count }
  }
}

extension Project.File {
  fileprivate init(_ path: ArtifactPath, _ exports: [Export]) {
    let place = ArtifactPlace(path)
    self.init(
      directories: place.directories, name: place.name, stem: place.stem,
      language: .of(path), exports: exports)
  }
}

/// The parts of an artifact's path.
struct ArtifactPlace {
  let directories: [[UInt8]]
  let name: [UInt8]
  /// The name without its last ending: `config` of `config.ts`.
  let stem: [UInt8]

  init(_ path: ArtifactPath) {
    let parts = path.bytes.split(separator: UInt8(ascii: "/")).map { Array($0) }
    directories = Array(parts.dropLast())
    let name = parts.last ?? []
    let dot = name.lastIndex(of: UInt8(ascii: "."))
    stem = dot.map { $0 > 0 ? Array(name[..<$0]) : name } ?? name
    self.name = name
  }

  func isSame(_ file: Project.File) -> Bool {
    file.name == name && file.directories == directories
  }

  /// How many directories an artifact and a file have in common.
  func nearness(of file: Project.File) -> Int {
    zip(directories, file.directories).prefix { $0 == $1 }.count
  }
}
