internal import Findings
internal import Rules

/// Bytes that stand where a keyword is written in an encoding that is looked through.
///
/// They are few, since each is looked for in every byte of the input: an escaped keyword is known by
/// its first two characters, or by those up to one that encoders escape.
struct EncodedKeyword: Sendable {
  /// How the keyword is written.
  enum Writing: Sendable {
    /// With escapes, at most ``Layer/deepest`` deep.
    case escaped
    case base64
    case hex
  }

  let keyword: [UInt8]
  let writing: Writing
  /// The bytes to look for.
  let bytes: [UInt8]
  /// How many digits before them a group of digits starts, and with it a byte; none but in base64.
  var lead = 0
  /// How many bytes after that one the keyword starts.
  var before = 0

  /// What is looked for of the keywords of some evidence.
  ///
  /// Those that are a sign of Pleo, and those that are decoded where they stand, are known however
  /// they are written; the others where a sign of theirs alone is escaped, or beside the former.
  static func all(of evidence: [EvidencePattern]) -> [EncodedKeyword] {
    let signs = bytes(of: evidence.filter(\.isContext))
    let decoded = bytes(of: evidence.filter { $0.decoding != nil }).filter { !signs.contains($0) }
    // What is decoded by a pattern is looked for in texts as it stands in them: a Basic header.
    let values = distinct(decoded.flatMap { Base64.forms(of: $0, after: 0) })
    let wholly = (signs + decoded).flatMap {
      inBase64($0) + inHex($0) + escaped($0, Self.wholly($0))
    }
    let partly = bytes(of: evidence).flatMap { escaped($0, fromASign(in: $0)) }
    return (wholly + values.flatMap(inBase64) + partly).filter { $0.bytes.count >= 4 }
  }

  /// Each of a few forms once.
  private static func distinct(_ forms: [[UInt8]]) -> [[UInt8]] {
    forms.indices.filter { !forms[..<$0].contains(forms[$0]) }.map { forms[$0] }
  }

  private static func bytes(of evidence: [EvidencePattern]) -> [[UInt8]] {
    var seen: Set<String> = []
    return evidence.flatMap(\.keywords).filter { seen.insert($0).inserted }.map { Array($0.utf8) }
  }

  /// The place of a group of digits where some of the keyword's are, in runs.
  func group(at offset: Int) -> Int { offset - lead }

  private static func inBase64(_ keyword: [UInt8]) -> [EncodedKeyword] {
    (0..<3).flatMap { before in
      Base64.forms(of: keyword, after: before).map { form in
        EncodedKeyword(
          keyword: keyword, writing: .base64, bytes: form, lead: Base64.firstDigit(after: before),
          before: before)
      }
    }
  }

  private static func inHex(_ keyword: [UInt8]) -> [EncodedKeyword] {
    let digits = Hexadecimal.characters(of: keyword)
    return cases(of: digits).map {
      EncodedKeyword(keyword: keyword, writing: .hex, bytes: $0)
    }
  }

  private static func escaped(_ keyword: [UInt8], _ forms: [[UInt8]]) -> [EncodedKeyword] {
    distinct(forms).map { EncodedKeyword(keyword: keyword, writing: .escaped, bytes: $0) }
  }

  /// Every character escaped: `%70%6`, `\u0070`, `\\u0070`, `\x70`, `&#112;`, `&#x70;`.
  private static func wholly(_ keyword: [UInt8]) -> [[UInt8]] {
    guard keyword.count > 1 else { return [] }
    let number = Array(String(keyword[0]).utf8)
    return cases(of: Hexadecimal.characters(of: [keyword[0]])).flatMap { first -> [[UInt8]] in
      // The second character's other digit may be written in two ways.
      let second = Hexadecimal.characters(of: [keyword[1]]).prefix(1)
      return [
        "%" + first + "%" + second, "u00" + first,
        "u{" + first + "}", "\\x" + first, "#x" + first + ";", "#" + number + ";",
      ]
    }
  }

  /// The letters up to another character, and what its escapes start with: `plp%5F`, `plp\u005f`.
  private static func fromASign(in keyword: [UInt8]) -> [[UInt8]] {
    let letters = keyword.prefix { $0.isAlphanumeric }
    guard letters.count < keyword.count, letters.count >= 3 else { return [] }
    return "%\\&".utf8.map { letters + [$0] }
  }

  private static func cases(of digits: [UInt8]) -> [[UInt8]] {
    let upper = digits.map { $0.isLowercase ? $0 & 0xdf : $0 }
    return upper == digits ? [digits] : [digits, upper]
  }

  /// True where the keyword stands once the escapes around an offset are undone.
  func isWritten(at offset: Int, in text: Span<UInt8>) -> Bool {
    guard writing == .escaped else { return true }
    // Room for what a nested escape starts with, and for all characters of the keyword.
    let near = max(0, offset - 24)..<min(text.count, offset + 16 * keyword.count + 24)
    let undone = text.array(near).undoingEscapes(rounds: Layer.deepest)
    return undone.holds(keyword)
  }
}

/// Joins literals and bytes.
private func + (left: StaticBytes, right: some Sequence<UInt8>) -> [UInt8] { left.bytes + right }
private func + (left: [UInt8], right: StaticBytes) -> [UInt8] { left + right.bytes }
