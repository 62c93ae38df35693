import Testing

@testable import Reporting

struct TextFormTests {
  @Test(arguments: [
    ("src/a b.ts", "src/a b.ts"), ("日本/é", "日本/é"), ("", "\"\""), ("a#b", "a#b"),
    ("a\tb\n", "\"a\\tb\\n\""), ("say \"hi\"", "\"say \\\"hi\\\"\""), ("a\\b", "\"a\\\\b\""),
    ("\u{1b}[31m", "\"\\033[31m\""), ("a\u{202e}b", "\"a\\342\\200\\256b\""),
    ("a\u{9b}", "\"a\\302\\233\""), ("::error::x", "\"::error::x\""), ("a::b", "a::b"),
    ("a##[b", "\"a#\\043[b\""), ("## a", "## a"), ("\u{7}\u{8}\u{b}\u{c}\r", "\"\\a\\b\\v\\f\\r\""),
  ])
  func aPathIsQuotedAsGitDoes(path: String, quoted: String) {
    #expect(PathText.quoted(Array(path.utf8)) == quoted)
  }

  @Test func bytesThatAreNotUTF8AreQuotedOneByOne() {
    #expect(PathText.quoted([0x61, 0xff, 0xc3, 0x28, 0xe6, 0x97]) == "\"a\\377\\303(\\346\\227\"")
    #expect(PathText.quoted([0xed, 0xa0, 0x80]) == "\"\\355\\240\\200\"")
    #expect(PathText.quoted([0xc0, 0xaf]) == "\"\\300\\257\"")
  }

  @Test func onlyPlainCharactersStandForThemselvesInAnAddress() {
    let path = Array("a b/[id]/@x/é%41?#:&+.~_-!".utf8) + [0xff]
    #expect(
      PathText.percentEncoded(path)
        == "a%20b/%5Bid%5D/@x/%C3%A9%2541%3F%23%3A%26%2B.~_-!%FF")
  }

  @Test(arguments: [
    (0, "0 bytes"), (1, "1 byte"), (1023, "1,023 bytes"), (1024, "1.0 KiB"), (1536, "1.5 KiB"),
    (1_048_575, "1,023.9 KiB"), (1_048_576, "1.0 MiB"), (1 << 40, "1.0 TiB"),
    (Int.max, "8,191.9 PiB"),
  ])
  func aSizeIsWrittenForPeople(bytes: Int, text: String) {
    #expect(Quantity.bytes(bytes) == text)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")])
  func aNumberHasCommas(number: Int, text: String) {
    #expect(Quantity.count(number) == text)
  }

  @Test(arguments: [
    ("a", 1), ("é", 1), ("\u{301}", 0), ("日", 2), ("한", 2), ("ｱ", 1), ("Ａ", 2), ("\u{1161}", 0),
    ("\u{1f511}", 2), ("\u{2705}", 2), ("\u{26a0}", 1), ("\u{fe0f}", 0), ("\u{1f1e9}", 1),
    ("⁰", 1), ("\u{20000}", 2), ("—", 1),
  ])
  func aCharacterTakesTheColumnsThatTerminalsGiveIt(text: String, width: Int) {
    #expect(text.unicodeScalars.map(\.terminalWidth).reduce(0, +) == width)
  }
}
