import Rules
import Testing

@Suite struct ExampleTests {
  private func marked(_ source: String) -> (text: String, regions: [Range<Int>])? {
    Example(source: source).marked.map { (String(decoding: $0.bytes, as: UTF8.self), $0.regions) }
  }

  @Test func marksAndSeamsAreTakenOut() {
    #expect(marked("a⟦b¦c⟧d⟦⟧e")?.text == "abcde")
    #expect(marked("a⟦b¦c⟧d⟦⟧e")?.regions == [1..<3, 4..<4])
    #expect(marked("¦¦")?.text == "")
  }

  @Test func regionsAreCountedInBytes() {
    #expect(marked("é⟦日⟧😀⟦x⟧")?.regions == [2..<5, 9..<10])
  }

  /// A mark may stand before a character that would join it, and after a CR.
  @Test(arguments: ["\u{301}", "\u{FE0F}", "\u{200D}x"])
  func aMarkIsAMarkWhateverFollows(joiner: String) {
    #expect(marked("⟦a⟧\(joiner)")?.text == "a" + joiner)
    #expect(marked("⟦a⟧\(joiner)")?.regions == [0..<1])
    #expect(marked("a¦\(joiner)b")?.text == "a\(joiner)b")
  }

  @Test func linesMayEndInCRLF() {
    #expect(marked("\r⟦\n⟧")?.text == "\r\n")
    #expect(marked("a\r\n⟦b⟧")?.regions == [3..<4])
  }

  @Test(arguments: ["⟦", "⟧", "⟦a", "a⟧", "⟦⟦a⟧⟧", "⟦a⟧⟧", "⟧a⟦"])
  func aMarkWithoutPartnerIsNoExample(source: String) {
    #expect(marked(source) == nil)
  }
}
