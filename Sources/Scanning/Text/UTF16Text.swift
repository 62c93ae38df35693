/// A text that was written in UTF-16, as UTF-8 that knows where each byte came from.
struct UTF16Text: Sendable {
  /// Which byte of a code unit comes first.
  enum ByteOrder: Hashable, Sendable {
    case little, big
  }

  /// The text in UTF-8; a unit that is no character is U+FFFD.
  let utf8: [UInt8]
  /// The offset of the first code unit in the bytes that were decoded.
  let start: Int
  // For every `stride` bytes of UTF-8, the offset in the original of the first character from there.
  private let landmarks: [Int]

  private static let stride = 256

  /// Decodes all code units from an offset on.
  init(_ bytes: Span<UInt8>, from start: Int, order: ByteOrder) {
    var utf8: [UInt8] = []
    var landmarks: [Int] = []
    utf8.reserveCapacity((bytes.count - start) / 2 + 16)
    var offset = start
    while offset + 1 < bytes.count {
      let (scalar, width) = Self.scalar(bytes, offset, order)
      while landmarks.count * Self.stride <= utf8.count { landmarks.append(offset) }
      UTF8.encode(scalar).map { utf8.append(contentsOf: $0) }
      offset += width
    }
    self.utf8 = utf8
    self.start = start
    self.landmarks = landmarks
  }

  /// Where the code units of a range of the UTF-8 stand in the bytes that were decoded.
  func origin(of range: Range<Int>) -> Range<Int> {
    origin(of: range.lowerBound)..<origin(of: range.upperBound)
  }

  /// The first place in the UTF-8 whose character stands at an offset of the bytes or after it.
  func place(ofOrigin offset: Int) -> Int {
    let index = max(0, landmarks.firstIndexAfter { $0 <= offset } - 1)
    var (at, from) = landmark(index)
    while from < offset, at < utf8.count { (at, from) = after(at, from) }
    return at
  }

  private func origin(of target: Int) -> Int {
    var (at, from) = landmark(target / Self.stride)
    while at < target, at < utf8.count { (at, from) = after(at, from) }
    return from
  }

  /// A place in the UTF-8 at which a character starts, and where it stands in the bytes.
  private func landmark(_ index: Int) -> (at: Int, from: Int) {
    guard index < landmarks.count else { return (0, start) }
    var at = index * Self.stride
    while at < utf8.count, utf8[at] & 0xc0 == 0x80 { at += 1 }
    return (at, landmarks[index])
  }

  /// The next character: four bytes of UTF-8 were two code units, fewer were one.
  private func after(_ at: Int, _ from: Int) -> (at: Int, from: Int) {
    switch utf8[at] {
    case ..<0x80: (at + 1, from + 2)
    case ..<0xe0: (at + 2, from + 2)
    case ..<0xf0: (at + 3, from + 2)
    default: (at + 4, from + 4)
    }
  }

  /// The byte order of a text that starts with some bytes, or nil where it is not UTF-16.
  ///
  /// A byte order mark tells it, or zeros in every other place, as Latin letters have them.
  static func byteOrder(of head: Span<UInt8>) -> ByteOrder? {
    if head.starts(with: [0xff, 0xfe], at: 0) { return .little }
    if head.starts(with: [0xfe, 0xff], at: 0) { return .big }
    let pairs = min(head.count, 128) / 2
    guard pairs >= 4 else { return nil }
    let enough = pairs * 3 / 4
    var (evenZeros, oddZeros, withoutZero) = (0, 0, 0)
    for pair in 0..<pairs {
      let (even, odd) = (head[2 * pair], head[2 * pair + 1])
      if even == 0 { evenZeros += 1 }
      if odd == 0 { oddZeros += 1 }
      if even != 0, odd != 0 { withoutZero += 1 }
      // Nearly all text shows in its first characters that it is not UTF-16.
      if withoutZero >= pairs - enough { return nil }
    }
    if evenZeros == 0, oddZeros > enough { return .little }
    return oddZeros == 0 && evenZeros > enough ? .big : nil
  }

  /// The character at an offset, and how many bytes it takes.
  private static func scalar(
    _ bytes: Span<UInt8>, _ offset: Int, _ order: ByteOrder
  ) -> (Unicode.Scalar, Int) {
    let high = unit(bytes, offset, order)
    if let scalar = Unicode.Scalar(high) { return (scalar, 2) }
    let replacement: Unicode.Scalar = "\u{FFFD}"
    guard high < 0xdc00, offset + 3 < bytes.count else { return (replacement, 2) }
    let low = unit(bytes, offset + 2, order)
    guard (0xdc00...0xdfff).contains(low) else { return (replacement, 2) }
    let value = 0x10000 + (UInt32(high - 0xd800) << 10 | UInt32(low - 0xdc00))
    return (Unicode.Scalar(value) ?? replacement, 4)
  }

  private static func unit(_ bytes: Span<UInt8>, _ offset: Int, _ order: ByteOrder) -> UInt16 {
    let (first, second) = (UInt16(bytes[offset]), UInt16(bytes[offset + 1]))
    return order == .little ? second << 8 | first : first << 8 | second
  }
}
