public import Findings

/// What the paths of a scan are relative to, and where its reader stands.
public struct PathBase: Hashable, Sendable {
  /// The root of the scan, absolute, without a slash at its end.
  public let root: [UInt8]
  /// The current directory, absolute, without a slash at its end.
  public let currentDirectory: [UInt8]

  /// Creates a base of two absolute paths.
  public init(root: some Sequence<UInt8>, currentDirectory: some Sequence<UInt8>) {
    self.root = Array(root)
    self.currentDirectory = Array(currentDirectory)
  }

  /// The path as a reader in the current directory would write it.
  ///
  /// Relative where both share more than the root of the file system, else absolute.
  /// `-`, standard input, stays what it is.
  public func fromCurrentDirectory(_ path: ArtifactPath) -> [UInt8] {
    if root == currentDirectory && !path.isAbsolute || path == "-" { return path.bytes }
    let slash = UInt8(ascii: "/")
    let absolute = path.isAbsolute ? path.bytes : root + [slash] + path.bytes
    let target = absolute.split(separator: slash)
    let start = currentDirectory.split(separator: slash)
    let shared = zip(target, start).prefix { $0 == $1 }.count
    guard shared > 0 || start.isEmpty else { return absolute }
    let ups = Array(repeating: Array("..".utf8)[...], count: start.count - shared)
    let relative = Array((ups + target[shared...]).joined(separator: [slash]))
    return relative.isEmpty ? [UInt8(ascii: ".")] : relative
  }
}
