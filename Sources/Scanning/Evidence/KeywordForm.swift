internal import Rules

/// A keyword as it stands in bytes: as written, or as an encoding writes it.
struct KeywordForm: Hashable, Sendable {
  /// How the keyword is written.
  enum Writing: Hashable, Sendable {
    /// As it is.
    case plain
    /// In base64; the keyword may start at any of three places of a group.
    case base64
  }

  let keyword: String
  let writing: Writing
  /// The bytes to look for.
  let bytes: [UInt8]
  /// Set where the text around is UTF-16.
  let byteOrder: UTF16Text.ByteOrder?

  /// All forms of the keywords of some evidence.
  ///
  /// What is decoded by a pattern is looked for as it stands encoded; and all of that again as UTF-16
  /// writes it, in both byte orders.
  static func all(of evidence: [EvidencePattern]) -> [KeywordForm] {
    var forms: [KeywordForm] = []
    // Most keywords are those of dozens of patterns.
    var (plain, inBase64): (Set<String>, Set<String>) = ([], [])
    for number in evidence.indices {
      let writing = writing(in: evidence[number])
      for keyword in evidence[number].keywords {
        let isNew =
          switch writing {
          case .plain: plain.insert(keyword).inserted
          case .base64: inBase64.insert(keyword).inserted
          }
        if isNew { forms += of(keyword, writing) }
      }
    }
    return forms
  }

  /// How a pattern's keywords are written in the text.
  static func writing(in pattern: EvidencePattern) -> Writing {
    pattern.decoding == nil ? .plain : .base64
  }

  private static func of(_ keyword: String, _ writing: Writing) -> [KeywordForm] {
    let plain = Array(keyword.utf8)
    let written =
      switch writing {
      case .plain: [plain]
      case .base64: Base64.forms(of: plain)
      }
    return written.flatMap { bytes in
      [
        KeywordForm(keyword: keyword, writing: writing, bytes: bytes, byteOrder: nil),
        KeywordForm(
          keyword: keyword, writing: writing, bytes: bytes.flatMap { [$0, 0] }, byteOrder: .little),
        KeywordForm(
          keyword: keyword, writing: writing, bytes: bytes.flatMap { [0, $0] }, byteOrder: .big),
      ]
    }
  }
}
