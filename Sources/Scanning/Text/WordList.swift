/// Words in lowercase that are looked for in short texts, in either case.
struct WordList: Sendable {
  // All words one after another, in order, so that those which start with a byte lie side by side.
  private let bytes: [UInt8]
  /// The start of each word, and the end of the last.
  private let starts: [Int]
  /// For each pair of bytes, by five bits of each, whether a word may start with it, in either case.
  private let pairs: [UInt64]
  /// For each byte with which a word may start, in either case, a bit, by five bits of it.
  private let heads: UInt32
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
    heads = sorted.reduce(0) { $0 | 1 << UInt32($1[0] & 31) }
    var first = Array(repeating: 0, count: 257)
    for word in sorted { first[Int(word[0]) + 1] += 1 }
    for byte in 1...256 { first[byte] += first[byte - 1] }
    self.first = first
  }

  /// Letters in either case have the same five low bits.
  private static func pairs(of words: [[UInt8]]) -> [UInt64] {
    var pairs = [UInt64](repeating: 0, count: 16)
    for word in words {
      let seconds = word.count > 1 ? [word[1]] : Array(0...31)
      for second in seconds {
        let pair = Self.pair(word[0], second)
        pairs[pair >> 6] |= 1 << UInt64(pair & 63)
      }
    }
    return pairs
  }

  private static func pair(_ first: UInt8, _ second: UInt8) -> Int {
    Int(first & 31) << 5 | Int(second & 31)
  }

  /// False where no word starts at an offset of a range, as most bytes tell with the next one.
  private func mayStart(at offset: Int, in text: Span<UInt8>, _ end: Int) -> Bool {
    guard heads >> UInt32(text[offset] & 31) & 1 != 0 else { return false }
    let pair = Self.pair(text[offset], offset + 1 < end ? text[offset + 1] : 0)
    return pairs[pair >> 6] >> UInt64(pair & 63) & 1 != 0
  }

  /// True where one of them stands in a range of a text.
  func stands(in text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if holdsEmptyWord { return true }
    for offset in range where mayStart(at: offset, in: text, range.upperBound) {
      if starts(at: offset, in: text, range.upperBound) { return true }
    }
    return false
  }

  /// True where one of them stands at an offset.
  func stands(in text: Span<UInt8>, at offset: Int) -> Bool {
    if holdsEmptyWord { return true }
    return offset < text.count && mayStart(at: offset, in: text, text.count)
      && starts(at: offset, in: text, text.count)
  }

  private func starts(at offset: Int, in text: Span<UInt8>, _ end: Int) -> Bool {
    let byte = Int(text[offset].lowercased)
    for number in first[byte]..<first[byte + 1] {
      let word = starts[number]..<starts[number + 1]
      if offset + word.count <= end, stands(word, in: text, at: offset) { return true }
    }
    return false
  }

  /// Hands the number of every word that stands in a range of a text to `body`.
  ///
  /// They are numbered in the order of their bytes; none is empty.
  func forEachWord(in text: Span<UInt8>, _ range: Range<Int>, _ body: (Int) -> Void) {
    for offset in range where mayStart(at: offset, in: text, range.upperBound) {
      let byte = Int(text[offset].lowercased)
      for number in first[byte]..<first[byte + 1] {
        let word = starts[number]..<starts[number + 1]
        guard offset + word.count <= range.upperBound else { continue }
        if stands(word, in: text, at: offset) { body(number) }
      }
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
