import Findings
import Rules
import Testing

/// What is wrong with a rule file is said with the file, the place and the cure.
@Suite struct RuleFileTests {
  static let evidence = """
    [[evidence]]
    id = "key"
    kind = "api-key"
    keywords = ["pleo"]
    pattern = 'pleo_(?<secret>[a-z]{8})'

    """

  static let rule = """
    [[rule]]
    id = "a-rule"
    category = "exposure"
    severity = "error"
    confidence = "high"
    summary = "Summary"
    message = "message"
    advice = "advice"
    help = "help"
    tags = ["security"]

    [[rule.when]]
    evidence = "key"

    [[rule.example]]
    text = '''⟦pleo_¦abcdefgh⟧'''

    [[rule.counterexample]]
    path = "a.py"
    text = '''pleo'''

    """

  /// A change to a good file, and what the error then says.
  struct Mistake: CustomTestStringConvertible, Sendable {
    let name: String
    var replace = ""
    var with = ""
    var append = ""
    let place: String
    let message: String

    var testDescription: String { name }

    var text: String {
      let text = RuleFileTests.evidence + RuleFileTests.rule
      guard !replace.isEmpty, let range = text.firstRange(of: replace) else { return text + append }
      return text[..<range.lowerBound] + with + text[range.upperBound...] + append
    }
  }

  static let mistakes: [Mistake] = [
    Mistake(
      name: "a misspelt key", replace: "severity =", with: "severety =",
      place: "rule \"a-rule\", key \"severity\"", message: "is missing; add it."),
    Mistake(
      name: "a misspelt key that may be left out", replace: "tags =", with: "tgas =",
      place: "rule \"a-rule\", key \"tgas\"",
      message: "there is no such key; did you mean \"tags\"?"),
    Mistake(
      name: "a key that is like no other", replace: "kind =", with: "flavour-of-secret =",
      place: "evidence \"key\", key \"flavour-of-secret\"",
      message:
        "there is no such key; known are artifact-path, code, context, decode, extent, followed-by, "
        + "followed-by-token, follows, held-by, high-entropy, holds, id, in-record, keywords, kind, label, name-holds, "
        + "no-placeholder, not-held-by, opaque, pattern, preceded-by, reach-after, reach-before, "
        + "reference, region, request-lacks, role, sent, stays."
    ),
    Mistake(
      name: "an unknown key at the top", append: "[[rul]]\nid = \"x\"\n",
      place: "key \"rul\"", message: "there is no such key; did you mean \"rule\"?"),
    Mistake(
      name: "an unknown key in an example", replace: "path =", with: "pth =",
      place: "rule \"a-rule\", counterexample 1, key \"pth\"",
      message: "there is no such key; did you mean \"path\"?"),
    Mistake(
      name: "an unknown key in a clause", replace: "evidence = \"key\"",
      with: "evidence = \"key\"\nwithn = \"file\"",
      place: "rule \"a-rule\", when 1, key \"withn\"",
      message: "there is no such key; did you mean \"with\"?"),
    Mistake(
      name: "a number for a string", replace: "\"Summary\"", with: "1",
      place: "rule \"a-rule\", key \"summary\"", message: "has to be a string."),
    Mistake(
      name: "a string for a flag", replace: "kind =", with: "context = \"yes\"\nkind =",
      place: "evidence \"key\", key \"context\"", message: "has to be true or false."),
    Mistake(
      name: "a number that is too large", replace: "kind =", with: "reach-after = 99999\nkind =",
      place: "evidence \"key\", key \"reach-after\"",
      message: "has to be a whole number from 1 to 16384."),
    Mistake(
      name: "a word that is too short", replace: "kind =", with: "holds = \"eyj\"\nkind =",
      place: "evidence \"key\", key \"holds\"",
      message: "has to be words in lowercase, of at least 4 bytes."),
    Mistake(
      name: "a word with a capital", replace: "kind =", with: "holds = \"Token\"\nkind =",
      place: "evidence \"key\", key \"holds\"",
      message: "has to be words in lowercase, of at least 4 bytes."),
    Mistake(
      name: "a list of numbers", replace: "[\"security\"]", with: "[1]",
      place: "rule \"a-rule\", key \"tags\"", message: "has to be a string or a list of strings."),
    Mistake(
      name: "a table where a list belongs", replace: "[[evidence]]", with: "[evidence]",
      place: "key \"evidence\"", message: "has to be written as [[evidence]]."),
    Mistake(
      name: "a list where a table belongs", append: "[[define]]\na = \"b\"\n",
      place: "key \"define\"", message: "has to be a table, [define]."),
    Mistake(
      name: "an unknown word", replace: "\"error\"", with: "\"fatal\"",
      place: "rule \"a-rule\", key \"severity\"",
      message: "\"fatal\" is not one of \"note\", \"warning\", \"error\"."),
    Mistake(
      name: "a bad ID", replace: "\"a-rule\"", with: "\"A_Rule\"",
      place: "rule \"A_Rule\", key \"id\"",
      message: "has to be lowercase words joined by hyphens."),
    Mistake(
      name: "an ID that is none in a list", replace: "tags =",
      with: "yields-to = [\"x--y\"]\ntags =",
      place: "rule \"a-rule\", key \"yields-to\"",
      message: "\"x--y\" is no rule ID: lowercase words joined by hyphens."),
    Mistake(
      name: "no example", replace: "[[rule.example]]\ntext = '''⟦pleo_¦abcdefgh⟧'''", with: "",
      place: "rule \"a-rule\", key \"example\"",
      message: "there is none; a rule has to be proved."),
    Mistake(
      name: "no counterexample",
      replace: "[[rule.counterexample]]\npath = \"a.py\"\ntext = '''pleo'''", with: "",
      place: "rule \"a-rule\", key \"counterexample\"",
      message: "there is none; say what has to stay silent."),
    Mistake(
      name: "no clause", replace: "[[rule.when]]\nevidence = \"key\"", with: "",
      place: "rule \"a-rule\", key \"when\"", message: "there is none; say when the rule holds."),
    Mistake(
      name: "an unpaired mark", replace: "⟧", with: "",
      place: "rule \"a-rule\", example 1, key \"text\"", message: "a ⟦ or ⟧ has no partner."),
    Mistake(
      name: "an example without marks", replace: "⟦pleo_¦abcdefgh⟧", with: "pleo",
      place: "rule \"a-rule\", example 1, key \"text\"",
      message: "mark what has to be found, in examples only: ⟦…⟧."),
    Mistake(
      name: "a counterexample with marks", replace: "'''pleo'''", with: "'''⟦pleo⟧'''",
      place: "rule \"a-rule\", counterexample 1, key \"text\"",
      message: "mark what has to be found, in examples only: ⟦…⟧."),
    Mistake(
      name: "neither keywords nor what it follows", replace: "keywords = [\"pleo\"]", with: "",
      place: "evidence \"key\", key \"keywords\"",
      message: "give keywords, or follows, or held-by, or artifact-path, and one of them alone."),
    Mistake(
      name: "both keywords and what it follows", replace: "kind =",
      with: "follows = \"key\"\nkind =", place: "evidence \"key\", key \"keywords\"",
      message: "give keywords, or follows, or held-by, or artifact-path, and one of them alone."),
    Mistake(
      name: "a follower without a pattern",
      append: "[[evidence]]\nid = \"other\"\nfollows = \"key\"\n",
      place: "evidence \"other\", key \"pattern\"",
      message: "is missing; only a keyword can stand for itself."),
    Mistake(
      name: "a clause of both kinds", replace: "evidence = \"key\"",
      with: "evidence = \"key\"\nsuppression = \"unused\"",
      place: "rule \"a-rule\", when 1, key \"evidence\"",
      message: "give either evidence or a suppression problem."),
  ]

  @Test func aGoodFileIsRead() throws {
    let set = try RuleSet(with: [RuleFile(Self.evidence + Self.rule, name: "good.toml")])
    let rule = try #require(set.rules.first)
    #expect(set.rules.count == 1)
    #expect(rule.id == RuleID(rawValue: "a-rule"))
    #expect(rule.counterexamples.map(\.path) == ["a.py"])
    #expect(rule.examples.map(\.path) == ["example.txt"])
    #expect(set.evidence.map(\.reachAfter) == [512])
    #expect(set[rule.id] == rule)
  }

  @Test(arguments: mistakes)
  func aMistakeIsSaidWithItsPlaceAndItsCure(_ mistake: Mistake) {
    let error = #expect(throws: RuleError.self) {
      _ = try RuleFile(mistake.text, name: "my/rules.toml")
    }
    #expect(error?.file == "my/rules.toml")
    #expect(error?.place == mistake.place)
    #expect(error?.message == mistake.message)
    #expect(error?.description == "my/rules.toml: \(mistake.place): \(mistake.message)")
  }

  @Test func whatIsNoTOMLIsSaidWithLineAndColumn() {
    let error = #expect(throws: RuleError.self) {
      _ = try RuleFile("[[rule]]\nid = \"a\"\nsummary = = 1\n", name: "bad.toml")
    }
    #expect(error?.place == "line 3, column 11")
    #expect(error?.message.hasPrefix("This is not TOML: ") == true)
  }

  @Test func aFileThatIsTooLargeIsNotParsed() {
    let comment = "#" + String(repeating: "x", count: RuleFile.largest)
    let error = #expect(throws: RuleError.self) { _ = try RuleFile(comment, name: "large.toml") }
    #expect(error?.description == "large.toml: The file is larger than 256 KiB; split it by topic.")
    #expect(throws: Never.self) {
      _ = try RuleFile(String(comment.dropLast()), name: "largest.toml")
    }
  }

  /// Each of these exhausts the stack of a parser that goes down a level for each.
  static let hostile: [(String, String)] = [
    ("dots", String(repeating: "a.", count: 100_000) + "a = 1"),
    ("dots in a header", "[" + String(repeating: "a.", count: 100_000) + "a]"),
    ("quoted dots", String(repeating: "\"a\" . ", count: 30_000) + "a = 1"),
    ("brackets", "a = " + String(repeating: "[", count: 100_000)),
    (
      "closed brackets",
      "a = " + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    ),
    ("braces", String(repeating: "a = {", count: 40_000)),
    (
      "dots in braces",
      String(repeating: String(repeating: "a.", count: 60) + "a = {", count: 2000)
        + String(repeating: "}", count: 2000)
    ),
    (
      "dots below a deep header",
      "[" + String(repeating: "a.", count: 60) + "a]\n"
        + String(repeating: String(repeating: "b.", count: 60) + "b = {", count: 200)
        + String(repeating: "}", count: 200)
    ),
  ]

  @Test(arguments: hostile.map(\.0))
  func hostileNestingIsRefused(name: String) throws {
    let text = try #require(Self.hostile.first { $0.0 == name }?.1)
    #expect(throws: RuleError.self) { _ = try RuleFile(text, name: "hostile.toml") }
  }
}
