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

  /// What cuts a token in two in a rule file; it is taken out on use.
  public static let seam: Character = "¦"

  /// A text of a rule file without its seams.
  public static func joined(_ source: String) -> String { source.filter { $0 != seam } }

  /// The bytes without marks and seams, and the marked regions in order.
  ///
  /// - Returns: nil where a mark has no partner.
  public var marked: (bytes: [UInt8], regions: [Range<Int>])? {
    var bytes: [UInt8] = []
    var regions: [Range<Int>] = []
    var start: Int?
    for character in source where character != Self.seam {
      switch character {
      case "⟦":
        guard start == nil else { return nil }
        start = bytes.count
      case "⟧":
        guard let from = start else { return nil }
        regions.append(from..<bytes.count)
        start = nil
      default:
        bytes.append(contentsOf: character.utf8)
      }
    }
    return start == nil ? (bytes, regions) : nil
  }
}
