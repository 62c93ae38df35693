/// Which part of an artifact some lent bytes are.
///
/// An artifact of at most ``WindowGeometry/unitLimit`` bytes is lent whole: it is one unit. A larger
/// one is lent as a stream of windows. The cores of its windows lie side by side and cover every
/// byte once; around its core each window also holds a margin, as far as the artifact goes, so that
/// what is found in a core does not depend on where the artifact was cut.
public struct Window: Hashable, Sendable {
  /// The offsets in the artifact of all bytes that are lent, margins included.
  public let range: Range<Int>
  /// The offsets in the artifact of the bytes whose findings belong to this window.
  public let core: Range<Int>
  /// True where the window is the whole artifact.
  public let isWhole: Bool

  /// Creates a window; `core` must lie in `range`.
  public init(range: Range<Int>, core: Range<Int>, isWhole: Bool) {
    precondition(
      range.lowerBound <= core.lowerBound && core.upperBound <= range.upperBound,
      "the core of a window lies in the window")
    self.range = range
    self.core = core
    self.isWhole = isWhole
  }

  /// The core as offsets of the bytes that are lent.
  public var coreInRange: Range<Int> {
    core.lowerBound - range.lowerBound..<core.upperBound - range.lowerBound
  }
}

/// How artifacts are cut into windows.
public struct WindowGeometry: Hashable, Sendable {
  /// The most bytes that an artifact may have to be lent whole.
  public let unitLimit: Int
  /// The size of the core of a stream's window, in bytes; the last one may be smaller.
  public let coreSize: Int
  /// How many bytes before and after the core are lent with it.
  public let margin: Int

  /// Creates a geometry; all three are at least 1.
  public init(unitLimit: Int, coreSize: Int, margin: Int) {
    precondition(unitLimit > 0 && coreSize > 0 && margin > 0, "sizes are positive")
    self.unitLimit = unitLimit
    self.coreSize = coreSize
    self.margin = margin
  }

  /// The window of a given number, from 0, of an artifact of `size` bytes, or nil past its end.
  public func window(_ number: Int, ofSize size: Int) -> Window? {
    if size <= unitLimit {
      return number == 0 ? Window(range: 0..<size, core: 0..<size, isWhole: true) : nil
    }
    let start = number * coreSize
    guard start < size else { return nil }
    return window(of: start..<min(start + coreSize, size), ofSize: size)
  }

  private func window(of core: Range<Int>, ofSize size: Int) -> Window {
    Window(
      range: max(0, core.lowerBound - margin)..<min(size, core.upperBound + margin), core: core,
      isWhole: false)
  }

  // MARK: - Windows that workers share

  /// How many windows an artifact of `size` bytes is cut into that several workers share.
  public func sharedWindowCount(ofSize size: Int) -> Int {
    size <= unitLimit ? 1 : wholeCoreCount(ofSize: size) + Self.lastParts.count
  }

  /// The same for what several workers share: the last windows are small, so that nobody waits for long for
  /// the one who has the last of them.
  public func sharedWindow(_ number: Int, ofSize size: Int) -> Window? {
    let wholeCores = wholeCoreCount(ofSize: size)
    guard size > unitLimit, number >= wholeCores else { return window(number, ofSize: size) }
    guard number < wholeCores + Self.lastParts.count else { return nil }
    let part = Self.lastParts[number - wholeCores]
    let start = wholeCores * coreSize
    let rest = size - start
    let core = start + rest * part.lowerBound / 8..<start + rest * part.upperBound / 8
    return window(of: core, ofSize: size)
  }

  /// How what is left behind the whole cores is cut, in eighths of it.
  private static let lastParts = [0..<4, 4..<6, 6..<7, 7..<8]

  /// How many cores there are before the last of them, and what is more than that.
  private func wholeCoreCount(ofSize size: Int) -> Int { max(0, (size - 1) / coreSize - 1) }
}
