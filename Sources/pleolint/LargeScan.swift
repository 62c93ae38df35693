internal import Artifacts
internal import Findings
internal import Scanning

/// A large file whose windows several workers scan; the last one to end puts them together.
actor LargeScan {
  /// The number of the file's entry in the walk.
  nonisolated let number: Int
  /// The file.
  nonisolated let file: OpenedFile
  /// What all of its windows are judged by.
  nonisolated let traits: ArtifactTraits

  private var windows: [WindowResult?]
  private var missing: Int

  init(_ file: OpenedFile, number: Int, traits: ArtifactTraits) {
    self.file = file
    self.number = number
    self.traits = traits
    missing = file.windowCount
    windows = Array(repeating: nil, count: file.windowCount)
  }

  /// Takes what a window came to; the record of the file, once all of them have.
  func take(_ window: Int, _ result: WindowResult) -> ScanResult? {
    windows[window] = result
    missing -= 1
    guard missing == 0 else { return nil }
    var assembly = ArtifactAssembly(path: file.path, traits: traits, isStream: true)
    for case let result? in windows { assembly.add(result) }
    return ScanResult(number: number, record: assembly.record(unlessWorse: file.outcome()))
  }
}

/// What the scan of one window of a file came to; nothing where nothing of it is there any more.
struct WindowResult: Sendable {
  /// The parts that it was scanned in, in their order.
  var scans: [WindowScan] = []
  /// How many bytes of its core were scanned.
  var byteCount = 0
  /// Why that is not all of it, where it is not.
  var failure: String?

  /// Adds what a window, or a part of one, comes to when it is scanned.
  mutating func add(_ window: Window, scan: () throws(DetectorError) -> WindowScan) {
    do throws(DetectorError) {
      scans.append(try scan())
      byteCount += window.core.count
    } catch {
      failure = error.description
    }
  }
}

/// The record of an entry of the walk, with the entry's number.
struct ScanResult: Sendable {
  let number: Int
  let record: ArtifactRecord
  /// What other artifacts have to do with it, where it can be read once more.
  var sharing: Sharing?
}

/// A file that may have to do with others, and what it offers them.
struct Sharing: Sendable {
  let file: ArtifactFile
  let share: ArtifactShare
}
