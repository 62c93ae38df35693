import Rules
import TestSupport
import Testing

@testable import Scanning

@Suite struct Base64Tests {
  /// RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"),
    ("Zm9vYmE=", "fooba"), ("Zm9vYmFy", "foobar"), ("Zg", "f"), ("Zm8", "fo"), ("Zg=", "f"),
  ])
  func theVectorsOfTheStandardAreDecoded(encoded: String, decoded: String) {
    #expect(Base64.decode(Array(encoded.utf8)) == Array(decoded.utf8))
  }

  @Test func bothAlphabetsAreDecoded() {
    #expect(Base64.decode(Array("+/+/".utf8)) == [0xfb, 0xff, 0xbf])
    #expect(Base64.decode(Array("-_-_".utf8)) == [0xfb, 0xff, 0xbf])
  }

  @Test(arguments: ["Z", "Zm9vY", "Zg==Zg==", "Z=g=", "Zm 9v", "Zm9v\n", "Zg===", "Zmé="])
  func whatIsNoBase64IsNotDecoded(text: String) {
    #expect(Base64.decode(Array(text.utf8)) == nil)
  }

  @Test(arguments: [false, true])
  func whateverIsEncodedIsDecoded(isURLSafe: Bool) {
    var random = SeededGenerator(seed: 5)
    for count in 0..<200 {
      let bytes = (0..<count).map { _ in UInt8(random.int(0..<256)) }
      #expect(Base64.decode(encode(bytes, isURLSafe)) == bytes)
    }
  }

  static let literals =
    Set(RuleSet.builtIn.evidence.flatMap(\.keywords)).sorted()
    + ["whsec_", "~~~?", "ûïþÿ", "????>>"]

  @Test(arguments: literals)
  func everyEncodedTextThatHoldsALiteralHoldsAForm(literal: String) {
    var random = SeededGenerator(seed: 11)
    let forms = Base64.forms(of: Array(literal.utf8))
    #expect(forms.allSatisfy { $0.count >= 4 })
    for number in 0..<600 {
      let before = (0..<random.int(0..<9)).map { _ in UInt8(random.int(0..<256)) }
      let after = (0..<random.int(0..<9)).map { _ in UInt8(random.int(0..<256)) }
      let text = encode(before + Array(literal.utf8) + after, number % 2 == 1)
      #expect(forms.contains { text.firstRange(of: $0) != nil })
    }
  }

  @Test func anEncodedKeywordIsAHitOfTheSearch() {
    // A form is looked for as it stands, so that each is long enough to be a keyword.
    let evidence = RuleSet.builtIn.evidence.filter { $0.decoding != nil && !$0.keywords.isEmpty }
    let forms = KeywordForm.all(of: evidence)
    #expect(!forms.isEmpty)
    #expect(forms.allSatisfy { $0.writing == .base64 && $0.bytes.count >= 4 })
  }

  private func encode(_ bytes: [UInt8], _ isURLSafe: Bool) -> [UInt8] {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    let digits = Array((letters + (isURLSafe ? "-_" : "+/")).utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = Array(bytes[start..<min(start + 3, bytes.count)])
      let bits = (group + [0, 0]).prefix(3).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      for place in 0...group.count { text.append(digits[Int(bits >> UInt32(18 - 6 * place)) & 63]) }
      if !isURLSafe { text += Array(repeating: 0x3d, count: 3 - group.count) }
    }
    return text
  }
}
