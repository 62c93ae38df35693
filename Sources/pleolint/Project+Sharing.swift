internal import Artifacts
internal import Scanning

extension Project {
  /// What some files offer each other; nil where none of them may use what another offers.
  init?(of sharings: [Sharing]) {
    // What a file offers it may use without being told.
    guard sharings.count > 1 else { return nil }
    self.init(sharings.flatMap(\.share.exports))
    guard connects(sharings.map(\.file.path)) else { return nil }
  }
}
