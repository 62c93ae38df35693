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
  public var windowCount: Int {
    size <= geometry.unitLimit ? 1 : (size - 1) / geometry.coreSize + 1
  }

  /// Reads a window into a buffer, which then lends it.
  ///
  /// - Parameters:
  ///   - number: The number of the window, from 0.
  ///   - buffer: The worker's own memory.
  /// - Returns: The window as far as the file still goes, or nil where there is nothing of its core.
  /// - Throws: `cannotRead`, `outOfMemory`.
  public func read(
    _ number: Int, into buffer: inout WindowBuffer
  ) throws(ArtifactError) -> Window? {
    guard let window = geometry.window(number, ofSize: size) else { return nil }
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

  /// Why a window that was read ends before it should.
  ///
  /// - Returns: `cannotRead`, or nil where the window is whole or the file has become shorter.
  /// - Complexity: Nothing for a whole window, else one system call.
  public func failure(after window: Window) -> ArtifactError? {
    let number = window.isWhole ? 0 : window.core.lowerBound / geometry.coreSize
    let end = window.range.upperBound
    guard let planned = geometry.window(number, ofSize: size), end < planned.range.upperBound,
      let failure = descriptor.failure(at: end)
    else { return nil }
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
