#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Times as reports write them: RFC 3339, UTC, milliseconds.
enum Timestamp {
  /// The time as text, such as `2026-03-01T09:30:00.250Z`.
  static func text(_ time: Date) -> String {
    time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
