internal import Findings

/// Cuts the core of a window into stretches while it is looked through from its start.
///
/// What it keeps between them is enough where no text is UTF-16: a window that holds any is one stretch.
struct WindowSurvey {
  private let window: Window
  /// The core, as offsets of the bytes.
  private let core: Range<Int>
  private(set) var stretches: [Stretch] = []
  /// All of the core before it is known to be quiet or open.
  private var settled: Int
  /// The quiet stretch that ends there, if one does.
  private var quiet: Quiet?
  /// How many blocks were noted, and how many of them are open.
  private var (blockCount, openCount) = (0, 0)

  /// A quiet stretch that may go on.
  private struct Quiet {
    let start: Int
    var lines: LineIndex
  }

  /// Keywords are looked for in so many bytes at once.
  ///
  /// They stay in the second cache of a processor with what is within reach before them.
  static let block = 16 << 10

  /// After so many blocks the rest of a window is taken to be as dense as they are.
  private static let sample = 32

  init(_ window: Window) {
    self.window = window
    core = window.coreInRange
    settled = core.lowerBound
  }

  /// What has to be looked at, as offsets of the bytes.
  var range: Range<Int> {
    let reach = StreamReach.keywordInUTF16
    let near = core.lowerBound - reach..<core.upperBound + reach
    return near.clamped(to: 0..<window.range.count)
  }

  /// True where most of the window is open, so that to survey the rest takes longer than it saves.
  var isDense: Bool { blockCount >= Self.sample && openCount > blockCount / 2 }

  /// Notes that no keyword stands in a block, which follows the one before.
  ///
  /// Its lines are counted while it is still in the cache of the processor.
  mutating func addQuiet(_ block: Range<Int>, in bytes: Span<UInt8>) {
    blockCount += 1
    settle(upTo: block.upperBound - StreamReach.keyword, in: bytes)
  }

  /// Notes that a keyword stands in a block, which follows the one before.
  mutating func addOpen(_ block: Range<Int>, in bytes: Span<UInt8>) {
    blockCount += 1
    openCount += 1
    settle(upTo: block.lowerBound - StreamReach.keyword, in: bytes)
    let end = min(core.upperBound, block.upperBound + StreamReach.keyword)
    guard end > settled else { return }
    endQuiet(in: bytes)
    let start = window.range.lowerBound
    if case .open(let before) = stretches.last {
      stretches[stretches.count - 1] = .open(part(before.core.lowerBound..<start + end))
    } else {
      stretches.append(.open(part(start + settled..<start + end)))
    }
    settled = end
  }

  /// Notes that all has been looked at.
  mutating func end(in bytes: Span<UInt8>) {
    settle(upTo: core.upperBound, in: bytes)
    endQuiet(in: bytes)
  }

  /// The part of the window that has a core.
  private func part(_ core: Range<Int>) -> Window {
    let margins = core.lowerBound - StreamReach.chain..<core.upperBound + StreamReach.chain
    return Window(range: margins.clamped(to: window.range), core: core, isWhole: false)
  }

  private mutating func settle(upTo offset: Int, in bytes: Span<UInt8>) {
    let end = min(offset, core.upperBound)
    guard end > settled else { return }
    var run = quiet ?? Quiet(start: settled, lines: LineIndex(from: origin(of: settled, in: bytes)))
    _ = run.lines.place(of: end, in: bytes)
    quiet = run
    settled = end
  }

  /// Where the lines of a stretch are counted from: not from a byte order mark.
  private func origin(of start: Int, in bytes: Span<UInt8>) -> Int {
    let isFirst = window.range.lowerBound + start == 0
    return isFirst ? min(CodeUnits.bytes.markLength(of: bytes), core.upperBound) : start
  }

  private mutating func endQuiet(in bytes: Span<UInt8>) {
    guard var run = quiet else { return }
    quiet = nil
    let scan = WindowScan(upTo: settled, &run.lines, in: bytes)
    stretches.append(.quiet(scan, byteCount: settled - run.start))
  }
}
