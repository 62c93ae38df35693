/// The format of a list of paths, as `--files-from` takes it.
public enum FileList: Sendable {
  /// A path on each line; a carriage return before the line feed is dropped.
  case lines
  /// A NUL after each path.
  case nulSeparated

  /// The paths in a list, in its order; empty ones are left out.
  ///
  /// - Throws: `unexpectedNUL` where a line holds a NUL.
  public func paths(in list: [UInt8]) throws(ArtifactError) -> [SystemPath] {
    switch self {
    case .lines: try Self.lines(in: list)
    case .nulSeparated: list.split(separator: 0).map { SystemPath(bytes: $0) }
    }
  }

  private static func lines(in list: [UInt8]) throws(ArtifactError) -> [SystemPath] {
    let lines = list.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if let index = lines.firstIndex(where: { $0.contains(0) }) {
      throw .unexpectedNUL(line: index + 1)
    }
    return lines.enumerated().compactMap { number, line in
      let isEnded = number < lines.count - 1
      let path = isEnded && line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      return path.isEmpty ? nil : SystemPath(bytes: path)
    }
  }
}
