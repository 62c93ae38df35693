/// A run of digits, in base64 or hex, around a place where a keyword was found in that encoding.
///
/// The keyword tells at which digit a byte starts. What the digits around it stand for is decoded as
/// far as it is text: a run may start with digits of something else, such as a path before it.
struct EncodedRun {
  /// How bytes are written as digits.
  enum Encoding: Hashable, Sendable {
    case base64, hex

    fileprivate var bits: Int { self == .base64 ? 6 : 4 }
    /// The fewest digits that make whole bytes.
    fileprivate var group: Int { self == .base64 ? 4 : 2 }

    fileprivate func isDigit(_ byte: UInt8) -> Bool {
      self == .base64 ? byte.isAlphanumeric || "+/-_".utf8.contains(byte) : byte.isHexDigit
    }
  }

  /// The fewest bytes of text that are looked at; less is chance.
  private static let shortest = 16
  /// Lines that are broken at a fixed width have at least so many digits.
  private static let shortestLine = 32

  private let encoding: Encoding
  private let limits: Range<Int>

  /// Prepares to read runs.
  ///
  /// - Parameters:
  ///   - encoding: How they are written.
  ///   - limits: The part of the text that is looked at.
  init(_ encoding: Encoding, within limits: Range<Int>) {
    self.encoding = encoding
    self.limits = limits
  }

  /// The text around a group of digits; nil where it is too short, or part of a JWT.
  func text(around group: Int, in text: Span<UInt8>) -> DecodedText? {
    guard limits.contains(group) else { return nil }
    var lines = [line(around: group, in: text)]
    guard encoding == .hex || !isPartOfToken(lines[0], text) else { return nil }
    while let first = lines.first, let before = lineBefore(first, text) {
      lines.insert(before, at: 0)
    }
    while let last = lines.last, let after = lineAfter(last, text) { lines.append(after) }
    let decoded = decode(lines, text)
    let place = decoded.place(ofOrigin: group)
    guard let stretch = decoded.bytes.span.textStretch(around: place),
      stretch.count >= Self.shortest
    else { return nil }
    return decoded.part(stretch)
  }

  /// The whole groups on the line of a group, and what is left of the last.
  private func line(around group: Int, in text: Span<UInt8>) -> Range<Int> {
    var start = group
    let width = encoding.group
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

  /// The parts of a JWT are read as a whole by those who know what it is.
  private func isPartOfToken(_ line: Range<Int>, _ text: Span<UInt8>) -> Bool {
    let dot = UInt8(ascii: ".")
    let isFollowed = line.upperBound < text.count && text[line.upperBound] == dot
    var start = line.lowerBound
    while start > limits.lowerBound, encoding.isDigit(text[start - 1]) || text[start - 1] == dot {
      start -= 1
    }
    let isPreceded = text.array(start..<line.lowerBound).contains(dot)
    return (isFollowed || isPreceded) && text.starts(with: "eyJ", at: start)
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

  private func decode(_ lines: [Range<Int>], _ text: Span<UInt8>) -> DecodedText {
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
    let rest = line.count % encoding.group
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
    var (start, offset) = (0, 0)
    while offset < count {
      let width = characterWidth(at: offset)
      if width == 1, !isText(self[offset]) {
        if offset > place { break }
        start = offset + 1
      }
      offset += width
    }
    return start <= place && place < offset ? start..<offset : nil
  }

  private func isText(_ byte: UInt8) -> Bool {
    (0x20..<0x7f).contains(byte) || byte.isLineEnd || byte == 0x09
  }
}
