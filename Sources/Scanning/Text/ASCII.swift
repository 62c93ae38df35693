internal import Patterns

/// The ASCII classes that the scanner asks a byte about.
extension UInt8 {
  var isLowercase: Bool { self >= 0x61 && self <= 0x7a }
  var isUppercase: Bool { self >= 0x41 && self <= 0x5a }
  var isLetter: Bool { (self | 0x20).isLowercase }
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isHexDigit: Bool { isDigit || ((self | 0x20) >= 0x61 && (self | 0x20) <= 0x66) }
  var isAlphanumeric: Bool { isLetter || isDigit }
  /// A character of an identifier in most languages.
  var isNameCharacter: Bool { isAlphanumeric || self == 0x5f }
  /// A space or a tab.
  var isBlank: Bool { self == 0x20 || self == 0x09 }
  /// A character that ends a line, or stands before the one that does.
  var isLineEnd: Bool { self == 0x0a || self == 0x0d }
  /// A round, square or curly bracket that opens.
  var opensBracket: Bool { self == 0x28 || self == 0x5b || self == 0x7b }
  /// A round, square or curly bracket that closes.
  var closesBracket: Bool { self == 0x29 || self == 0x5d || self == 0x7d }
  var lowercased: UInt8 { isUppercase ? self | 0x20 : self }

  static let lineFeed: UInt8 = 0x0a
  static let backslash: UInt8 = 0x5c
}

extension [UInt8] {
  /// True where some bytes stand anywhere in these; both are short.
  ///
  /// The standard library's `firstRange(of:)` builds a table for each call, which costs far more
  /// than words of this length are worth.
  func holds(_ word: [UInt8]) -> Bool {
    guard let first = word.first else { return true }
    var start = 0
    while start + word.count <= count {
      if self[start] == first, word.indices.allSatisfy({ self[start + $0] == word[$0] }) {
        return true
      }
      start += 1
    }
    return false
  }

  /// True where they end in the bytes of a literal.
  func hasSuffix(_ literal: StaticBytes) -> Bool {
    suffix(literal.bytes.count).elementsEqual(literal.bytes)
  }
}

extension Span where Element == UInt8 {
  /// The bytes of a range, copied; for small ranges only.
  func array(_ range: Range<Int>) -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(range.count)
    for index in range { copy.append(self[index]) }
    return copy
  }

  /// True where a literal stands anywhere in these bytes; both are short.
  func holds(_ literal: StaticBytes) -> Bool {
    guard let first = literal.bytes.first else { return true }
    for offset in indices where self[offset] == first && starts(with: literal, at: offset) {
      return true
    }
    return false
  }

  /// True where the bytes of a literal stand at an offset.
  func starts(with literal: StaticBytes, at offset: Int) -> Bool {
    starts(with: literal.bytes, at: offset)
  }

  /// True where some bytes stand at an offset.
  func starts(with literal: [UInt8], at offset: Int) -> Bool {
    guard offset >= 0, offset + literal.count <= count else { return false }
    for index in literal.indices where self[offset + index] != literal[index] { return false }
    return true
  }

  /// The start of the line that holds an offset, not before `limit`.
  func lineStart(of offset: Int, limit: Int = 0) -> Int {
    afterLastNewline(in: self, before: offset, limit: limit)
  }

  /// The end of the line that holds an offset, before its LF, not after `limit`.
  func lineEnd(of offset: Int, limit: Int) -> Int {
    firstNewline(in: self, from: offset, limit: limit)
  }
}
