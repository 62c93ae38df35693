import Artifacts
import Findings

/// What a walk came to, as text.
struct Outline {
  /// Each entry in its order: its path, and after a colon why it is not read.
  private(set) var lines: [String] = []
  private(set) var absent: [ArtifactError] = []
  private(set) var entries: [WalkEntry] = []

  init(
    of paths: [SystemPath], root: SystemPath? = nil, from current: SystemPath? = nil,
    standardInput: ArtifactPath? = nil,
    options: WalkOptions = WalkOptions(user: GitUser(home: nil))
  ) throws {
    let root = try Root(given: root, first: paths.first, from: current)
    let walk = Walk(of: paths, standardInput: standardInput, in: root, options: options)
    absent = walk.absent
    entries = Array(walk)
    lines = entries.map(Self.line)
  }

  /// The paths of what is to be read.
  var files: [String] {
    entries.compactMap { entry in
      guard case .file(let file) = entry else { return nil }
      return file.path.text
    }
  }

  /// The paths of what was skipped for a reason.
  func skipped(_ reason: SkipReason) -> [String] {
    entries.compactMap { entry in
      guard case .record(let record) = entry, record.status == .skipped(reason) else { return nil }
      return record.path.text
    }
  }

  private static func line(_ entry: WalkEntry) -> String {
    switch entry {
    case .file(let file): file.path.text
    case .record(let record): record.path.text + ": " + record.status.text
    }
  }
}

extension ArtifactPath {
  var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension ArtifactRecord.Status {
  var text: String {
    switch self {
    case .read: "read"
    case .skipped(let reason): reason.rawValue
    case .failed(let reason): "failed, " + reason
    case .truncated(let reason): "truncated, " + reason
    }
  }
}
