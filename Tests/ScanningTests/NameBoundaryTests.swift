import Rules
import Testing

@testable import Scanning

@Suite struct NameBoundaryTests {
  /// How many keywords of the built-in boundaries stand in a text as words of their own.
  private func words(in text: String) -> Int {
    let bytes = Array(text.utf8)
    return RuleSet.builtIn.boundaries.reduce(0) { count, boundary in
      let gate = NameBoundary(boundary)
      let continuations = WordList(boundary.continuations)
      let keyword = Array(boundary.keyword.utf8)
      return count
        + bytes.indices.count { offset in
          bytes[offset...].starts(with: keyword)
            && gate.holds(bytes.span, at: offset) { continuations.stands(in: bytes.span, at: $0) }
        }
    }
  }

  @Test(arguments: [
    "pleo", "PLEO", "Pleo", "pleo_api_key", "PLEO_API_KEY", "pleoApiKey", "myPleoKey", "PleoClient",
    "my_pleo_key", "PLEOKEY", "pleokey", "pleotoken", "PleoToken", "Pleotoken", "x.pleo.io",
    "external.pleo.io", "2pleo", "pleo2", "(pleo)", "pleoé", #"\npleo"#, #"\tPLEO_KEY"#,
    "%3Dpleo", "%20PLEO", #"\u003dpleo"#, "iPLEO", "TheirPleo", "\"pleo\"", "pleo-key", "@pleo",
    "PLEOApi", "pleointegration",
  ])
  func aWordOfItsOwnIsSeen(text: String) {
    #expect(words(in: text) == 1)
  }

  @Test(arguments: [
    "empleo", "Empleo", "EMPLEO", "TECNOEMPLEO_API_KEY", "COMPLEO_API_TOKEN", "empleoToken",
    "TripleO", "TripleOApi", "peopleOps", "multipleOf", "pleomorphic", "Pleonasm", "PLEONASM",
    "pleopod", "plePLEOS", "sImpleo", "apleo_key", "nothing", "ple", "PLe0", "Pleonexia",
    #"\xpleo"#, "%Gpleo", "MyPLEOS",
  ])
  func lettersInAnotherWordAreNot(text: String) {
    #expect(words(in: text) == 0)
  }
}
