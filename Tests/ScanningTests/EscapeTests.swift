import Testing

@testable import Scanning

@Suite struct EscapeTests {
  private func undone(_ text: String, rounds: Int = 1) -> String {
    String(decoding: Array(text.utf8).undoingEscapes(rounds: rounds), as: UTF8.self)
  }

  static let escapes: [(String, String)] = [
    ("a%5Fb%5fb", "a_b_b"), ("%70%6C", "pl"), ("%u0070", "p"), ("%255F", "%5F"),
    (#"\u0070\u005F"#, "p_"), (#"\u{70}\u{5f}"#, "p_"), (#"\x70\x5F"#, "p_"), (#"a\/b"#, "a/b"),
    (#"\"a\" \'b\'"#, "\"a\" 'b'"), (#"a\nb\r\t"#, "a\nb\r\t"), (#"\\n"#, #"\n"#),
    (#"\\\""#, #"\""#), (#"plp\_a"#, "plp_a"), (#"\u00e9"#, "é"), ("&quot;&#95;&#x5F;", "\"__"),
    ("&lt;&gt;&apos;&amp;quot;", "<>'&quot;"), ("ab\\\ncd", "abcd"), ("ab\\\r\ncd", "abcd"),
  ]

  @Test(arguments: escapes)
  func anEscapeStandsForOneCharacter(_ escape: (String, String)) {
    #expect(undone(escape.0) == escape.1)
  }

  @Test(arguments: [
    "100%", "%d %s %5", "%E9%00%7F", "%zz", #"\d+\.\b\s"#, #"\ud83d"#, #"\u00"#, #"\x7"#, #"\u{}"#,
    "&nbsp;&#;&#x;&#233;&", "a && b", "a=\nb", "ab \\\n  cd", "\\", "&#99999999;", #"\u{110000}"#,
  ])
  func whatIsNoEscapeIsLeft(_ text: String) {
    #expect(undone(text) == text)
  }

  @Test func roundsAreUndoneOneByOne() {
    #expect(undone("%25255F", rounds: 2) == "%5F")
    #expect(undone("%25255F", rounds: 3) == "_")
    #expect(undone(#"\\\\u0070"#, rounds: 3) == "p")
  }

  @Test func everyByteKnowsWhereItCameFrom() {
    let source = Array(#"xx"a\u0070%5Fb"yy"z\n"#.utf8)
    let zones = [2..<14, 17..<21]
    let text = DecodedText(undoing: source.span, in: zones, keepsLines: true)
    #expect(text.bytes == Array("\"ap_b\n\"z ".utf8))
    #expect(text.origin(of: 1..<2) == 3..<4)
    #expect(text.origin(of: 2..<4) == 4..<13)
    #expect(text.origin(of: 1..<5) == 3..<14)
    #expect(text.isDecoded(2..<3))
    #expect(!text.isDecoded(0..<2))
    #expect(text.place(ofOrigin: 10) == 3)
  }
}
