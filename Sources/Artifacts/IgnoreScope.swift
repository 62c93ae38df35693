/// The ignore files that hold for the entries of a directory in a work tree.
struct IgnoreScope: Sendable {
  private struct Source: Sendable {
    let list: IgnoreList
    /// How many bytes of a path come before the part that the patterns are about.
    let base: Int
  }

  // The one that decides last comes first.
  private var sources: [Source] = []

  /// The scope of a work tree's top, which has no ignore file yet.
  init() {}

  /// The scope with one more file, which outweighs the others.
  ///
  /// - Parameters:
  ///   - list: The patterns of the file.
  ///   - directory: The directory that the patterns are relative to.
  /// - Returns: The larger scope.
  func adding(_ list: IgnoreList, at directory: SystemPath) -> IgnoreScope {
    guard !list.isEmpty else { return self }
    var scope = self
    scope.sources.append(Source(list: list, base: directory.prefix.count))
    return scope
  }

  /// True where git would ignore a path, the directories above it aside.
  ///
  /// - Parameters:
  ///   - path: The absolute path, without a slash at its end.
  ///   - name: Where its last part starts.
  ///   - isDirectory: True where it is a directory.
  /// - Returns: Whether the pattern that decides ignores it.
  func ignores(_ path: Span<UInt8>, nameFrom name: Int, isDirectory: Bool) -> Bool {
    for source in sources.reversed() {
      let verdict = source.list.verdict(
        path, path: source.base..<path.count, name: name..<path.count, isDirectory: isDirectory)
      if let verdict { return verdict }
    }
    return false
  }
}
