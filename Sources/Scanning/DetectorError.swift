/// Why a detector could not be made or could not work.
public enum DetectorError: Error, Hashable, Sendable {
  /// An expression of the rules is not valid; the text names the evidence and says why.
  case invalidPattern(evidence: String, reason: String)
  /// Memory could not be had.
  case outOfMemory
}

extension DetectorError: CustomStringConvertible {
  /// A sentence that says what is wrong.
  public var description: String {
    switch self {
    case .invalidPattern(let evidence, let reason):
      "The pattern of \(evidence) does not work: \(reason)"
    case .outOfMemory: "There was not enough memory to scan; use fewer --threads."
    }
  }
}
