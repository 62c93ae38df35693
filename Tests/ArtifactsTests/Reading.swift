import Artifacts
import Findings

/// All windows of an artifact, read and put together again.
struct Reading {
  private(set) var bytes: [UInt8] = []
  private(set) var windows: [Window] = []
  private(set) var status: ArtifactRecord.Status = .read
  /// True where every window held just the bytes that it says.
  private(set) var isConsistent = true

  static let geometry = WindowGeometry(unitLimit: 1 << 20, coreSize: 1 << 20, margin: 1 << 10)

  init(
    of path: ArtifactPath, source: ArtifactFile.Source, in folder: SystemPath,
    windows geometry: WindowGeometry = Self.geometry
  ) throws(ArtifactError) {
    let root = try Root(given: folder)
    var buffer = WindowBuffer()
    switch try root.open(ArtifactFile(path: path, source: source), windows: geometry) {
    case .file(let file):
      for number in 0..<file.windowCount {
        guard let planned = file.window(number), let window = try file.read(planned, into: &buffer)
        else { break }
        add(window, buffer)
      }
      status = file.outcome()
    case .stream(var stream):
      while let window = try stream.next(into: &buffer) { add(window, buffer) }
    }
  }

  private mutating func add(_ window: Window, _ buffer: borrowing WindowBuffer) {
    let lent = buffer.bytes
    let start = window.core.lowerBound - window.range.lowerBound
    if lent.count != window.range.count || window.core.lowerBound != bytes.count {
      isConsistent = false
    }
    // The margin before the core is what was there already.
    if !bytes.suffix(start).elementsEqual(lent.prefix(start)) { isConsistent = false }
    bytes += lent.dropFirst(start).prefix(window.core.count)
    windows.append(window)
  }
}

extension WindowBuffer {
  /// A copy of the bytes of the window.
  var bytes: [UInt8] {
    withBytes { span in
      var bytes: [UInt8] = []
      for index in span.indices { bytes.append(span[index]) }
      return bytes
    }
  }
}

extension WindowGeometry {
  /// The windows of an artifact of some size that workers share.
  func sharedWindows(ofSize size: Int) -> [Window] {
    (0..<sharedWindowCount(ofSize: size)).compactMap { sharedWindow($0, ofSize: size) }
  }

  /// The windows of an artifact of some size.
  func windows(ofSize size: Int) -> [Window] {
    Array(
      sequence(state: 0) { number in
        defer { number += 1 }
        return window(number, ofSize: size)
      })
  }
}
