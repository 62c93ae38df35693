internal import Foundation

/// Writes what is generated from `rules/*.toml`; run by `make rules` in the repository's root.
@main
struct GenerateRules {
  static func main() {
    do {
      try generate()
    } catch {
      FileHandle.standardError.write(Data("generate-rules: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func generate() throws {
    let folder = try RuleFolder(root: ".")
    try FileManager.default.createDirectory(
      atPath: "docs/rules", withIntermediateDirectories: true)
    for (path, text) in try folder.generated {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
  }
}
