import Patterns
import TestSupport
import Testing

@Suite struct PatternTests {
  /// The first match in a text, with the ranges of the named groups.
  private func match(
    _ source: String, in text: String, _ starts: ClosedRange<Int>? = nil, end: Int? = nil,
    jit: Bool = true
  ) throws -> Range<Int>? {
    let bytes = Array(text.utf8)
    let scratch = try MatchScratch()
    return try Pattern(source).firstMatch(
      in: bytes.span, startingIn: starts ?? 0...bytes.count, end: end ?? bytes.count,
      using: scratch, jit: jit)
  }

  @Test(arguments: [true, false])
  func aMatchMayStartAtAnyOffsetOfTheRangeAndAtNoOther(jit: Bool) throws {
    #expect(try match("pleo", in: "pleo pleo", 0...0, jit: jit) == 0..<4)
    #expect(try match("pleo", in: "pleo pleo", 1...4, jit: jit) == nil)
    #expect(try match("pleo", in: "pleo pleo", 1...5, jit: jit) == 5..<9)
    #expect(try match("pleo", in: "pleo pleo", 5...5, jit: jit) == 5..<9)
    #expect(try match("pleo", in: "pleo pleo", 6...9, jit: jit) == nil)
  }

  @Test(arguments: [true, false])
  func whatPassesOverTextStaysWithinTheRange(jit: Bool) throws {
    let words = "[a-z]++(?!:)(*SKIP)(*FAIL)|[ :]"
    #expect(try match(words, in: "ab pleo: x", 0...2, jit: jit) == 2..<3)
    #expect(try match(words, in: "ab pleo: x", 0...1, jit: jit) == nil)
    #expect(try match("ple\\Ko", in: "pleo", 0...0, jit: jit) == 3..<4)
  }

  @Test(arguments: [true, false])
  func aPatternThatWasSerializedFindsTheSame(jit: Bool) throws {
    let first = try Pattern("(?<name>ple)o", jit: false)
    let serialized = try first.serialized()
    let taken = Pattern(trusted: serialized.span, jit: jit)
    let second = try #require(taken)
    #expect(!first.isJITCompiled)
    #expect(second.isJITCompiled == (jit && PatternLibrary.hasJIT))
    #expect(second.groups == first.groups)
    let bytes = Array("a pleo".utf8)
    let scratch = try MatchScratch()
    for pattern in [first, second] {
      let match = try pattern.firstMatch(
        in: bytes.span, startingIn: 0...6, end: 6, using: scratch)
      #expect(match == 2..<6)
      #expect(scratch.range(ofGroup: 1) == 2..<5)
    }
  }

  @Test func aPatternOfAnotherVersionOfTheLibraryIsNotTaken() throws {
    var bytes = try Pattern("pleo").serialized()
    // A magic number of four bytes, and the version.
    bytes[4] ^= 1
    let taken = Pattern(trusted: bytes.span, jit: false)
    #expect(taken == nil)
  }

  @Test(arguments: [true, false])
  func whatLiesBeforeTheRangeIsSeenByLookbehind(jit: Bool) throws {
    #expect(try match("(?<!em)pleo", in: "empleo", 2...2, jit: jit) == nil)
    #expect(try match("(?<=em)pleo", in: "empleo", 2...2, jit: jit) == 2..<6)
    #expect(try match("^pleo", in: "x\npleo", 2...2, jit: jit) == 2..<6)
    #expect(try match("^pleo", in: "xpleo", 1...1, jit: jit) == nil)
  }

  @Test(arguments: [true, false])
  func noByteFromTheEndOnIsLookedAt(jit: Bool) throws {
    #expect(try match("pleo", in: "pleo", end: 3, jit: jit) == nil)
    #expect(try match("[a-z]+", in: "pleolint", end: 4, jit: jit) == 0..<4)
    #expect(try match("pleo(?!l)", in: "pleolint", end: 4, jit: jit) == 0..<4)
    #expect(try match("pleo(?!l)", in: "pleolint", jit: jit) == nil)
    #expect(try match("pleo$", in: "pleolint", end: 4, jit: jit) == 0..<4)
  }

  @Test func aRangeBehindTheEndHoldsNoMatch() throws {
    #expect(try match("", in: "pleo", 4...4, end: 3) == nil)
    #expect(try match("", in: "pleo", 4...4, end: 4) == 4..<4)
    #expect(try match("", in: "") == 0..<0)
  }

  @Test func groupsAreKnownByNameAndByNumber() throws {
    let pattern = try Pattern("(?<name>[a-z]+)=(?<value>[0-9]+)?(x)?")
    #expect(pattern.groups.map(\.name) == ["name", "value"])
    #expect(pattern.groups.map(\.number) == [1, 2])
    let scratch = try MatchScratch()
    let text = Array("key=".utf8)
    _ = try pattern.firstMatch(in: text.span, startingIn: 0...4, end: 4, using: scratch)
    #expect(scratch.range(ofGroup: 0) == 0..<4)
    #expect(scratch.range(ofGroup: 1) == 0..<3)
    #expect(scratch.range(ofGroup: 2) == nil)
    #expect(scratch.range(ofGroup: 3) == nil)
    #expect(scratch.range(ofGroup: MatchScratch.mostGroups) == nil)
    #expect(scratch.range(ofGroup: -1) == nil)
  }

  @Test func alternativesMayShareANumberUnderOneName() throws {
    let pattern = try Pattern("(?|a(?<secret>[0-9])|b(?<secret>[0-9]))")
    #expect(pattern.groups.map(\.name) == ["secret"])
    #expect(pattern.groups.map(\.number) == [1])
    let scratch = try MatchScratch()
    let text = Array("b7".utf8)
    _ = try pattern.firstMatch(in: text.span, startingIn: 0...2, end: 2, using: scratch)
    #expect(scratch.range(ofGroup: 1) == 1..<2)
  }

  @Test func anInvalidExpressionSaysWhere() throws {
    let error = #expect(throws: PatternError.self) { try Pattern("abc(def") }
    guard case .invalid(let message, let offset)? = error else {
      Issue.record("not an invalid expression: \(String(describing: error))")
      return
    }
    #expect(offset == 7)
    #expect(message == "missing closing parenthesis")
    #expect(error?.description == "missing closing parenthesis, at byte 7 of the pattern.")
  }

  @Test(arguments: ["(*LIMIT_MATCH=99999999)a", "(*UTF)a", "(*NO_START_OPT)a"])
  func aVerbThatCouldUndoOurLimitsIsForbidden(source: String) {
    #expect(throws: PatternError.forbiddenVerb) { try Pattern(source) }
  }

  @Test(arguments: [#"\C"#, "(?x)(*UTF)a", String(repeating: "a", count: 66_000)])
  func whatCouldReadCharactersOrTakeTooLongIsRefused(source: String) {
    #expect(throws: PatternError.self) { try Pattern(source) }
  }

  @Test(arguments: [true, false])
  func aLimitOnWorkIsNotTheAnswerNo(jit: Bool) throws {
    let text = String(repeating: "a", count: 40) + "b"
    let error = #expect(throws: PatternError.self) {
      try match("^(a+)+$", in: text, 0...0, jit: jit)
    }
    guard case .gaveUp? = error else {
      Issue.record("not given up: \(String(describing: error))")
      return
    }
  }

  @Test func deepRecursionGivesUpAndLeavesTheScratchUsable() throws {
    let scratch = try MatchScratch()
    let deep = try Pattern("^(?<nest>\\((?:[^()]|(?&nest))*\\))$")
    let text = Array((String(repeating: "(", count: 400_000) + ")").utf8)
    #expect(throws: PatternError.self) {
      try deep.firstMatch(in: text.span, startingIn: 0...0, end: text.count, using: scratch)
    }
    let simple = try Pattern("x")
    let other = Array("..x".utf8)
    #expect(
      try simple.firstMatch(in: other.span, startingIn: 0...2, end: 3, using: scratch) == 2..<3)
  }

  @Test func oneScratchServesManyPatterns() throws {
    let scratch = try MatchScratch()
    let text = Array("key=1234".utf8)
    let wide = try Pattern((0..<20).map { "(?<g\($0)>x)?" }.joined() + "(?<last>key)")
    let narrow = try Pattern("(?<digits>[0-9]+)(?<unit>ms)?")
    for _ in 0..<3 {
      _ = try wide.firstMatch(in: text.span, startingIn: 0...8, end: 8, using: scratch)
      #expect(scratch.range(ofGroup: 21) == 0..<3)
      _ = try narrow.firstMatch(in: text.span, startingIn: 0...8, end: 8, using: scratch)
      #expect(scratch.range(ofGroup: 1) == 4..<8)
      // Nothing of the wider pattern is left.
      #expect(scratch.range(ofGroup: 2) == nil)
    }
  }

  @Test func bytesAreMatchedNotCharacters() throws {
    #expect(try match(#"^..$"#, in: "é") == 0..<2)
    #expect(try match(#"(?i)É"#, in: "é") == nil)
    #expect(try match(#"[\x80-\xff]+"#, in: "aéb") == 1..<3)
    #expect(try match(#"\w+"#, in: "éa") == 2..<3)
  }

  static let sources = [
    "pleo", "(?i)pleo", "[a-c]{2,5}", "(?<!a)b+", "(a|ab)(c|bcd)(d*)", "^a.*c$", #"\ba\w*\b"#,
    "(?=ab)a", "a*?b", "(a)(?:b(c))?", "(?>a+)b", "[^a]{3}", #"(a)\1"#, "(?s)a.c", "a|b|cd",
    "(?<n>a{1,3})(?&n)", "$", "c(?=a|$)",
  ]

  @Test(arguments: sources)
  func theInterpreterFindsWhatMachineCodeFinds(source: String) throws {
    var random = SeededGenerator(seed: 17)
    let pattern = try Pattern(source)
    let scratch = try MatchScratch()
    for _ in 0..<200 {
      let text = (0..<random.int(0..<40)).map { _ in random.element(of: Array("aaabbcd\npleo".utf8))
      }
      let start = random.int(0..<text.count + 1)
      let last = random.int(start..<text.count + 1)
      let end = random.int(last..<text.count + 1)
      let fast = try pattern.firstMatch(
        in: text.span, startingIn: start...last, end: end, using: scratch)
      let group = scratch.range(ofGroup: 1)
      let slow = try pattern.firstMatch(
        in: text.span, startingIn: start...last, end: end, using: scratch, jit: false)
      #expect(fast == slow)
      if fast != nil { #expect(group == scratch.range(ofGroup: 1)) }
    }
  }

  @Test func theLibrarySaysItsVersion() {
    #expect(PatternLibrary.version.hasPrefix("10."))
    #expect(!PatternLibrary.version.contains("\0"))
  }
}
