#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import Patterns

/// Writes the Swift source that holds the expressions of a JSON list, and what PCRE2 makes of them.
///
/// It is run by the plugin `CompileExpressions` at every build, so that the library which runs the
/// expressions is also the one that compiled them.
@main
struct CompileExpressions {
  static func main() throws {
    let paths = CommandLine.arguments.dropFirst()
    guard paths.count == 2, let input = paths.first, let output = paths.last else {
      throw UsageError()
    }
    let list = try Data(contentsOf: URL(filePath: input))
    let source = try CompiledSource(JSONDecoder().decode([String].self, from: list))
    try source.text.write(toFile: output, atomically: true, encoding: .utf8)
  }

  private struct UsageError: Error, CustomStringConvertible {
    let description = "compile-expressions EXPRESSIONS OUTPUT"
  }
}
