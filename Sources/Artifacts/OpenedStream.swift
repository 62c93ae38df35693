public import Findings

/// A pipe, standard input or the like, read from where it stands to its end.
///
/// Windows come in order, and each may go into another buffer: the bytes that the next one shares
/// with it are kept aside. At most one window is held, and what it shares.
public struct OpenedStream: ~Copyable, Sendable {
  /// The path that reports name it by.
  public let path: ArtifactPath
  /// How it is cut into windows.
  public let geometry: WindowGeometry
  /// How many bytes have been read, margins counted once.
  public private(set) var byteCount = 0
  /// Asked while nothing comes: true ends the wait, and the stream with an error.
  public var isInterrupted: @Sendable () -> Bool = { false }
  private let descriptor: Descriptor
  // What is met in a walk is not waited for: some files in /proc never have anything to say.
  private let waits: Bool
  private var number = 0
  private var isAtEnd = false
  private var isFinished = false
  // Why nothing comes any more, where that is not the end.
  private var failure: SystemFailure?
  // The bytes before `byteCount` that the next window needs.
  private var kept: [UInt8] = []

  /// The smallest room that is made for a stream of unknown size, in bytes.
  private static let firstRoom = 64 << 10

  init(_ descriptor: consuming Descriptor, _ file: ArtifactFile, _ geometry: WindowGeometry) {
    self.descriptor = descriptor
    path = file.path
    waits = file.source != .met
    self.geometry = geometry
  }

  /// Reads the next window into a buffer, which then lends it.
  ///
  /// What ends within the limit of a unit is one window, also where it is empty. Reading waits for
  /// whoever writes.
  ///
  /// - Returns: The window, or nil at the end.
  /// - Throws: `cannotRead`, `outOfMemory`.
  public mutating func next(into buffer: inout WindowBuffer) throws(ArtifactError) -> Window? {
    guard !isFinished else {
      guard let failure else { return nil }
      self.failure = nil
      throw .cannotRead(path, offset: byteCount, reason: failure.description)
    }
    let start = byteCount - kept.count
    do throws(SystemFailure) {
      try load(&buffer, from: start)
    } catch  where error == .outOfMemory {
      throw .outOfMemory(path, byteCount: end(of: number) - start)
    } catch {
      throw .cannotRead(path, offset: byteCount, reason: error.description)
    }
    let window = geometry.window(number, ofSize: isAtEnd ? byteCount : .max)
    isFinished = isAtEnd && (window == nil || window?.core.upperBound == byteCount)
    guard let window else { return nil }
    buffer.lend(window.range.lowerBound - start..<window.range.upperBound - start)
    kept = isFinished ? [] : shared(of: buffer, from: start)
    number += 1
    return window
  }

  /// Reads on until all of the window is there, or the stream ends.
  private mutating func load(
    _ buffer: inout WindowBuffer, from start: Int
  ) throws(SystemFailure) {
    let wanted = end(of: number) - start
    // The first window may be all there is, and small.
    let room = number == 0 ? min(wanted, Self.firstRoom) : wanted
    try buffer.clear(toHold: max(room, kept.count))
    buffer.append(kept)
    while !isAtEnd, buffer.count < wanted {
      let count = buffer.count
      try buffer.grow(toHold: min(wanted, max(room, 2 * count)))
      do throws(SystemFailure) {
        isAtEnd = try !more(into: &buffer, upTo: wanted)
      } catch {
        guard buffer.count > kept.count else { throw error }
        // What came before is a window, and the failure is thrown after it.
        (failure, isAtEnd) = (error, true)
      }
      byteCount += buffer.count - count
    }
  }

  private func more(
    into buffer: inout WindowBuffer, upTo size: Int
  ) throws(SystemFailure) -> Bool {
    guard !waits || descriptor.awaitInput(unless: isInterrupted) else { throw .interrupted }
    return try buffer.append(from: descriptor, upTo: size, waits: waits)
  }

  /// How far the stream has to be read to know a window.
  private func end(of number: Int) -> Int {
    let end = (number + 1) * geometry.coreSize + geometry.margin
    return number == 0 ? max(end, geometry.unitLimit + 1) : end
  }

  /// The bytes that the next window starts with.
  private func shared(of buffer: borrowing WindowBuffer, from start: Int) -> [UInt8] {
    let next = max(0, (number + 1) * geometry.coreSize - geometry.margin)
    return next < byteCount ? buffer.bytes(from: next - start) : []
  }
}
