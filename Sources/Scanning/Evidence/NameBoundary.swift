internal import Rules

/// The gate of a keyword that has to be a word of a name: `pleo` in `pleoApiKey`, not in `empleo`.
///
/// It is asked at every hit, and holds no reference.
struct NameBoundary: Sendable {
  private static let unicodeEscape: StaticBytes = "\\u"

  /// The bytes of the keyword.
  private let length: Int
  private let isLowercase: Bool
  private let isUppercase: Bool

  init(_ boundary: KeywordBoundary) {
    let keyword = boundary.keyword.utf8
    length = keyword.count
    isLowercase = keyword.allSatisfy(\.isLowercase)
    isUppercase = keyword.allSatisfy(\.isUppercase)
  }

  /// True where the keyword at an offset is a word of its own.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - offset: Where the keyword starts.
  ///   - continues: Whether a word that may follow the keyword starts at an offset.
  /// - Returns: Whether no letter before or after it makes it part of another.
  func holds(
    _ text: Span<UInt8>, at offset: Int, orContinued continues: (Int) -> Bool
  ) -> Bool {
    guard startsWord(text, at: offset) else { return false }
    let end = offset + length
    return endsWord(text, at: end) || continues(end)
  }

  /// A word starts after anything but a letter, or with a capital at a camel-case hump.
  private func startsWord(_ text: Span<UInt8>, at offset: Int) -> Bool {
    guard offset > 0 else { return true }
    let before = text[offset - 1]
    guard before.isLetter else { return true }
    let isHump = !isLowercase && before.isLowercase
    return isHump || Self.endsEscape(text, before: offset)
  }

  /// A word ends where the case of the next letter shows it.
  private func endsWord(_ text: Span<UInt8>, at end: Int) -> Bool {
    guard end < text.count else { return true }
    let after = text[end]
    return !(isUppercase ? after.isUppercase : after.isLowercase)
  }

  /// A letter that belongs to an escape: `\n`, `%3D`, `\u003d`.
  private static func endsEscape(_ text: Span<UInt8>, before offset: Int) -> Bool {
    if offset >= 2, text[offset - 2] == .backslash {
      return "nrtbf".utf8.contains(text[offset - 1])
    }
    if offset >= 3, text[offset - 3] == UInt8(ascii: "%") {
      return text[offset - 2].isHexDigit && text[offset - 1].isHexDigit
    }
    guard offset >= 6, text.starts(with: Self.unicodeEscape, at: offset - 6) else { return false }
    return (offset - 4..<offset).allSatisfy { text[$0].isHexDigit }
  }
}
