/// A name where it is used, with what it is a member of and which member is taken of it.
struct NameUse {
  /// What stands before the name.
  enum Qualifier {
    case none
    /// `this.`, `self.`, `@`.
    case own
    case name(TextRange)
    /// The result of a call or a subscript.
    case other
  }

  let qualifier: Qualifier
  private let packedRange: TextRange
  private let packedMember: TextRange?
  /// True where what is used is not the value of the name itself but a member or a result of it.
  let isTakenApart: Bool

  /// Where the name stands.
  var range: Range<Int> { packedRange.range }
  /// The member that is taken of it, unless it is called.
  var member: Range<Int>? { packedMember?.range }

  init(_ range: Range<Int>, in text: Span<UInt8>) {
    qualifier = Self.qualifier(of: range, in: text)
    let member = Self.member(of: range, in: text)
    (packedRange, packedMember) = (TextRange(range), member.map(TextRange.init))
    isTakenApart = member != nil || text.isCalledUpon(range)
  }

  private static let selves = ["this", "self", "Self", "cls", "static"].map { Array($0.utf8) }

  private static func qualifier(of range: Range<Int>, in text: Span<UInt8>) -> Qualifier {
    guard var end = joint(before: range.lowerBound, in: text) else {
      return text.byte(range.lowerBound - 1) == UInt8(ascii: "@") ? .own : .none
    }
    while text.byte(end - 1)?.isLineEnd == true || text.byte(end - 1)?.isBlank == true { end -= 1 }
    guard text.byte(end - 1)?.isNameCharacter == true else { return .other }
    var start = end
    while text.byte(start - 1)?.isNameCharacter == true { start -= 1 }
    return selves.contains(text.array(start..<end)) ? .own : .name(TextRange(start..<end))
  }

  /// Where the qualifier before a name ends, or nil where there is none.
  private static func joint(before start: Int, in text: Span<UInt8>) -> Int? {
    switch text.byte(start - 1) {
    case UInt8(ascii: "."):
      let before = text.byte(start - 2)
      // Not a spread (`...name`) nor a range.
      if before == UInt8(ascii: ".") { return nil }
      return before == UInt8(ascii: "?") || before == UInt8(ascii: "!") ? start - 2 : start - 1
    case UInt8(ascii: ">"):
      return text.byte(start - 2) == UInt8(ascii: "-") ? start - 2 : nil
    case UInt8(ascii: ":"):
      return text.byte(start - 2) == UInt8(ascii: ":") ? start - 2 : nil
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      return text.byte(start - 2) == UInt8(ascii: "[") ? start - 2 : nil
    default: return nil
    }
  }

  private static func member(of range: Range<Int>, in text: Span<UInt8>) -> Range<Int>? {
    var start = range.upperBound
    if text.byte(start) == UInt8(ascii: "?") { start += 1 }
    switch text.byte(start) {
    case UInt8(ascii: "."): start += 1
    case UInt8(ascii: "-"): start += text.byte(start + 1) == UInt8(ascii: ">") ? 2 : 0
    case UInt8(ascii: "["):
      guard let quote = text.byte(start + 1), TargetReader.isQuote(quote) else { return nil }
      start += 2
    default: return nil
    }
    let end = text.nameEnd(from: start)
    return end > start && text.byte(end) != UInt8(ascii: "(") ? start..<end : nil
  }
}
