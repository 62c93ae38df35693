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
    let end = min(start + coreSize, size)
    return Window(
      range: max(0, start - margin)..<min(size, end + margin), core: start..<end, isWhole: false)
  }
}
