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
  /// What the walk has come to that was not handed out.
  private var ahead: [WalkEntry] = []
  private var isAtEnd = false
  private var nextNumber = 0
  /// How many pieces of entries are being looked at.
  private var unfinished = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var large: [(scan: LargeScan, nextWindow: Int)] = []

  /// How many entries are handed out at once: enough that asking costs nothing, few enough that the
  /// last workers end together.
  private static let batch = 32

  init(_ walk: Walk) { self.walk = walk }

  /// True where all that there is to read is one entry, or none.
  func holdsOneEntry() -> Bool {
    lookAhead(2)
    return ahead.count < 2
  }

  /// True where there is nothing to hand out.
  var isEmpty: Bool { large.isEmpty && ahead.isEmpty && isAtEnd }

  /// The next piece, or nil where nothing is left or the process was interrupted.
  ///
  /// Where nothing is left but what others are still looking at, it waits: a file among that may
  /// turn out to be large, and is then shared.
  func next() async -> Work? {
    while Interruption.status == nil {
      if let work = nextWindow() ?? nextEntries() { return work }
      guard unfinished > 0 else { return nil }
      await withCheckedContinuation { waiting.append($0) }
    }
    return nil
  }

  /// Notes that some entries have been looked at.
  func finishEntries() {
    unfinished -= 1
    wake()
  }

  /// Takes a large file, to be handed out by window.
  func add(_ scan: LargeScan) {
    large.append((scan, 0))
    wake()
  }

  private func nextWindow() -> Work? {
    guard let (scan, window) = large.first else { return nil }
    if window + 1 < scan.file.windowCount {
      large[0].nextWindow += 1
    } else {
      large.removeFirst()
    }
    return .window(window, scan)
  }

  private func nextEntries() -> Work? {
    lookAhead(Self.batch)
    guard !ahead.isEmpty else { return nil }
    let entries = ahead
    ahead = []
    unfinished += 1
    defer { nextNumber += entries.count }
    return .entries(first: nextNumber, entries)
  }

  /// Goes on with the walk until there are some entries to hand out, or it ends.
  private func lookAhead(_ count: Int) {
    while ahead.count < count, !isAtEnd {
      if let entry = walk.next() { ahead.append(entry) } else { isAtEnd = true }
    }
  }

  private func wake() {
    for worker in waiting { worker.resume() }
    waiting = []
  }
}
