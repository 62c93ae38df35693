internal import Patterns

/// Counts lines and columns of places in the bytes of a window, as its reports need them.
///
/// Places are asked for in any order; those that follow each other are cheap, also on one long line.
struct LineIndex {
  private let origin: Int
  private let units: CodeUnits
  private var lastOffset: Int
  private var last = Place(line: 0, column: 0)

  /// Counts from an offset of the bytes: its line is number 0.
  init(from origin: Int, units: CodeUnits = .bytes) {
    self.origin = origin
    self.units = units
    lastOffset = origin
  }

  /// A place relative to the origin of the count.
  struct Place: Hashable, Sendable {
    /// How many lines after the origin's own; negative where before.
    let line: Int
    /// The column in UTF-16 code units from 0, counted from the start of the line, or, on the
    /// origin's own line, from the origin; negative there where before.
    let column: Int
  }

  /// The place of an offset.
  mutating func place(of offset: Int, in text: Span<UInt8>) -> Place {
    let between = min(lastOffset, offset)..<max(lastOffset, offset)
    let sign = lastOffset <= offset ? 1 : -1
    let lines = units.lineEndCount(in: text, between)
    if lines == 0 {
      // Columns add up, so that a long line is not counted from its start for each place in it.
      let columns = units.utf16Length(of: between, in: text)
      last = Place(line: last.line, column: last.column + sign * columns)
    } else {
      let line = last.line + sign * lines
      last = Place(line: line, column: column(of: offset, isFirst: line == 0, in: text))
    }
    lastOffset = offset
    return last
  }

  /// True where an offset stands in the middle of a line that goes on from the origin or later.
  func isInsideLine(_ offset: Int, in text: Span<UInt8>) -> Bool {
    let lastUnit = max(origin, offset - 2)
    return units.lineStart(of: offset, in: text, limit: lastUnit) < offset
  }

  private func column(of offset: Int, isFirst: Bool, in text: Span<UInt8>) -> Int {
    guard isFirst else {
      let start = units.lineStart(of: offset, in: text)
      return units.utf16Length(of: min(start, offset)..<offset, in: text)
    }
    return offset >= origin
      ? units.utf16Length(of: origin..<offset, in: text)
      : -units.utf16Length(of: offset..<origin, in: text)
  }
}

extension Span where Element == UInt8 {
  /// The number of UTF-16 code units of the characters that start in a range.
  ///
  /// A byte that is no part of a character counts as one. A character that started before the
  /// range is not counted, one that ends after it is.
  func utf16Length(of range: Range<Int>) -> Int {
    var (units, offset) = (0, range.lowerBound)
    offset = endOfCharacter(before: offset)
    while offset < range.upperBound {
      if self[offset] < 0x80 {
        let end = asciiEnd(in: self, offset..<range.upperBound)
        units += end - offset
        offset = end
        continue
      }
      let width = characterWidth(at: offset)
      units += width == 4 ? 2 : 1
      offset += width
    }
    return units
  }

  /// The bytes of the character that starts at an offset; 1 where there is none.
  func characterWidth(at offset: Int) -> Int {
    let lead = self[offset]
    let width =
      switch lead {
      case 0xc2...0xdf: 2
      case 0xe0...0xef: 3
      case 0xf0...0xf4: 4
      default: 1
      }
    guard width > 1, offset + width <= count else { return 1 }
    for index in offset + 1..<offset + width where self[index] & 0xc0 != 0x80 { return 1 }
    return isShortestForm(at: offset) ? width : 1
  }

  /// RFC 3629 §4: no overlong forms, no surrogates, nothing above U+10FFFF.
  private func isShortestForm(at offset: Int) -> Bool {
    let second = self[offset + 1]
    return switch self[offset] {
    case 0xe0: second >= 0xa0
    case 0xed: second < 0xa0
    case 0xf0: second >= 0x90
    case 0xf4: second < 0x90
    default: true
    }
  }

  /// The first offset from here on at which a character can start that did not start before.
  private func endOfCharacter(before offset: Int) -> Int {
    guard offset < count, self[offset] & 0xc0 == 0x80 else { return offset }
    for start in stride(from: offset - 1, through: Swift.max(0, offset - 3), by: -1)
    where self[start] & 0xc0 != 0x80 {
      let end = start + characterWidth(at: start)
      return Swift.max(end, offset)
    }
    return offset
  }
}
