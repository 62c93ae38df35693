/// One line of a `.gitignore`, compiled.
struct IgnorePattern: Sendable {
  private enum Shape: Sendable {
    /// The name is this.
    case name([UInt8])
    /// The name ends with this.
    case suffix([UInt8])
    /// The name matches.
    case nameGlob(Glob)
    /// The path starts with the bytes, and its rest matches; without a glob there is no rest.
    case path([UInt8], Glob?)
  }

  /// True where it takes back what an earlier line ignores.
  let isNegated: Bool
  /// True where it matches nothing but directories.
  let isForDirectories: Bool
  /// The byte that every match ends with, if there is one.
  let lastByte: UInt8?
  private let shape: Shape

  /// Compiles a line, or returns nil where it matches nothing: it is empty, or not well formed.
  ///
  /// - Parameter line: The line without its end and its trailing spaces.
  init?(_ line: ArraySlice<UInt8>) {
    var pattern = line
    isNegated = pattern.first == UInt8(ascii: "!")
    if isNegated { pattern = pattern.dropFirst() }
    isForDirectories = pattern.last == SystemPath.slash
    if isForDirectories { pattern = pattern.dropLast() }
    let isPath = pattern.contains(SystemPath.slash)
    guard let shape = isPath ? Self.pathShape(pattern) : Self.nameShape(pattern) else { return nil }
    self.shape = shape
    lastByte =
      switch shape {
      case .name(let bytes), .suffix(let bytes), .path(let bytes, nil): bytes.last
      case .nameGlob(let glob), .path(_, let glob?): glob.lastByte
      }
  }

  /// True where it matches a path, the kind of file aside.
  ///
  /// - Parameters:
  ///   - text: The path and what may stand around it.
  ///   - path: The part that is relative to where the pattern stands.
  ///   - name: The part of `path` after its last slash.
  /// - Returns: Whether it matches.
  func matches(_ text: Span<UInt8>, path: Range<Int>, name: Range<Int>) -> Bool {
    switch shape {
    case .name(let bytes): name.count == bytes.count && text.holds(bytes, at: name.lowerBound)
    case .suffix(let bytes):
      name.count >= bytes.count && text.holds(bytes, at: name.upperBound - bytes.count)
    case .nameGlob(let glob): glob.matches(text, in: name)
    case .path(let bytes, nil):
      path.count == bytes.count && text.holds(bytes, at: path.lowerBound)
    case .path(let bytes, let glob?):
      path.count >= bytes.count && text.holds(bytes, at: path.lowerBound)
        && glob.matches(text, in: path.lowerBound + bytes.count..<path.upperBound)
    }
  }

  private static func nameShape(_ pattern: ArraySlice<UInt8>) -> Shape? {
    guard !pattern.isEmpty, let glob = Glob(pattern, crossesSlashes: false) else { return nil }
    if let literal = glob.literal { return .name(literal) }
    if let suffix = glob.suffix { return .suffix(suffix) }
    return .nameGlob(glob)
  }

  /// Cuts the pattern at its first special byte, as git does.
  ///
  /// That `**` at the cut counts as the start of a pattern is git's doing too: `a**/b` matches what
  /// `a` begins and `b` ends.
  private static func pathShape(_ pattern: ArraySlice<UInt8>) -> Shape? {
    let relative = pattern.first == SystemPath.slash ? pattern.dropFirst() : pattern
    let special = relative.firstIndex { "*?[\\".utf8.contains($0) } ?? relative.endIndex
    let literal = Array(relative[..<special])
    if special == relative.endIndex { return literal.isEmpty ? nil : .path(literal, nil) }
    return Glob(relative[special...], crossesSlashes: true).map { .path(literal, $0) }
  }
}

extension Span<UInt8> {
  /// True where the bytes stand at an offset; they must fit in.
  fileprivate func holds(_ bytes: [UInt8], at offset: Int) -> Bool {
    // From the end: the paths of a directory differ there.
    var index = bytes.count
    while index > 0 {
      index -= 1
      if self[offset + index] != bytes[index] { return false }
    }
    return true
  }
}
