public import Findings

/// A part of a window, by whether it has to be scanned.
public enum Stretch: Sendable {
  /// Nothing can be found in so many bytes: no keyword stands in them or near.
  case quiet(WindowScan, byteCount: Int)
  /// Something may be found in the core of this window, which is a part of the other or all of it.
  case open(Window)
}
