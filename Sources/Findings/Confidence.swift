/// How likely a finding is true, from least to most; never mixed with ``Severity``.
public enum Confidence: String, CaseIterable, Hashable, Sendable, Comparable {
  case low, medium, high

  /// Orders from `low` to `high`.
  public static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    }
  }
}
