public import Findings

extension Detector {
  /// Tells where in a window something may be found, by its keywords alone.
  ///
  /// What it says holds for the bytes as they were when they were looked at: a file that others write
  /// to can be surveyed where it stands, if what is open is then scanned from a copy.
  ///
  /// - Parameters:
  ///   - bytes: All bytes of the window's range.
  ///   - window: Which part of the artifact they are.
  ///   - traits: What is known of all of it.
  ///   - worker: The caller's own memory.
  /// - Returns: The stretches of the core, which lie side by side; an artifact that is lent whole is
  ///   one stretch.
  /// - Throws: `outOfMemory`, or `invalidPattern` where ``check(_:besides:)`` was not asked.
  /// - Complexity: One pass over the bytes, which ends where keywords are dense.
  public func survey(
    _ bytes: Span<UInt8>, _ window: Window, _ traits: ArtifactTraits,
    using worker: inout WorkerMemory
  ) throws(DetectorError) -> [Stretch] {
    // Lines are counted in bytes here.
    guard traits.byteOrder == nil, try !isOpened(window, traits, &worker) else {
      return [.open(window)]
    }
    var survey = WindowSurvey(window)
    let range = survey.range
    for start in stride(from: range.lowerBound, to: range.upperBound, by: WindowSurvey.block) {
      let block = start..<min(start + WindowSurvey.block, range.upperBound)
      switch keywords.presence(in: bytes, startingIn: block) {
      case .none: survey.addQuiet(block, in: bytes)
      case .few where !window.isWhole && !survey.isDense: survey.addOpen(block, in: bytes)
      case .few, .many: return [.open(window)]
      }
    }
    survey.end(in: bytes)
    return survey.stretches
  }
}
