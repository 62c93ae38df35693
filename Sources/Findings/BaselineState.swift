/// Whether a finding was there before what is looked at (SARIF §3.27.24).
public enum BaselineState: String, Hashable, Sendable {
  /// It was not.
  case new
  /// It was, and does not fail a run.
  case unchanged
}
