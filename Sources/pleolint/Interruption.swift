internal import CProcess

/// SIGINT and SIGTERM: the scan stops, and what was found so far is reported.
enum Interruption {
  /// Catches the first of either; a second one ends the process at once.
  static func prepare() { cprocess_catch_interruptions() }

  /// The status to end with where a signal was caught.
  static var status: ExitStatus? {
    switch cprocess_caught_signal() {
    case 2: .interrupted
    case 15: .terminated
    default: nil
    }
  }
}
