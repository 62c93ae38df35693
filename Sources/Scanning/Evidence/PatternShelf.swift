internal import Patterns
internal import PrecompiledPatterns

/// The compiled expressions of one worker, each made ready when it is first needed.
///
/// Most inputs need none of them, and making all ready would be most of the time of a small scan. So
/// would be machine code: it is made of those alone that are tried at many places.
struct PatternShelf {
  private var entries: [Entry] = []
  /// The numbers of the entries, by what tells most expressions apart.
  private var places: [Int: [Int]] = [:]
  /// Those of evidence, by its number, once they are as they stay.
  private var numbered: [Pattern?] = []
  /// Whose numbers these are.
  private var expressions: Expressions?
  private let usesJIT: Bool

  /// At how many places an expression is tried before machine code is made of it: as many as it has bytes, up to
  /// a limit.
  ///
  /// To make it takes as long as the interpreter takes for some hundred places of a short one, and for 2,000 to
  /// 10,000 of the longest.
  private static func worthMachineCode(_ source: String) -> Int { min(source.utf8.count, 2048) }
  /// An attempt counts as at least this many places: what starts at a keyword alone may look far behind it.
  private static let fewestPlaces = 4

  private struct Entry {
    let source: String
    var pattern: Pattern
    var tried = 0
    /// True where machine code was made, or could not be.
    var isFinal: Bool
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
    guard let number = number(of: source) else {
      return try add(source, jit: usesJIT && placeCount > Self.worthMachineCode(source), placeCount)
    }
    if entries[number].isFinal { return entries[number].pattern }
    entries[number].tried += max(placeCount, Self.fewestPlaces)
    guard entries[number].tried > Self.worthMachineCode(source) else {
      return entries[number].pattern
    }
    return try finish(number)
  }

  /// The machine code of an expression that gave up without it; nil where it had that, or has none.
  mutating func machineCode(_ source: String) throws(PatternError) -> Pattern? {
    guard let number = number(of: source), !entries[number].isFinal else { return nil }
    return try finish(number)
  }

  private func number(of source: String) -> Int? {
    places[Self.key(of: source)]?.first { entries[$0].source == source }
  }

  private mutating func add(
    _ source: String, jit: Bool, _ placeCount: Int
  ) throws(PatternError) -> Pattern {
    let pattern = try Self.pattern(source, jit: jit)
    places[Self.key(of: source), default: []].append(entries.count)
    entries.append(
      Entry(source: source, pattern: pattern, tried: placeCount, isFinal: jit || !usesJIT))
    return pattern
  }

  private mutating func finish(_ number: Int) throws(PatternError) -> Pattern {
    entries[number].pattern = try Self.pattern(entries[number].source, jit: true)
    entries[number].isFinal = true
    return entries[number].pattern
  }

  /// The expression as it was compiled when the program was built, or compiled now.
  private static func pattern(_ source: String, jit: Bool) throws(PatternError) -> Pattern {
    if runsWhatCompiled, let precompiled = PrecompiledPattern(source),
      let pattern = Pattern(trusted: precompiled.serialized.span, jit: jit)
    {
      return pattern
    }
    return try Pattern(source, jit: jit)
  }

  /// True where the library that runs expressions is the one that the program was built with.
  private static let runsWhatCompiled = PatternLibrary.build == PrecompiledPattern.compiler

  /// An expression's length and some of its bytes.
  ///
  /// It is several kilobytes long and looked up for each keyword that is hit: to hash all of it would cost more
  /// than the match. To compare it with itself compares an address.
  private static func key(of source: String) -> Int {
    let bytes = source.utf8
    return (1...samples).reduce(bytes.count) { key, place in
      let index = bytes.index(bytes.startIndex, offsetBy: bytes.count * place / (samples + 1))
      return key << 8 | (index < bytes.endIndex ? Int(bytes[index]) : 0)
    }
  }

  private static let samples = 3
}
