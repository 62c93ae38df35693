internal import Artifacts

/// Hands out what is to be scanned, in pieces that are worth a worker's while.
///
/// Entries come in the order of the walk, each with a number. A file that turns out to be large is
/// given back, and then handed out window by window before anything new, so that all workers share it. To go
/// on with the walk is a piece of work too: nobody waits for whoever does it while there are entries left.
actor WorkFeed {
  /// A piece of work.
  enum Work: Sendable {
    /// Entries of the walk, and the number of the first.
    case entries(first: Int, [WalkEntry])
    /// A window of a large file, by number.
    case window(Int, LargeScan)
    /// The walk, to be given back with some more entries.
    case walk(Walk, count: Int)
  }

  /// The walk; nil while someone goes on with it.
  private var walk: Walk?
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
  /// At most how many entries are walked at once; the walk goes on when fewer than the second number wait to be
  /// handed out.
  private static let (mostWalked, fewest) = (256, 128)

  init(_ walk: Walk) { self.walk = walk }

  /// True where all that there is to read is one entry, or none; to be asked first of all.
  func holdsOneEntry() -> Bool {
    if var walk = walk.take() { add(walk.next(2), of: 2, andGoOnWith: walk) }
    return isAtEnd && ahead.count < 2
  }

  /// True where there is nothing to hand out.
  var isEmpty: Bool { large.isEmpty && ahead.isEmpty && isAtEnd }

  /// The next piece, or nil where nothing is left or the process was interrupted.
  ///
  /// Where nothing is left but what others are still looking at, it waits: a file among that may
  /// turn out to be large, and is then shared.
  func next() async -> Work? {
    while Interruption.status == nil {
      if let work = nextWindow() ?? nextWalk() ?? nextEntries() { return work }
      guard unfinished > 0 || !isAtEnd else { return nil }
      await withCheckedContinuation { waiting.append($0) }
    }
    return nil
  }

  /// Takes what the walk came to, and the walk; fewer entries than were asked for are the end of it.
  func add(_ entries: [WalkEntry], of count: Int, andGoOnWith walk: Walk) {
    ahead += entries
    self.walk = walk
    isAtEnd = entries.count < count
    wake()
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

  private func nextWalk() -> Work? {
    guard !isAtEnd, ahead.count < Self.fewest, let walk = walk.take() else { return nil }
    // A few at first, so that others need not wait for long.
    return .walk(walk, count: min(max(Self.batch, nextNumber), Self.mostWalked))
  }

  private func nextEntries() -> Work? {
    guard !ahead.isEmpty else { return nil }
    let entries = Array(ahead.prefix(Self.batch))
    ahead.removeFirst(entries.count)
    unfinished += 1
    defer { nextNumber += entries.count }
    return .entries(first: nextNumber, entries)
  }

  private func wake() {
    for worker in waiting { worker.resume() }
    waiting = []
  }
}

extension Walk {
  /// The next entries, at most so many; none at the end.
  mutating func next(_ count: Int) -> [WalkEntry] {
    var entries: [WalkEntry] = []
    while entries.count < count, let entry = next() { entries.append(entry) }
    return entries
  }
}
