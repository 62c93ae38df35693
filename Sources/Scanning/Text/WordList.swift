/// Words in lowercase that are looked for in short texts, in either case.
struct WordList: Sendable {
  // All words one after another, in order, so that those which start with a byte lie side by side.
  private let bytes: [UInt8]
  /// The start of each word, and the end of the last.
  private let starts: [Int]
  /// A bit for each two bytes that a word may start with, of which the low five bits tell.
  private let pairs: [UInt32]
  /// For each byte, the number of the first word that does not start with a lower one.
  private let first: [Int]
  /// True where there is no word.
  let isEmpty: Bool
  private let holdsEmptyWord: Bool

  init(_ words: [String]) {
    let all = words.map { Array($0.utf8) }
    isEmpty = all.isEmpty
    holdsEmptyWord = all.contains(where: \.isEmpty)
    let sorted = all.filter { !$0.isEmpty }.sorted { $0.lexicographicallyPrecedes($1) }
    bytes = Array(sorted.joined())
    var starts = [0]
    for word in sorted { starts.append(starts[starts.count - 1] + word.count) }
    self.starts = starts
    pairs = Self.pairs(of: sorted)
    var first = Array(repeating: 0, count: 257)
    for word in sorted { first[Int(word[0]) + 1] += 1 }
    for byte in 1...256 { first[byte] += first[byte - 1] }
    self.first = first
  }

  private static func pairs(of words: [[UInt8]]) -> [UInt32] {
    var pairs = [UInt32](repeating: 0, count: 32)
    for word in words {
      let second = word.count > 1 ? 1 << UInt32(word[1] & 31) : UInt32.max
      pairs[Int(word[0] & 31)] |= second
    }
    return pairs
  }

  /// True where one of them stands in a range of a text.
  func stands(in text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if holdsEmptyWord { return true }
    var next: UInt8 = 0
    for offset in range.reversed() {
      let byte = text[offset]
      // Nearly all places end here. What tells the cases of a letter apart is none of the five bits.
      if pairs[Int(byte & 31)] & 1 << UInt32(next & 31) != 0,
        startsWord(text, at: offset, before: range.upperBound)
      {
        return true
      }
      next = byte
    }
    return false
  }

  private func startsWord(_ text: Span<UInt8>, at offset: Int, before end: Int) -> Bool {
    let byte = Int(text[offset].lowercased)
    return (first[byte]..<first[byte + 1]).contains { number in
      let word = starts[number]..<starts[number + 1]
      return offset + word.count <= end && stands(word, in: text, at: offset)
    }
  }

  /// True where the rest of a word follows its first byte.
  private func stands(_ word: Range<Int>, in text: Span<UInt8>, at offset: Int) -> Bool {
    var index = 1
    while index < word.count, text[offset + index].lowercased == bytes[word.lowerBound + index] {
      index += 1
    }
    return index == word.count
  }
}

/// A set of bytes.
struct ByteSet: Sendable {
  private var bits = SIMD4<UInt64>()

  /// How many there are.
  var count: Int { (0..<4).reduce(0) { $0 + bits[$1].nonzeroBitCount } }

  mutating func insert(_ byte: UInt8) { bits[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
}
