/// Words in lowercase that are looked for in short texts, in either case.
struct WordList: Sendable {
  // All words one after another, in order, so that those which start with a byte lie side by side.
  private let bytes: [UInt8]
  /// The start of each word, and the end of the last.
  private let starts: [Int]
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
    var first = Array(repeating: 0, count: 257)
    for word in sorted { first[Int(word[0]) + 1] += 1 }
    for byte in 1...256 { first[byte] += first[byte - 1] }
    self.first = first
  }

  /// True where one of them stands in a range of a text.
  func stands(in text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if holdsEmptyWord { return true }
    for offset in range {
      let byte = Int(text[offset].lowercased)
      for number in first[byte]..<first[byte + 1] {
        let word = starts[number]..<starts[number + 1]
        guard offset + word.count <= range.upperBound else { continue }
        if stands(word, in: text, at: offset) { return true }
      }
    }
    return false
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
