public import Findings

/// What a run asks of its detector.
public struct DetectorOptions: Sendable {
  /// The rules whose findings are wanted; nil is all.
  public var wanted: Set<RuleID>?
  /// True where comments in the input may suppress findings; false for input that is not trusted.
  public var honoursSuppressions = true
  /// The time by which `exp` and `until` are judged, in seconds since 1970.
  public var now: Int

  /// Asks for all rules, at a time in seconds since 1970.
  public init(now: Int) { self.now = now }
}
