#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
internal import ArgumentParser

/// A point in time as the command line takes it: `2026-11-21`, or `2026-11-21T08:15:00Z`.
struct ClockTime: ExpressibleByArgument {
  /// Seconds since 1970.
  let seconds: Int

  /// The time on the clock.
  static var now: ClockTime { ClockTime(seconds: Int(Date.now.timeIntervalSince1970)) }

  private init(seconds: Int) { self.seconds = seconds }

  init?(argument: String) {
    let text = argument.contains("T") ? argument : argument + "T00:00:00Z"
    guard let date = try? Date(text, strategy: .iso8601) else { return nil }
    seconds = Int(date.timeIntervalSince1970)
  }
}
