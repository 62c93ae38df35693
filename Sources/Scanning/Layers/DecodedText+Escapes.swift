extension DecodedText {
  /// Undoes one round of escapes in some parts of a text, and leaves out the rest.
  ///
  /// - Parameters:
  ///   - source: The text.
  ///   - zones: The parts, in order and apart from each other; between two of them comes a line end.
  ///   - keepsLines: True writes line ends that were escaped as blanks: a record of a log is a line.
  /// - Complexity: O(*n*) in the length of the parts.
  init(undoing source: Span<UInt8>, in zones: [Range<Int>], keepsLines: Bool) {
    self.init()
    for (number, zone) in zones.enumerated() {
      if number > 0 { append([.lineFeed], for: zone.lowerBound..<zone.lowerBound) }
      undo(source, zone, keepsLines)
    }
  }

  private mutating func undo(_ source: Span<UInt8>, _ zone: Range<Int>, _ keepsLines: Bool) {
    var (offset, copied) = (zone.lowerBound, zone.lowerBound)
    while offset < zone.upperBound {
      guard source[offset].mayStartEscape, let escape = Escape(source, at: offset),
        offset + escape.length <= zone.upperBound
      else {
        offset += 1
        continue
      }
      copy(copied..<offset, of: source)
      append(escape, at: offset, keepsLines)
      offset += escape.length
      copied = offset
    }
    copy(copied..<zone.upperBound, of: source)
  }

  private mutating func append(_ escape: Escape, at offset: Int, _ keepsLines: Bool) {
    guard let character = escape.character else { return }
    let isLineEnd = character == "\n" || character == "\r"
    let origin = offset..<offset + escape.length
    guard let bytes = UTF8.encode(isLineEnd && keepsLines ? " " : character) else { return }
    append(Array(bytes), for: origin)
  }
}

extension [UInt8] {
  /// The bytes with all escapes undone that nest at most so deep.
  func undoingEscapes(rounds: Int) -> [UInt8] {
    var bytes = self
    for _ in 0..<rounds {
      let next = DecodedText(undoing: bytes.span, in: [0..<bytes.count], keepsLines: false).bytes
      if next == bytes { break }
      bytes = next
    }
    return bytes
  }
}

extension UInt8 {
  /// True for the few bytes that an ``Escape`` can start with.
  var mayStartEscape: Bool { self == 0x25 || self == .backslash || self == 0x26 || self == 0x3d }
}
