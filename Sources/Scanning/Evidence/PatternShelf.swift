internal import Patterns

/// The compiled expressions of one worker, each compiled when it is first needed.
///
/// Most inputs need none of them, and compiling all would be most of the time of a small scan. So
/// would be machine code: it is made of those alone that are tried at many places.
struct PatternShelf {
  private var compiled: [Source: Entry] = [:]
  /// Those of evidence, by its number, once they are as they stay.
  private var numbered: [Pattern?] = []
  /// Whose numbers these are.
  private var expressions: Expressions?
  private let usesJIT: Bool

  /// At how many places an expression is tried before machine code is made of it.
  ///
  /// To make it takes as long as the interpreter takes for between 200 and 60,000 places; for half of
  /// the expressions, for fewer than 3,000.
  private static let worthMachineCode = 1024
  /// As how many places an attempt counts at least: what starts at a keyword alone may look far behind it.
  private static let fewestPlaces = 4

  private struct Entry {
    var pattern: Pattern
    var tried = 0
    /// True where machine code was made, or could not be.
    var isFinal: Bool
  }

  /// An expression, which is several kilobytes long and looked up for each keyword that is hit.
  ///
  /// Hashing all of it would cost more than the match. Its length and some of its bytes tell most
  /// expressions apart, and comparing a string with itself compares an address.
  private struct Source: Hashable {
    let text: String

    func hash(into hasher: inout Hasher) {
      let bytes = text.utf8
      hasher.combine(bytes.count)
      for place in 1...Self.samples {
        let offset = bytes.count * place / (Self.samples + 1)
        let index = bytes.index(bytes.startIndex, offsetBy: offset)
        if index < bytes.endIndex { hasher.combine(bytes[index]) }
      }
    }

    private static let samples = 3
  }

  /// Makes an empty shelf; without JIT, no machine code is ever made.
  init(usesJIT: Bool) { self.usesJIT = usesJIT }

  /// The compiled form of an expression of evidence, which a number finds quickest.
  mutating func pattern(
    _ number: Int, of expressions: Expressions, tryingAt placeCount: Int
  ) throws(PatternError) -> Pattern {
    if expressions === self.expressions, number < numbered.count, let pattern = numbered[number] {
      return pattern
    }
    let pattern = try pattern(expressions[number], tryingAt: placeCount)
    if pattern.isJITCompiled { keep(pattern, number, of: expressions) }
    return pattern
  }

  private mutating func keep(_ pattern: Pattern, _ number: Int, of expressions: Expressions) {
    if expressions !== self.expressions {
      numbered = []
      self.expressions = expressions
    }
    while numbered.count <= number { numbered.append(nil) }
    numbered[number] = pattern
  }

  /// The compiled form of an expression that is about to be tried at some places.
  mutating func pattern(
    _ source: String, tryingAt placeCount: Int
  ) throws(PatternError) -> Pattern {
    let key = Source(text: source)
    guard let index = compiled.index(forKey: key) else {
      let isWorth = usesJIT && placeCount > Self.worthMachineCode
      let pattern = try Pattern(source, jit: isWorth)
      compiled[key] = Entry(pattern: pattern, tried: placeCount, isFinal: isWorth || !usesJIT)
      return pattern
    }
    if compiled.values[index].isFinal { return compiled.values[index].pattern }
    compiled.values[index].tried += max(placeCount, Self.fewestPlaces)
    guard compiled.values[index].tried > Self.worthMachineCode else {
      return compiled.values[index].pattern
    }
    return try finish(index)
  }

  /// The machine code of an expression that gave up without it; nil where it had that, or has none.
  mutating func machineCode(_ source: String) throws(PatternError) -> Pattern? {
    guard let index = compiled.index(forKey: Source(text: source)),
      !compiled.values[index].isFinal
    else { return nil }
    return try finish(index)
  }

  private mutating func finish(
    _ index: Dictionary<Source, Entry>.Index
  ) throws(PatternError) -> Pattern {
    let pattern = try compiled.values[index].pattern.withMachineCode()
    compiled.values[index].pattern = pattern
    compiled.values[index].isFinal = true
    return pattern
  }
}
