internal import Findings

/// Words that mean something in a language: nearly all that is asked for is none of them.
struct ReservedWords: Sendable {
  private let words: Set<[UInt8]>
  private let starts: ByteSet
  private let longest: Int

  /// Takes words with blanks between them.
  init(_ list: String) {
    words = Set(list.split(separator: " ").map { Array($0.utf8) })
    starts = ByteSet(words.compactMap(\.first))
    longest = words.map(\.count).max() ?? 0
  }

  /// True for one of the words, in its case.
  func contains(_ word: Range<Int>, in text: Span<UInt8>) -> Bool {
    guard !word.isEmpty, word.count <= longest, starts.contains(text[word.lowerBound]) else {
      return false
    }
    return words.contains(text.array(word))
  }
}
