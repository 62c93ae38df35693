#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What the program ends with; the numbers are a promise to scripts.
enum ExitStatus: Int32, Error {
  /// Everything was read and nothing was found that fails the run.
  case clean = 0
  /// Something was found.
  case findings = 1
  /// Wrong usage, rules that do not work, a path that does not exist, a report that was not written.
  case unusable = 2
  /// Not everything was read.
  case incomplete = 3
  /// Stopped by SIGINT.
  case interrupted = 130
  /// Stopped by SIGTERM.
  case terminated = 143

  /// Ends the process.
  func exit() -> Never {
    #if canImport(Glibc)
      Glibc.exit(rawValue)
    #else
      Darwin.exit(rawValue)
    #endif
  }
}
