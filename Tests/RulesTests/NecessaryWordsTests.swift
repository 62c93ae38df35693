import Testing

@testable import Rules

@Suite struct NecessaryWordsTests {
  private static func words(_ expression: String, besides known: [String] = []) -> [String] {
    NecessaryWords.words(of: Expression(expression), besides: known)
  }

  @Test(arguments: [
    ("token", ["token"]), ("Token", ["token"]), ("a token=x", ["a token=x"]), ("keys", ["keys"]),
    ("key", []),
    ("(?:secret|token)s", ["secret", "token"]), ("(?:secret|key)", []), ("secret|", []),
    ("(?<name>token)", ["token"]), ("(?i:to(?-i)ken)", ["token"]), ("(?i)token(?-i)s", ["tokens"]),
    (#"api\.token"#, ["api.token"]), (#"api[.]token"#, ["token"]),
    (#"refresh\s?token"#, ["refresh"]),
    (#"\bwords\b"#, ["words"]), ("^words$", ["words"]), ("(?>atomic)", ["atomic"]),
  ])
  func theLongestWordsThatStandInEveryMatchAreFound(_ expression: String, _ words: [String]) {
    #expect(Self.words(expression) == words)
  }

  @Test(arguments: [
    ("tokens?", ["token"]), ("tokens*x", ["token"]), ("tokens+x", ["tokens"]),
    ("tokens{0,2}", ["token"]), ("tokens{,2}", []), ("tokens{2}", ["tokens"]),
    ("(?:token)?", []), ("(?:token){0}", []), ("(?:token)+", ["token"]),
    ("(?:token)*?words", ["words"]),
    ("tok{{slot}}en", []), ("token{{slot}}", ["token"]), ("token{x", ["token{x"]),
  ])
  func whatMayBeMissingIsNoWord(_ expression: String, _ words: [String]) {
    #expect(Self.words(expression) == words)
  }

  @Test func whatAGateAsksForBesideTheKeywordImpliesItsWords() {
    typealias Gate = EvidencePattern.Gate
    #expect(Gate(precededBy: ["external.", "OpenAPI."]).implies(["external", "openapi"]))
    #expect(Gate(precededBy: ["x"], nameHolds: ["refresh"]).implies(["refresh"]))
    #expect(!Gate(followedBy: [".io", ".secret"]).implies(["secret"]))
    #expect(!Gate().implies(["secret"]))
    #expect(!Gate(nameHolds: ["secret"]).implies(["secrets"]))
  }

  @Test func aroundAKeywordAWordHasToTellMore() {
    #expect(Self.words("pleo[=:](?:keys|tokens)", besides: ["pleo"]) == [])
    #expect(Self.words("pleo[=:]tokens", besides: ["pleo"]) == ["tokens"])
    #expect(Self.words("[=:](?:keys|tokens)") == ["keys", "tokens"])
  }

  @Test func whatStandsBeforeOrMustNotStandIsNoWord() {
    for sign in ["!", "<=", "<!"] { #expect(Self.words("(?\(sign)token)") == []) }
    #expect(Self.words("(?<=(?=token))") == [])
    #expect(Self.words("(?!(?=token))") == [])
    #expect(Self.words("(?<!x)to(?!y)ken") == ["token"])
  }

  @Test func whatHasToStandAheadIsAWord() {
    #expect(Self.words("a(?=.{0,9}token)b") == ["token"])
    #expect(Self.words("(?=secrets)(?=token)") == ["secrets"])
    #expect(Self.words("to(?=token|words)ken") == ["token"])
    #expect(Self.words("(?:(?=token))?x") == [])
    #expect(Self.words("(?=token){0}x") == [])
  }

  @Test func spacesAndCommentsAreNoWordsWhereTheyMeanNothing() {
    #expect(Self.words("(?x) to ken # comment\n") == ["token"])
    #expect(Self.words("(?x: to ken # a | b\n | secret )") == ["secret", "token"])
    #expect(Self.words("(?x: tok ) en word") == [" en word"])
    #expect(Self.words(#"(?x) to\ ken s +"#) == ["to kens"])
    #expect(Self.words("(?#comment)token") == ["token"])
  }

  @Test(arguments: [
    #"\x41token"#, "acme{{ x|y }}token", #"[\c]token]"#, "(?xx)[ ]token]", "x{1,2,3}token",
    "ab{,3}*token",
    #"\Qtoken\E"#, "(?R)token", "(?(1)token|token)", "(*ACCEPT)token", "(token",
    "token)", "[token", #"token\"#, #"\p{L}token"#, "(?P=name)token",
  ])
  func whatIsNotUnderstoodHasNoWords(_ expression: String) {
    #expect(Self.words(expression) == [])
  }

  @Test(arguments: [
    ("a+(?#c)+words", "awords"), ("(?x)a+ ?words", "awords"), ("(?x)a* # c\n + words", "words"),
    ("ab{2}(?#c)+words", "bwords"),
  ])
  func whatIsLazyOrPossessiveMayBeSaidBehindAComment(_ expression: String, _ word: String) {
    #expect(Self.words(expression) == [word])
  }

  @Test func aBranchThatFailsNeedsNoWord() {
    #expect(Self.words("passed++(*SKIP)(*FAIL)|token") == ["token"])
    #expect(Self.words("(?:passed(*SKIP)(*FAIL)|token)s") == ["token"])
    #expect(Self.words("(?:passed(*SKIP)(*FAIL))token") == ["token"])
  }

  @Test(arguments: ["[]token]", "[^]token]", "(?i)[^]token]", "[[:alpha:]token]", #"[\]token]"#])
  func aClassIsOneCharacter(_ expression: String) {
    #expect(Self.words(expression) == [])
    #expect(Self.words(expression + "words") == ["words"])
  }

  @Test func aKeywordTellsNothing() {
    #expect(Self.words("pleo_token|Pleo_secret", besides: ["pleo"]) == [])
    #expect(Self.words("pleo_[a-z]+token", besides: ["PLEO"]) == ["token"])
  }
}
