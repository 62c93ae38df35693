/// A day as ISO 8601 writes it: `2026-11-21`.
struct CalendarDate: Hashable, Sendable {
  private let year: Int
  private let month: Int
  private let day: Int

  /// Reads a date; nil where the text is none.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    // `Int` reads a sign too.
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) }), let year = Int(parts[0]),
      let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month), day >= 1
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    guard day <= Self.days(of: month, in: year) else { return nil }
  }

  /// The second, counted from 1970 in UTC, at which the day is over.
  var end: Int { (Self.daysSince1970(year, month, day) + 1) * 86_400 }

  private static func days(of month: Int, in year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Counts in years that start in March, so that the leap day is the last.
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }
}
