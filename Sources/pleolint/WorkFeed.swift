internal import Artifacts

/// Hands out what is to be scanned, in pieces that are worth a worker's while.
///
/// Entries come in the order of the walk, each with a number. A file that turns out to be large is
/// given back, and then handed out window by window before anything new, so that all workers share it.
actor WorkFeed {
  /// A piece of work.
  enum Work: Sendable {
    /// Entries of the walk, and the number of the first.
    case entries(first: Int, [WalkEntry])
    /// A window of a large file, by number.
    case window(Int, LargeScan)
  }

  private var walk: Walk
  private var nextNumber = 0
  private var large: [(scan: LargeScan, nextWindow: Int)] = []

  /// How many entries are handed out at once: enough that asking costs nothing, few enough that the
  /// last workers end together.
  private static let batch = 32

  init(_ walk: Walk) { self.walk = walk }

  /// The next piece, or nil where nothing is left or the process was interrupted.
  func next() -> Work? {
    if Interruption.status != nil { return nil }
    if let (scan, window) = large.first {
      if window + 1 < scan.file.windowCount {
        large[0].nextWindow += 1
      } else {
        large.removeFirst()
      }
      return .window(window, scan)
    }
    var entries: [WalkEntry] = []
    while entries.count < Self.batch, let entry = walk.next() { entries.append(entry) }
    guard !entries.isEmpty else { return nil }
    defer { nextNumber += entries.count }
    return .entries(first: nextNumber, entries)
  }

  /// Takes a large file, to be handed out by window.
  func add(_ scan: LargeScan) { large.append((scan, 0)) }
}
