/// How bad a finding is if it is true: SARIF's levels (§3.27.10), from least to most.
public enum Severity: String, CaseIterable, Hashable, Sendable, Comparable {
  case note, warning, error

  /// Orders from `note` to `error`.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}
