public import Findings

/// The paths that the user never wants scanned.
public struct Exclusions: Sendable {
  private let list: IgnoreList

  /// Takes patterns in the syntax of a line of a `.gitignore`.
  ///
  /// They are relative to the root of the scan; for a path outside of it, to `/`. The last one that
  /// matches decides, so that `!` takes back what an earlier one excludes.
  ///
  /// - Throws: `invalidExclusion` for the first that can match nothing.
  public init(_ globs: [String]) throws(ArtifactError) {
    var patterns: [IgnorePattern] = []
    for glob in globs { patterns.append(try Self.pattern(glob)) }
    list = IgnoreList(patterns)
  }

  /// Excludes nothing.
  public static var none: Exclusions { Exclusions(list: IgnoreList([])) }

  private init(list: IgnoreList) { self.list = list }

  private static func pattern(_ glob: String) throws(ArtifactError) -> IgnorePattern {
    let line = Array(glob.utf8)
    if line.first == UInt8(ascii: "#") {
      throw .invalidExclusion(glob, reason: "a line that starts with # is a comment")
    }
    guard let pattern = IgnorePattern(line[...]) else {
      let reason =
        line.contains { $0 != 0x20 && $0 != SystemPath.slash }
        ? "it ends within a bracket or after a backslash, or names no class" : "it is empty"
      throw .invalidExclusion(glob, reason: reason)
    }
    return pattern
  }
}

extension Exclusions {
  /// True where a file is excluded, by its path relative to the root.
  public func cover(_ path: ArtifactPath) -> Bool {
    coverAny(of: SystemPath(bytes: path.bytes), from: 0, isDirectory: false)
  }

  /// True where there are none.
  var isEmpty: Bool { list.isEmpty }

  /// True where a path is excluded, the directories above it aside.
  ///
  /// - Parameters:
  ///   - path: The path, without a slash at its end.
  ///   - base: How many bytes of it come before the part that the patterns are about.
  ///   - name: Where its last part starts.
  ///   - isDirectory: True where it is a directory.
  /// - Returns: Whether the last pattern that matches it excludes it.
  func cover(_ path: Span<UInt8>, from base: Int, nameFrom name: Int, isDirectory: Bool) -> Bool {
    list.verdict(
      path, path: base..<path.count, name: name..<path.count, isDirectory: isDirectory) ?? false
  }

  /// True where a path or a directory above it is excluded.
  func coverAny(of path: SystemPath, from base: Int, isDirectory: Bool) -> Bool {
    guard !isEmpty else { return false }
    var name = base
    while name < path.bytes.count {
      let end = path.bytes[name...].firstIndex(of: SystemPath.slash) ?? path.bytes.count
      let isDirectory = isDirectory || end < path.bytes.count
      let part = path.bytes.span.extracting(0..<end)
      if cover(part, from: base, nameFrom: name, isDirectory: isDirectory) { return true }
      name = end + 1
    }
    return false
  }
}
