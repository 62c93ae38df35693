#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// How many workers may scan at once.
struct WorkerLimit: Sendable {
  /// The number that was asked for; nil means the processors that may be used.
  let asked: Int?

  /// The number, at least 1.
  ///
  /// - Complexity: To know the processors of a container takes reading files of its control group, as long as to
  ///   scan a small file.
  var count: Int { asked ?? ProcessInfo.processInfo.activeProcessorCount }

  /// How many workers some shares of work are worth.
  func count(for shares: Int) -> Int { shares > 1 ? min(shares, count) : shares }
}
