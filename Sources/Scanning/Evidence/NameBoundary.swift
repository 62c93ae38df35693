internal import Rules

/// The gate of a keyword that has to be a word of a name: `pleo` in `pleoApiKey`, not in `empleo`.
struct NameBoundary: Sendable {
  private static let unicodeEscape: StaticBytes = "\\u"

  /// The bytes of the keyword.
  private let length: Int
  private let continuations: [[UInt8]]
  private let isLowercase: Bool
  private let isUppercase: Bool

  init(_ boundary: KeywordBoundary) {
    let keyword = boundary.keyword.utf8
    length = keyword.count
    continuations = boundary.continuations.map { Array($0.utf8) }
    isLowercase = keyword.allSatisfy(\.isLowercase)
    isUppercase = keyword.allSatisfy(\.isUppercase)
  }

  /// True where the keyword at an offset is a word of its own.
  func holds(_ text: Span<UInt8>, at offset: Int) -> Bool {
    startsWord(text, at: offset) && endsWord(text, at: offset + length)
  }

  /// A word starts after anything but a letter, or with a capital at a camel-case hump.
  private func startsWord(_ text: Span<UInt8>, at offset: Int) -> Bool {
    guard offset > 0 else { return true }
    let before = text[offset - 1]
    guard before.isLetter else { return true }
    let isHump = !isLowercase && before.isLowercase
    return isHump || Self.endsEscape(text, before: offset)
  }

  /// A word ends where the case of the next letter shows it, or where a known word follows.
  private func endsWord(_ text: Span<UInt8>, at end: Int) -> Bool {
    guard end < text.count else { return true }
    let after = text[end]
    guard isUppercase ? after.isUppercase : after.isLowercase else { return true }
    return continuations.contains { word in
      end + word.count <= text.count
        && word.indices.allSatisfy { text[end + $0].lowercased == word[$0] }
    }
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
