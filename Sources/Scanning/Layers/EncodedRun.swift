/// Digits, in base64 or hex, and what they stand for.
///
/// The keyword that was found among them tells at which digit a byte starts. They are decoded as far as they go;
/// a part of it is text, since a run may start with digits of something else, such as a path before it.
struct EncodedRun {
  /// How bytes are written as digits.
  enum Encoding: Hashable, Sendable {
    case base64, hex

    fileprivate var bits: Int { self == .base64 ? 6 : 4 }
    /// The fewest digits that make whole bytes.
    var width: Int { self == .base64 ? 4 : 2 }

    func isDigit(_ byte: UInt8) -> Bool {
      self == .base64 ? byte.isAlphanumeric || "+/-_".utf8.contains(byte) : byte.isHexDigit
    }
  }

  /// The fewest bytes of text that are looked at; less is chance.
  private static let shortest = 16

  private let lines: [Range<Int>]
  private let limits: Range<Int>
  /// True where the digits end where these do.
  private let isWhole: Bool
  private let width: Int
  private let decoded: DecodedText

  /// Reads the lines of digits around a group of them.
  ///
  /// - Parameters:
  ///   - group: Where a group of digits starts that stands for whole bytes.
  ///   - encoding: How they are written.
  ///   - limits: The part of the text that is looked at; the group is in it.
  ///   - text: The text.
  ///   - tokens: What was learned of JWTs in it.
  init(
    around group: Int, _ encoding: Encoding, within limits: Range<Int>, in text: Span<UInt8>,
    _ tokens: inout TokenReader
  ) {
    self.limits = limits
    width = encoding.width
    let reader = RunReader(encoding, within: limits)
    let line = reader.line(around: group, in: text)
    if encoding == .base64, tokens.holds(line, within: limits, of: text) {
      (lines, decoded) = ([line], DecodedText())
    } else {
      lines = reader.lines(around: line, in: text)
      decoded = reader.decode(lines, text)
    }
    let end = lines.last?.upperBound ?? line.upperBound
    isWhole = end < limits.upperBound || end == text.count
  }

  /// True where a group of digits would be decoded as it was here.
  ///
  /// - Parameters:
  ///   - group: Where it starts; not before the one that this was made for.
  ///   - limits: What would be looked at.
  /// - Returns: Whether to read it anew would come to the same.
  func holds(_ group: Int, within limits: Range<Int>) -> Bool {
    let index = lines.firstIndexAfter { $0.upperBound <= group }
    guard index < lines.count, let end = lines.last?.upperBound else { return false }
    // Long runs are read in parts, which overlap by as much as evidence can need.
    return (limits == self.limits || isWhole || group + LayerFinder.reach < end)
      && lines[index].contains(group) && (group - lines[index].lowerBound) % width == 0
  }

  /// The text around a byte; nil where it is too short, or the digits are part of a JWT.
  ///
  /// - Parameters:
  ///   - group: Where a group of its digits starts.
  ///   - distance: How many bytes it is behind the first byte of that group.
  /// - Returns: The text, which knows where it came from.
  /// - Complexity: O(*n*) in the bytes of the text.
  func text(around group: Int, _ distance: Int) -> DecodedText? {
    let place = decoded.place(ofOrigin: group) + distance
    guard let stretch = decoded.bytes.span.textStretch(around: place),
      stretch.count >= Self.shortest
    else { return nil }
    return decoded.part(stretch)
  }
}

/// Tells which digits are part of a JWT: those who know what it is read it as a whole.
struct TokenReader {
  /// Digits and dots, with the first of the dots: all parts of a token ask about the same.
  private var (parts, firstDot) = (0..<0, Int.max)

  private static let dot = UInt8(ascii: ".")

  /// True where a line of digits is part of a JWT.
  mutating func holds(
    _ line: Range<Int>, within limits: Range<Int>, of text: Span<UInt8>
  ) -> Bool {
    if !parts.contains(line.lowerBound) { read(around: line.lowerBound, limits, text) }
    let isFollowed = text.byte(line.upperBound) == Self.dot
    return (isFollowed || firstDot < line.lowerBound)
      && text.starts(with: "eyJ", at: parts.lowerBound)
  }

  private mutating func read(around place: Int, _ limits: Range<Int>, _ text: Span<UInt8>) {
    var (start, end) = (place, place)
    while start > limits.lowerBound, Self.isPart(text[start - 1]) { start -= 1 }
    while end < limits.upperBound, Self.isPart(text[end]) { end += 1 }
    parts = start..<end
    firstDot = parts.first { text[$0] == Self.dot } ?? .max
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    EncodedRun.Encoding.base64.isDigit(byte) || byte == dot
  }
}

/// Finds the digits of a run.
private struct RunReader {
  /// Lines that are broken at a fixed width have at least so many digits.
  private static let shortestLine = 32

  private let encoding: EncodedRun.Encoding
  private let limits: Range<Int>

  init(_ encoding: EncodedRun.Encoding, within limits: Range<Int>) {
    self.encoding = encoding
    self.limits = limits
  }

  /// The lines of digits before and after one, in order.
  func lines(around line: Range<Int>, in text: Span<UInt8>) -> [Range<Int>] {
    var (first, before) = (line, [] as [Range<Int>])
    while let line = lineBefore(first, text) {
      before.append(line)
      first = line
    }
    var lines = before.reversed() + [line]
    while let last = lines.last, let after = lineAfter(last, text) { lines.append(after) }
    return lines
  }

  /// The whole groups on the line of a group, and what is left of the last.
  func line(around group: Int, in text: Span<UInt8>) -> Range<Int> {
    var start = group
    let width = encoding.width
    while start - width >= limits.lowerBound, areDigits(start - width..<start, text) {
      start -= width
    }
    return start..<endOfDigits(from: group, text)
  }

  private func areDigits(_ range: Range<Int>, _ text: Span<UInt8>) -> Bool {
    range.allSatisfy { encoding.isDigit(text[$0]) }
  }

  private func endOfDigits(from start: Int, _ text: Span<UInt8>) -> Int {
    var end = start
    while end < limits.upperBound, encoding.isDigit(text[end]) { end += 1 }
    return end
  }

  /// The next line of digits, where this one was broken at a fixed width.
  ///
  /// In the record of a log, a line end that was escaped is a blank.
  private func lineAfter(_ line: Range<Int>, _ text: Span<UInt8>) -> Range<Int>? {
    guard encoding == .base64, line.count >= Self.shortestLine, line.count % 4 == 0 else {
      return nil
    }
    var start = line.upperBound
    while start < limits.upperBound, text[start].isBreak { start += 1 }
    let end = endOfDigits(from: start, text)
    return line.upperBound < start && start < end && isWholeLine(to: end, text) ? start..<end : nil
  }

  private func lineBefore(_ line: Range<Int>, _ text: Span<UInt8>) -> Range<Int>? {
    guard encoding == .base64, isWholeLine(to: line.upperBound, text) else { return nil }
    var end = line.lowerBound
    while end > limits.lowerBound, text[end - 1].isBreak { end -= 1 }
    guard end < line.lowerBound else { return nil }
    var start = end
    while start - 4 >= limits.lowerBound, areDigits(start - 4..<start, text) { start -= 4 }
    return end - start >= Self.shortestLine ? start..<end : nil
  }

  /// True where digits end as a line of data does, and not as a name with a value after it.
  private func isWholeLine(to end: Int, _ text: Span<UInt8>) -> Bool {
    guard end < text.count else { return true }
    return text[end].isBreak || "=\"'<`".utf8.contains(text[end])
  }

  func decode(_ lines: [Range<Int>], _ text: Span<UInt8>) -> DecodedText {
    var decoded = DecodedText()
    for line in lines {
      let digits = wholeBytes(of: line)
      let bytes =
        encoding == .base64 ? Base64.decode(text.array(digits)) : Hex.decode(text.array(digits))
      decoded.append(bytes ?? [], digits: encoding.bits, digits.lowerBound..<padded(digits, text))
    }
    return decoded
  }

  /// Without a last digit that stands for no whole byte.
  private func wholeBytes(of line: Range<Int>) -> Range<Int> {
    let rest = line.count % encoding.width
    return line.lowerBound..<line.upperBound - (rest == 1 ? 1 : 0)
  }

  private func padded(_ digits: Range<Int>, _ text: Span<UInt8>) -> Int {
    var end = digits.upperBound
    let missing = encoding == .base64 ? (4 - digits.count % 4) % 4 : 0
    while end < text.count, end - digits.upperBound < missing, text[end] == UInt8(ascii: "=") {
      end += 1
    }
    return end
  }
}

extension UInt8 {
  fileprivate var isBreak: Bool { isBlank || isLineEnd }
}

extension Span where Element == UInt8 {
  /// The longest run of text around a place: UTF-8 without control characters.
  fileprivate func textStretch(around place: Int) -> Range<Int>? {
    guard let character = textCharacter(around: place) else { return nil }
    var (start, end) = (character.lowerBound, character.upperBound)
    while let before = textCharacter(around: start - 1) { start = before.lowerBound }
    while let after = textCharacter(around: end) { end = after.upperBound }
    return start..<end
  }

  /// The character of text that a byte is part of; nil where there is none.
  private func textCharacter(around place: Int) -> Range<Int>? {
    guard place >= 0, place < count else { return nil }
    var start = place
    // Four bytes make a character at most (RFC 3629 §3).
    while start > Swift.max(0, place - 3), self[start] & 0xc0 == 0x80 { start -= 1 }
    let width = characterWidth(at: start)
    return start + width > place && (width > 1 || isText(self[start])) ? start..<start + width : nil
  }

  private func isText(_ byte: UInt8) -> Bool {
    (0x20..<0x7f).contains(byte) || byte.isLineEnd || byte == 0x09
  }
}
