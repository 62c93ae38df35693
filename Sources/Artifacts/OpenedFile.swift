public import Findings

/// A regular file that is open, of the size that it had when it was opened.
///
/// Several workers may read windows of one file at the same time, each into its own buffer. It is
/// closed when its last owner is gone.
public final class OpenedFile: Sendable {
  /// The path that reports name it by.
  public let path: ArtifactPath
  /// Its size in bytes when it was opened, at least 1.
  public var size: Int { status.size }
  /// How it is cut into windows.
  public let geometry: WindowGeometry
  private let descriptor: Descriptor
  private let status: FileStatus

  init(
    _ descriptor: consuming Descriptor, _ path: ArtifactPath, _ status: FileStatus,
    _ geometry: WindowGeometry
  ) {
    self.descriptor = descriptor
    self.path = path
    self.status = status
    self.geometry = geometry
  }

  /// How many windows it has.
  public var windowCount: Int { geometry.sharedWindowCount(ofSize: size) }

  /// The window of a number, from 0, or nil past the last one.
  public func window(_ number: Int) -> Window? { geometry.sharedWindow(number, ofSize: size) }

  /// The first window, which is the file where it is lent whole.
  public var firstWindow: Window { window(0) ?? whole }

  private var whole: Window { Window(range: 0..<size, core: 0..<size, isWhole: true) }

  /// Reads a window into a buffer, which then lends it.
  ///
  /// - Parameters:
  ///   - window: A window of the file, or a part of one.
  ///   - buffer: The worker's own memory.
  /// - Returns: The window as far as the file still goes, or nil where there is nothing of its core.
  /// - Throws: `cannotRead`, `outOfMemory`.
  public func read(
    _ window: Window, into buffer: inout WindowBuffer
  ) throws(ArtifactError) -> Window? {
    do throws(SystemFailure) {
      try buffer.clear(toHold: window.range.count)
    } catch {
      throw .outOfMemory(path, byteCount: window.range.count)
    }
    do throws(SystemFailure) {
      try buffer.fill(from: descriptor, window.range)
    } catch {
      throw .cannotRead(path, offset: window.range.lowerBound, reason: error.description)
    }
    return window.cut(at: window.range.lowerBound + buffer.count)
  }

  /// Reads all of a small file into a buffer, which then lends it, as one window.
  ///
  /// One system call asks for a byte more than there was. Where it brings just what there was, ``outcome()``
  /// is not asked: a change of the same length in the midst of that call is not seen.
  ///
  /// - Parameter buffer: The worker's own memory.
  /// - Returns: The file as far as it still goes, or nil where nothing is left, and what became of it meanwhile.
  /// - Throws: `cannotRead`, `outOfMemory`.
  /// - Complexity: One system call for a file that nobody changes.
  public func readWhole(
    into buffer: inout WindowBuffer
  ) throws(ArtifactError) -> (window: Window?, outcome: ArtifactRecord.Status) {
    if isReadAtOnce(into: &buffer) { return (whole, .read) }
    return (try read(whole, into: &buffer), outcome())
  }

  /// Reads all of it by one call; false where there was less or more, or it could not be read.
  private func isReadAtOnce(into buffer: inout WindowBuffer) -> Bool {
    guard (try? buffer.clear(toHold: size + 1)) != nil else { return false }
    return buffer.fillAtOnce(from: descriptor, upTo: size + 1) == size
  }

  /// Lends a window as it stands in the file, without a copy.
  ///
  /// The bytes change when someone writes to the file meanwhile, so that nothing may be kept that was
  /// learned from them but what may be wrong for a file that changes.
  ///
  /// - Returns: What the call came to, or nil where the window cannot be mapped, or the file is
  ///   shorter by now or cannot be read: to read it tells.
  /// - Complexity: Two system calls, and a page fault for every few pages.
  public func withMapping<Result, Failure>(
    of window: Window, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    try descriptor.withMapping(of: window.range, body)
  }

  /// Why a window ends before it should.
  ///
  /// - Parameters:
  ///   - end: The offset in the file at which reading it ended.
  ///   - window: The window that was asked for.
  /// - Returns: `cannotRead`, or nil where the window is whole or the file has become shorter.
  /// - Complexity: Nothing for a whole window, else one system call.
  public func failure(at end: Int, of window: Window) -> ArtifactError? {
    guard end < window.range.upperBound, let failure = descriptor.failure(at: end) else {
      return nil
    }
    return .cannotRead(path, offset: end, reason: failure.description)
  }

  /// What became of it, to be asked when its windows have been read.
  ///
  /// - Returns: `read`, or `truncated` where it was changed in the meantime; what was read is then
  ///   neither the old file nor the new one.
  /// - Complexity: One system call.
  public func outcome() -> ArtifactRecord.Status {
    guard let now = try? descriptor.status(), now != status else { return .read }
    if now.size > size {
      return .truncated("it grew while it was read, and bytes from \(size) on were not")
    }
    if now.size < size {
      return .truncated("it shrank from \(size) to \(now.size) bytes while it was read")
    }
    return .truncated("it was changed while it was read")
  }
}

extension Window {
  /// The window of an artifact that ends earlier, or nil where nothing of the core is left.
  fileprivate func cut(at end: Int) -> Window? {
    guard end < range.upperBound else { return self }
    guard end > core.lowerBound else { return nil }
    return Window(
      range: range.lowerBound..<end, core: core.lowerBound..<min(core.upperBound, end),
      isWhole: isWhole)
  }
}
