public import Findings

/// A blob that is read window by window, with no more of it in memory than a window and its margins.
public struct BlobReading: Sendable {
  /// Its size in bytes.
  public let size: Int
  /// True where it is lent in more than one window.
  public var isStream: Bool { size > geometry.unitLimit }
  private let geometry: WindowGeometry
  private var number = 0
  /// How many bytes have been read of it.
  private var count = 0

  /// Starts to read an object.
  ///
  /// - Throws: `noObject`, or `failed` where git has ended.
  public init(
    _ id: ObjectID, from stream: inout ObjectStream, windows geometry: WindowGeometry
  ) throws(GitError) {
    self.init(size: try stream.open(id), windows: geometry)
  }

  /// Starts to read an object that was just opened.
  public init(size: Int, windows geometry: WindowGeometry) {
    self.size = size
    self.geometry = geometry
  }

  /// Reads the next window; afterwards an array holds just its bytes.
  ///
  /// - Parameters:
  ///   - stream: The stream that it was started from, of which nothing else was read since.
  ///   - bytes: What the last window left, which the next one shares a part of.
  /// - Returns: The window, or nil at the end.
  /// - Throws: `failed` where git ends before the blob does.
  public mutating func next(
    from stream: inout ObjectStream, into bytes: inout [UInt8]
  ) throws(GitError) -> Window? {
    if number == 0 { bytes.removeAll(keepingCapacity: true) }
    guard let window = geometry.window(number, ofSize: size) else {
      // Nothing comes where there was nothing, but for the end of it.
      return nil
    }
    let first = count - bytes.count
    bytes.removeFirst(window.range.lowerBound - first)
    try stream.append(window.range.upperBound - count, to: &bytes)
    count = window.range.upperBound
    number += 1
    if count == size, window.core.upperBound == size { try stream.close() }
    return window
  }
}
