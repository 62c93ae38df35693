internal import ArgumentParser

/// Whether something is done for a terminal only, always, or never.
enum When: String, WordArgument, Sendable {
  case auto, always, never

  /// Decides for a stream.
  func holds(isTerminal: Bool) -> Bool {
    switch self {
    case .auto: isTerminal
    case .always: true
    case .never: false
    }
  }
}
