extension Root {
  /// The content of a configuration file that lies in the root.
  ///
  /// A link is refused: what it leads to need not belong to what is scanned.
  ///
  /// - Parameters:
  ///   - name: The name of the file.
  ///   - limit: The most bytes that it may have.
  /// - Returns: Its bytes, or nil where there is no such file.
  /// - Throws: `configurationUnusable` for one that is a link, no file, too large or not readable.
  public func configuration(_ name: String, limit: Int) throws(ArtifactError) -> [UInt8]? {
    let path = directory.appending(SystemPath(name))
    let file: SmallFile
    do throws(SystemFailure) {
      file = try SmallFile(path, limit: limit, followsLinks: false)
    } catch {
      throw .configurationUnusable(path, reason: error.description)
    }
    switch file {
    case .text(let bytes): return bytes
    case .tooLarge:
      throw .configurationUnusable(path, reason: "it has more than \(limit) bytes")
    case .absent:
      guard (try? FileStatus(of: path.bytes)) != nil else { return nil }
      throw .configurationUnusable(path, reason: "it is a link, or no regular file")
    }
  }
}
