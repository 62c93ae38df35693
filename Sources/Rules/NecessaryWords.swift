/// Tells words of which one stands in each match of an expression.
///
/// They are in lowercase, since they are looked for in any case.
struct NecessaryWords {
  /// Words that hold one of these tell nothing: they stand there already.
  private let known: [String]

  /// The fewest bytes of a word: shorter ones stand in most texts.
  ///
  /// Where an expression is tried around keywords, the words are looked for around each of them, so that
  /// they have to tell more.
  private var shortest: Int { known.isEmpty ? 4 : 5 }
  /// More words than this stand in most texts.
  private static let most = 32

  /// The words of an expression that tell most, or none.
  ///
  /// - Parameters:
  ///   - expression: The expression; nil where it cannot be read.
  ///   - known: What stands where the expression is tried.
  /// - Returns: Words of which one stands in each match, in order; none where it has none.
  static func words(of expression: Expression?, besides known: [String]) -> [String] {
    let words = NecessaryWords(known: known.map { $0.lowercased() })
    return expression.flatMap { words.words(ofEach: $0.branches) } ?? []
  }

  /// A word of each branch.
  private func words(ofEach branches: [[Expression.Item]]) -> [String]? {
    var words: Set<String> = []
    for branch in branches {
      guard let own = self.words(of: branch) else { return nil }
      words.formUnion(own)
    }
    return words.count <= Self.most ? words.sorted() : nil
  }

  /// The words of a branch that tell most; none where it fails, and nil where it has none.
  private func words(of branch: [Expression.Item]) -> [String]? {
    var best: [String]?
    var run: [UInt8] = []
    var fails = false
    func take(_ words: [String]?) {
      guard let words, !words.isEmpty, words.allSatisfy(isTelling) else { return }
      if best.map({ Self.frequency(of: words) < Self.frequency(of: $0) }) ?? true { best = words }
    }
    func endRun() {
      take([String(decoding: run, as: UTF8.self).lowercased()])
      run = []
    }
    for item in branch {
      switch item.part {
      case .place: continue
      case .sight(let branches): if item.least != 0 { take(words(ofEach: branches)) }
      case .failure: fails = true
      case .character(let character, _):
        if item.least != 0 { run.append(character) }
        if item.least != nil { endRun() }
        // Where it comes several times, the last of them is followed by what comes next.
        if let least = item.least, least > 0 { run = [character] }
      case .oneOf, .other: endRun()
      case .group(let branches):
        endRun()
        if item.least != 0 { take(words(ofEach: branches)) }
      }
    }
    endRun()
    return fails ? [] : best
  }

  private func isTelling(_ word: String) -> Bool {
    word.utf8.count >= shortest && word.utf8.allSatisfy { (0x20..<0x7f).contains($0) }
      && !known.contains { word.holdsBytes(of: $0) }
  }

  /// How often one of some words stands in a text, roughly.
  private static func frequency(of words: [String]) -> Double {
    words.reduce(0) { sum, word in
      sum + word.utf8.prefix(8).reduce(1) { product, _ in product / 8 }
    }
  }
}
