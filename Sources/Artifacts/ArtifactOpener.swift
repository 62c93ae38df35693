public import Findings

/// Opens artifacts one after another, and the files of one directory by way of it.
///
/// A walk comes to the files of a directory in a row. Where each is opened by its whole path, the
/// system looks up every directory on the way again.
public struct ArtifactOpener: ~Copyable {
  private let root: Root
  /// The path of the directory of the last file that was met, its slash included.
  private var path: [UInt8]?
  /// That directory, where it can be opened.
  private var directory: Descriptor?

  /// Makes an opener of artifacts whose paths are relative to a root.
  public init(root: Root) { self.root = root }

  /// Opens something to be read, as ``Root/open(_:windows:)`` does.
  ///
  /// - Complexity: Two system calls for a regular file, and one more for each directory.
  public mutating func open(
    _ file: ArtifactFile, windows geometry: WindowGeometry
  ) throws(ArtifactError) -> OpenedArtifact {
    // What cannot be opened so is opened by its path, which tells why.
    guard file.source == .met, let descriptor = member(file.path.bytes) else {
      return try root.open(file, windows: geometry)
    }
    return try root.artifact(descriptor, file, windows: geometry)
  }

  private mutating func member(_ bytes: [UInt8]) -> Descriptor? {
    let start = bytes.lastIndex(of: SystemPath.slash).map { $0 + 1 } ?? 0
    let path = bytes[..<start]
    if path != self.path?[...] {
      self.path = Array(path)
      let place = ArtifactPath(bytes: path.isEmpty ? [SystemPath.dot] : Array(path))
      directory = try? Descriptor.open(root.systemPath(of: place).bytes, to: .pass)
    }
    return try? directory?.open(bytes[start...])
  }
}
