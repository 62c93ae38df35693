/// A text that proves a rule, with the regions that have to be found marked by `⟦` and `⟧`.
public struct Example: Hashable, Sendable {
  /// The path that the text is judged by.
  public let path: String
  /// The text as the rule file has it: marks, and the seams that keep tokens from looking live.
  public let source: String

  /// Creates an example of the text of a rule file.
  public init(path: String = "example.txt", source: String) {
    self.path = path
    self.source = source
  }

  /// Examples are equal where their texts are: seams mean nothing.
  public static func == (left: Example, right: Example) -> Bool {
    left.path == right.path && joined(left.source) == joined(right.source)
  }

  /// Hashes what equality compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(path)
    hasher.combine(Self.joined(source))
  }

  /// What cuts a token in two in a rule file; it is taken out on use.
  public static let seam: Unicode.Scalar = "¦"

  /// A text of a rule file without its seams.
  public static func joined(_ source: String) -> String {
    guard source.holdsBytes(of: String(seam)) else { return source }
    return String(String.UnicodeScalarView(source.unicodeScalars.filter { $0 != seam }))
  }

  /// The bytes without marks and seams, and the marked regions in order.
  ///
  /// - Returns: nil where a mark has no partner.
  public var marked: (bytes: [UInt8], regions: [Range<Int>])? {
    var bytes: [UInt8] = []
    var regions: [Range<Int>] = []
    var start: Int?
    // By scalars: a character that combines would make one with the mark before it.
    for scalar in source.unicodeScalars where scalar != Self.seam {
      switch scalar {
      case "⟦":
        guard start == nil else { return nil }
        start = bytes.count
      case "⟧":
        guard let from = start else { return nil }
        regions.append(from..<bytes.count)
        start = nil
      default:
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return start == nil ? (bytes, regions) : nil
  }
}
