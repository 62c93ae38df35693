internal import Patterns

/// What one worker needs to scan: the memory of its matches, and the expressions it has compiled.
///
/// A ``Detector`` is shared; this is not.
public struct WorkerMemory: ~Copyable {
  private let scratch: MatchScratch
  private var shelf: PatternShelf
  private var groups: [Pattern.Group] = []
  private let usesJIT: Bool
  /// The path that was asked about last, and what it opens; at the start an empty one, which opens nothing.
  var opened: (path: [UInt8], numbers: [Int]) = ([], [])
  /// True where the time of the run was asked since ``takeTimeBound()``.
  var isTimeBound = false

  /// What an attempt to match came to.
  enum Outcome {
    case none
    case found(Range<Int>)
    /// A limit on work was reached, with machine code and without: neither a match nor none.
    case gaveUp
  }

  /// Allocates the memory of a worker, about 50 KiB before its first match.
  ///
  /// - Parameter usesJIT: False matches with PCRE2's interpreter alone, which finds the same.
  /// - Throws: `outOfMemory`.
  public init(usesJIT: Bool = true) throws(DetectorError) {
    do throws(PatternError) { scratch = try MatchScratch() } catch { throw .outOfMemory }
    self.usesJIT = usesJIT
    shelf = PatternShelf(usesJIT: usesJIT)
  }

  /// Takes whether what was scanned since the last call can come to something else at another time: a token or a
  /// suppression in it expires.
  public mutating func takeTimeBound() -> Bool {
    defer { isTimeBound = false }
    return isTimeBound
  }

  /// The ranges of the named groups of the last match.
  var lastGroups: Captures {
    Captures(groups) { scratch.range(ofGroup: $0) }
  }

  /// Finds the first match of an expression, and tries again in a small window where it gives up.
  ///
  /// - Parameters:
  ///   - source: The expression.
  ///   - text: The subject.
  ///   - starts: The offsets at which the match may start.
  ///   - end: Where the subject ends for this search.
  ///   - around: The place that the smaller window has to hold.
  /// - Returns: The match, that there is none, or that neither is known.
  /// - Throws: `invalidPattern`.
  mutating func match(
    _ source: String, in text: Span<UInt8>, _ starts: ClosedRange<Int>, end: Int, around: Int
  ) throws(DetectorError) -> Outcome {
    let pattern = try named { shelf throws(PatternError) in
      try shelf.pattern(source, tryingAt: starts.count)
    }
    if let outcome = attempt(pattern, text, starts, end, jit: usesJIT) { return outcome }
    return try insist(on: pattern, source, text, starts, end, around)
  }

  /// The same of an expression of evidence, by number.
  mutating func match(
    _ number: Int, of expressions: Expressions, in text: Span<UInt8>, _ starts: ClosedRange<Int>,
    end: Int, around: Int
  ) throws(DetectorError) -> Outcome {
    let pattern = try named { shelf throws(PatternError) in
      try shelf.pattern(number, of: expressions, tryingAt: starts.count)
    }
    if let outcome = attempt(pattern, text, starts, end, jit: usesJIT) { return outcome }
    return try insist(on: pattern, expressions[number], text, starts, end, around)
  }

  /// Goes on where an expression gave up.
  private mutating func insist(
    on pattern: Pattern, _ source: String, _ text: Span<UInt8>, _ starts: ClosedRange<Int>,
    _ end: Int, _ around: Int
  ) throws(DetectorError) -> Outcome {
    // Machine code reaches the limit later.
    let better = try named { shelf throws(PatternError) in try shelf.machineCode(source) }
    if let better, let outcome = attempt(better, text, starts, end, jit: true) { return outcome }
    let (first, last) = (max(starts.lowerBound, around - 64), min(starts.upperBound, around + 64))
    let nearEnd = min(end, around + 1024)
    let near = attempt(pattern, text, first...max(first, last), nearEnd, jit: false)
    // What does not match nearby may match in all that the first attempt gave up on.
    guard case .found(let range)? = near else { return .gaveUp }
    return .found(range)
  }

  /// Asks the shelf, whose errors are those of a rule.
  private mutating func named<Result>(
    _ ask: (inout PatternShelf) throws(PatternError) -> Result
  ) throws(DetectorError) -> Result {
    do throws(PatternError) {
      return try ask(&shelf)
    } catch {
      throw .invalidPattern(evidence: "a rule", reason: error.description)
    }
  }

  /// A match, whose groups are then the last ones; nil where a limit on work was reached.
  private mutating func attempt(
    _ pattern: Pattern, _ text: Span<UInt8>, _ starts: ClosedRange<Int>, _ end: Int, jit: Bool
  ) -> Outcome? {
    do throws(PatternError) {
      let range = try pattern.firstMatch(
        in: text, startingIn: starts, end: end, using: scratch, jit: jit)
      guard let range else { return Outcome.none }
      groups = pattern.groups
      return .found(range)
    } catch {
      return nil
    }
  }
}
