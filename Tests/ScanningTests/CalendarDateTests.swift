import Testing

@testable import Scanning

@Suite struct CalendarDateTests {
  @Test(arguments: [
    ("1970-01-01", 86_400), ("1970-12-31", 31_536_000), ("2000-02-29", 951_868_800),
    ("2026-11-20", 1_795_219_200), ("2024-03-01", 1_709_337_600), ("1969-12-31", 0),
    ("9999-12-31", 253_402_300_800),
  ])
  func aDayIsOverAtMidnightInUTC(text: String, end: Int) {
    #expect(CalendarDate(text)?.end == end)
  }

  @Test(arguments: [
    "", "2026", "2026-1-1", "2026-13-01", "2026-00-10", "2026-02-29", "1900-02-29", "2026-04-31",
    "2026-01-00", "2026-01-32", "soon", "2026/01/01", "+202-01-01", "2026-+1-01", "2026-01-+1",
    "2026-01-01T00:00", "٢٠٢٦-٠١-٠١", "2026-01-01-", "-2026-01-01",
  ])
  func whatIsNoDateIsRefused(text: String) {
    #expect(CalendarDate(text) == nil)
  }
}
