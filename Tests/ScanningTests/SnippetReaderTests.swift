import Findings
import Testing

@testable import Scanning

@Suite struct SnippetReaderTests {
  private let key = "plp_" + "1xgGy7y11NDNCgThLLH7ffjggKgX6xaa5v4N"

  private func secret(_ range: Range<Int>, in bytes: [UInt8]) -> Evidence {
    Evidence(
      pattern: 0, range: range, groups: .none, secretRange: range,
      credential: Credential(kind: "api-key", secret: SecretText(bytes[range])), expiry: nil,
      region: range, places: Places(own: range))
  }

  /// How a snippet reads, its marked part in brackets.
  private func shown(_ snippet: Snippet) -> String {
    snippet.pieces.map { piece in
      let text =
        switch piece.content {
        case .text(let text): text
        case .credential(let credential): credential.redacted
        case .masked: "***"
        case .omitted: "~"
        }
      return piece.isMarked ? "[\(text)]" : text
    }
    .joined()
  }

  /// The snippet of the part of a text between `⟦` and `⟧`; `‹…›` are known secrets.
  private func read(_ marked: String) -> (shown: String, shape: String) {
    var bytes: [UInt8] = []
    var (region, secrets) = (0..<0, [Range<Int>]())
    var starts: [Int] = []
    for character in marked.unicodeScalars {
      switch character {
      case "⟦", "‹": starts.append(bytes.count)
      case "⟧": region = starts.removeLast()..<bytes.count
      case "›": secrets.append(starts.removeLast()..<bytes.count)
      default: bytes += Array(String(character).utf8)
      }
    }
    let reader = SnippetReader([secrets.map { secret($0, in: bytes) }])
    let (snippet, shape) = reader.snippet(of: region, in: bytes.span)
    return (shown(snippet), shape)
  }

  @Test func aCredentialIsItsKindAndItsLastFour() {
    #expect(read("a\nkey = ⟦‹\(key)›⟧ # x\nb").shown == "key = [api-key…5v4N] # x")
    #expect(read("key = ⟦‹\(key)›⟧").shape == "key = api-key…")
  }

  /// What is left of a run where a long line is cut may be too short to be told by itself.
  @Test func aSecretThatIsCutOffIsMasked() {
    let other = "sk_live_" + "51HxYzAbCdEf" + String(repeating: "Gh7j", count: 12)
    for lead in 20...90 {
      let region = "curl " + String(repeating: "-v ", count: lead / 3) + "-u \(other)"
      let shown = read("⟦\(region) https://example.com/⟧").shown
      #expect(!shown.contains("sk_l"), "\(lead): \(shown)")
    }
  }

  @Test func theShapeForgetsIndentationAndSecrets() {
    let other = "plp_" + "Wv4ug7DJuLJgJ6YM2HqdtCFDWdQV"
    #expect(read("\t key = ⟦‹\(key)›⟧  \r\n").shape == read("key = ⟦‹\(other)›⟧").shape)
  }

  @Test(arguments: [
    "sk_live_" + "51HxYzAbCdEf", "AKIA" + "IOSFODNN7QZ1", "eyJhbGciOi" + "JIUzI1NiJ9",
    "c2VjcmV0MTIzNA==", "0123456789abcdef", "A1b2C3d4E5f6", "xoxb-" + "12345678901-abcdefghij1",
  ])
  func whatMayBeAnotherIssuersSecretIsMasked(secret: String) {
    let (text, shape) = read("a ⟦b⟧ c=\(secret)")
    #expect(!text.contains(secret.prefix(12)) && text.hasPrefix("a [b] c=***"))
    #expect(!shape.contains(secret.prefix(12)))
  }

  @Test(arguments: [
    "https://external.pleo.io/v2/employees", "src/main/java/com/example/Client.java",
    "node_modules/lib-v12/index.js", "PL\("")EO_LEGACY_TOKEN", "internationalization", "2026-03-14",
    "requests.Session.get", "external.staging.pleo.io:443/v1/introspect", "a1b2c3",
  ])
  func whatAReaderNeedsIsKept(text: String) {
    #expect(read("a ⟦b⟧ \(text) c").shown == "a [b] \(text) c")
  }

  @Test func aRegionInsideOfAMaskedRunMarksIt() {
    #expect(read("x = abc⟦DEF123456789xyz⟧0").shown == "x = [***]")
  }

  @Test func aSecretInASecretIsShownOnce() {
    let text = read("⟦key⟧ = ‹aa ‹bb› cc 12345 6789›; d").shown
    #expect(text == "[key] = api-key…6789; d")
  }

  @Test func onlyTheFirstLineOfALongRegionIsShown() {
    #expect(read("x\nget(⟦a,\n  b⟧)\ny").shown == "get([a,]")
    #expect(read("x\r\nget(⟦a,\r\n  b⟧)\r\ny").shown == "get([a,]")
  }

  @Test(arguments: [0, 7, 11, 12, 30, 100, 400], [0, 7, 14, 30, 400])
  func aLongLineIsCutBetweenTokensAndTheRegionShown(before: Int, after: Int) {
    let left = String(repeating: "wwwwww ", count: before)
    let right = String(repeating: " wwwwww", count: after)
    let text = read(left + "⟦here⟧" + right).shown
    #expect(text.contains("[here]"))
    #expect(text.count <= Snippet.widest + 4)
    // Beside a cut stands no part of a word.
    let words = text.split { $0 == " " || $0 == "~" }
    #expect(words.allSatisfy { $0 == "wwwwww" || $0 == "[here]" })
    #expect(text.hasPrefix("~") == (before > 11))
  }

  @Test(arguments: 1..<170)
  func aCutNeverShowsPartOfASecret(gap: Int) {
    // Another's secret at each distance on both sides of the region.
    let secret = "A1b2C3d4E5f6G7h8I9j0K1l2M3n4"
    let space = String(repeating: " ", count: gap)
    let fill = String(repeating: "-", count: 200)
    let text = read("\(fill) \(secret)\(space)⟦here⟧\(space)\(secret) \(fill)").shown
    #expect(text.contains("[here]"))
    for start in 0...secret.count - 4 {
      let part = secret.dropFirst(start).prefix(4)
      #expect(!text.contains(part))
    }
  }

  @Test func aSecretThatIsCutIsMaskedWhole() {
    let long = String(repeating: "Ab3", count: 200)
    for text in [read("⟦here⟧ ‹\(long)› end").shown, read("‹\(long)› ⟦here⟧ end").shown] {
      #expect(text.contains("[here]"))
      #expect(!text.contains("Ab3A"))
    }
  }

  @Test func bytesThatAreNoTextAreReplaced() {
    let bytes: [UInt8] = [0x61, 0xff, 0x62]
    let (snippet, _) = SnippetReader([]).snippet(of: 0..<1, in: bytes.span)
    #expect(shown(snippet) == "[a]\u{FFFD}b")
  }

  @Test func messagesShowNoSecret() {
    let text = Array("q=\(key)&sk_live_51HxYzAbCdEf".utf8)
    let reader = SnippetReader([[secret(2..<2 + key.utf8.count, in: text)]])
    #expect(reader.harmless(0..<text.count, in: text.span) == "q=api-key…5v4N&…")
  }
}
