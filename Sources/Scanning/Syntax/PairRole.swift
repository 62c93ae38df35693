/// What a member is in a mapping that says a name and its value in two members.
enum PairRole: Hashable, Sendable {
  case name
  case value
  case none

  private static let names: [StaticBytes] = ["name", "key", "parameterkey"]
  private static let values: [StaticBytes] = [
    "value", "default", "content", "currentvalue", "defaultvalue", "parametervalue",
    "connectionstring",
  ]

  /// The role that a key tells, whatever its case and its XML prefix.
  init(of key: Range<Int>, in text: Span<UInt8>) {
    self =
      if Self.names.contains(where: { text.ends(key, with: $0) }) {
        .name
      } else if Self.values.contains(where: { text.ends(key, with: $0) }) {
        .value
      } else {
        .none
      }
  }
}

/// A text of the form `NAME=value`, as lists of environment variables and arguments hold.
struct Assignment: Hashable, Sendable {
  let name: Range<Int>
  let value: Range<Int>

  /// Names are no longer than this.
  private static let longestName = 128

  init(name: Range<Int>, value: Range<Int>) {
    self.name = name
    self.value = value
  }

  /// Takes a text apart, or returns nil where it has another form; hyphens may stand before it.
  init?(_ range: Range<Int>, of text: Span<UInt8>) {
    var start = range.lowerBound
    while start < range.upperBound, text[start] == UInt8(ascii: "-") { start += 1 }
    let limit = min(range.upperBound, start + Self.longestName)
    var end = start
    while end < limit, text[end].isSettingName { end += 1 }
    guard end > start, end < limit, text[end] == UInt8(ascii: "=") else { return nil }
    name = start..<end
    value = end + 1..<range.upperBound
  }
}

extension UInt8 {
  /// A character of the name of a setting: a letter, digit, `_`, `.` or `-`.
  var isSettingName: Bool {
    isNameCharacter || self == UInt8(ascii: ".") || self == UInt8(ascii: "-")
  }
}

extension Span where Element == UInt8 {
  /// True where a range holds a word, whatever its case, alone or after a colon.
  fileprivate func ends(_ range: Range<Int>, with word: StaticBytes) -> Bool {
    let start = range.upperBound - word.bytes.count
    guard start == range.lowerBound || start > range.lowerBound && self[start - 1] == 0x3a else {
      return false
    }
    return holds(word, in: start..<range.upperBound, ignoringCase: true)
  }
}
