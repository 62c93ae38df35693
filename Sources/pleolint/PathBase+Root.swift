internal import Artifacts
internal import Reporting

extension PathBase {
  /// What reports of a scan of a root name paths by.
  init(_ root: Root) {
    self.init(root: root.directory.bytes, currentDirectory: root.currentDirectory.bytes)
  }
}
