import Findings

/// Something that a walk comes to without meeting it in a directory.
struct WalkStart: Sendable {
  /// What it is.
  enum Content: Sendable {
    case directory
    case file
    case standardInput(ArtifactPath)
    case record(ArtifactRecord)
  }

  /// The absolute path.
  let path: SystemPath
  /// The path as it is ordered: that of a directory with a slash at its end.
  let key: [UInt8]
  /// What it is.
  let content: Content

  private init(_ path: SystemPath, key: [UInt8], _ content: Content) {
    self.path = path
    self.key = key
    self.content = content
  }

  static func directory(_ path: SystemPath) -> WalkStart {
    WalkStart(path, key: path.prefix, .directory)
  }

  static func file(_ path: SystemPath) -> WalkStart { WalkStart(path, key: path.bytes, .file) }

  static func standardInput(_ name: ArtifactPath, at path: SystemPath) -> WalkStart {
    WalkStart(path, key: path.bytes, .standardInput(name))
  }

  static func record(_ record: ArtifactRecord, at path: SystemPath) -> WalkStart {
    WalkStart(path, key: path.bytes, .record(record))
  }

  /// True for a directory.
  var isDirectory: Bool {
    switch content {
    case .directory: true
    case .file, .standardInput, .record: false
    }
  }

  /// True where it is the very thing that a walk would meet at its path.
  var canBeMet: Bool {
    switch content {
    case .directory, .file: true
    case .standardInput, .record: false
    }
  }
}

/// What a walk has still to start with, in order.
struct WalkStartQueue: Sendable {
  // The next one is last.
  private var starts: [WalkStart]

  /// Puts starts in order and drops the second of two that are the same.
  init(_ unordered: [WalkStart]) {
    let ordered = unordered.sorted { $1.key.lexicographicallyPrecedes($0.key) }
    starts = []
    for start in ordered {
      if let last = starts.last, last.key == start.key, last.canBeMet, start.canBeMet { continue }
      starts.append(start)
    }
  }

  var isEmpty: Bool { starts.isEmpty }

  /// Takes the next one.
  mutating func popFirst() -> WalkStart? { starts.popLast() }

  /// How the next one lies to an entry that is about to be visited.
  func order(to entry: [UInt8]) -> Order {
    guard let next = starts.last else { return .later }
    if next.key == entry { return next.canBeMet ? .same : .earlier }
    return next.key.lexicographicallyPrecedes(entry) ? .earlier : .later
  }

  enum Order {
    case earlier, same, later
  }

  /// Adds one that was not known from the beginning.
  mutating func insert(_ start: WalkStart) {
    let index = starts.firstIndex { !start.key.lexicographicallyPrecedes($0.key) }
    starts.insert(start, at: index ?? starts.endIndex)
  }
}
