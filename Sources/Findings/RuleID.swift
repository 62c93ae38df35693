/// The stable name of a rule, such as `pleo-api-key`.
///
/// Lowercase words of letters and digits, joined by single hyphens. It names what is wrong, so that
/// it reads as "allow ⟨rule⟩" in a suppression.
public struct RuleID: RawRepresentable, Hashable, Sendable {
  /// The name as it is written everywhere: rule files, reports, suppressions.
  public let rawValue: String

  /// Creates a rule ID, or returns nil where the text is not lowercase words joined by hyphens.
  public init?(rawValue: String) {
    let words = rawValue.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard words.allSatisfy(Self.isWord) else { return nil }
    self.rawValue = rawValue
  }

  /// Takes a name that was checked before, as the generated rules do.
  package init(checked rawValue: String) { self.rawValue = rawValue }

  private static func isWord(_ word: Substring.UTF8View) -> Bool {
    !word.isEmpty
      && word.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
  }
}

extension RuleID: Comparable {
  /// Orders by the bytes of the name.
  public static func < (left: RuleID, right: RuleID) -> Bool {
    left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
  }
}

extension RuleID: CustomStringConvertible {
  /// The name itself.
  public var description: String { rawValue }
}
