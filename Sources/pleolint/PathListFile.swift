internal import Artifacts
internal import Findings

/// The list of paths that `--files-from` names, which may be a pipe.
enum PathListFile {
  /// A longer list is refused: it would be read by mistake.
  private static let geometry = WindowGeometry(
    unitLimit: 1 << 30, coreSize: 1 << 30, margin: 1)

  /// The paths in a file; `-` is standard input.
  static func paths(in file: String, _ format: FileList) throws -> [SystemPath] {
    let bytes = try contents(of: file)
    return try format.paths(in: bytes)
  }

  private static func contents(of file: String) throws -> [UInt8] {
    let root = try Root()
    let isInput = file == "-"
    let path = isInput ? ArtifactPath(file) : root.path(of: SystemPath(bytes: Array(file.utf8)))
    var buffer = WindowBuffer()
    let window: Window?
    do {
      let source: ArtifactFile.Source = isInput ? .standardInput : .named
      switch try root.open(ArtifactFile(path: path, source: source), windows: geometry) {
      case .file(let file): window = try file.read(file.firstWindow, into: &buffer)
      case .stream(var stream): window = try stream.next(into: &buffer)
      }
    } catch {
      throw Problem("\(file): the list of files cannot be read: \(error.reason).")
    }
    guard window?.isWhole ?? true else {
      throw Problem("\(file): the list of files is larger than 1 GiB; split it.")
    }
    return buffer.withBytes { bytes in (0..<bytes.count).map { bytes[$0] } }
  }
}
