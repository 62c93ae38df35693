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

/// Random numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 &+ 1 }

  mutating func next() -> UInt64 {
    state = state &+ 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
