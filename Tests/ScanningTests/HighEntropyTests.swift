import Rules
import TestSupport
import Testing

@testable import Scanning

@Suite struct HighEntropyTests {
  private let entropy = HighEntropy(RuleSet.builtIn.settings)

  @Test(arguments: [
    "33e8c65240a" + "eabd569545811e04f5457dbceb872", "6l5exvuKlfX" + "aCstTefQkkXKpGPusSBBk5",
    "7c28c36f6b31a35c", "kfEkOC4JQ4oRxqwt", "a1b2c3d4e5f6a7b8" + "c9",
    "aBFKTOBCUBDJ" + "ocpD-hzkhYZ2BJ",
  ])
  func aRandomValueIsOne(value: String) {
    #expect(entropy.holds(for: Array(value.utf8)))
  }

  @Test(arguments: [
    "7c28c36f6b31a35", "aaaaaaaaaaaaaaa1", "abababababababab1212", "qwertyuiopasdfghjk",
    "12345678901234567890", "56f30f06-14e3-415c-9e79-b0e75887acce", "fec_type_64k_mode_x",
    "deinterleave_time_rows_64k_mode", "settings.integrations2.tokenForExports", "",
    "bookstore_2024_customer_address", "productGridContainerWide2Column",
    "parseHTTPResponseBody2", "t2_multi_stream_desc3_count", "MAX_FRAME_BYTES_1024",
  ])
  func whatIsShortOrRepeatsOrReadsAsANameIsNot(value: String) {
    #expect(!entropy.holds(for: Array(value.utf8)))
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func nearlyAllKeysOfRandomLettersAndDigitsAreSeen(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let base62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    let seen = (0..<250).count { _ in entropy.holds(for: Array(random.text(40, of: base62).utf8)) }
    let hex = (0..<250).count { _ in
      entropy.holds(for: Array(random.text(32, of: "0123456789abcdef").utf8))
    }
    #expect(seen >= 244 && hex >= 244)
  }

  @Test func entropyIsShannonsInBitsPerByte() {
    #expect(HighEntropy.bitsPerByte(of: Array("aaaa".utf8)) == 0)
    #expect(HighEntropy.bitsPerByte(of: Array("abab".utf8)) == 1)
    #expect(HighEntropy.bitsPerByte(of: Array("abcdabcd".utf8)) == 2)
    #expect(HighEntropy.bitsPerByte(of: []) == 0)
  }

  @Test func aUUIDIsToldByItsShape() {
    #expect(HighEntropy.isUUID(Array("56F30F06-14e3-415c-9e79-b0e75887acce".utf8)))
    #expect(!HighEntropy.isUUID(Array("56f30f06-14e3-415c-9e79-b0e75887accg".utf8)))
    #expect(!HighEntropy.isUUID(Array("56f30f06014e3-415c-9e79-b0e75887acce".utf8)))
    #expect(!HighEntropy.isUUID(Array("56f30f06-14e3-415c-9e79-b0e75887acc".utf8)))
  }
}
