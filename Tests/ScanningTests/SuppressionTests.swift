import Findings
import Rules
import Testing

@testable import Scanning

@Suite struct SuppressionTests {
  private func comments(in text: String, path: String = "a.py") -> [SuppressionComment] {
    let bytes = Array(text.utf8)
    let language = Language.of(ArtifactPath(path))
    let map = SourceReader.read(bytes.span, as: language, isLog: false)
    let directives = bytes.indices.filter {
      bytes[$0...].starts(with: SuppressionComment.directive.utf8)
    }
    return SuppressionComment.all(at: directives, in: bytes.span) { map.comment(at: $0) }
  }

  private func words(of text: String, path: String = "a.py") -> SuppressionComment.Words? {
    comments(in: text, path: path).first?.words
  }

  private typealias Words = SuppressionComment.Words

  @Test func idsDateAndReasonAreRead() {
    #expect(
      words(of: "x # pleolint:allow a-b -- it is old")
        == Words(ids: ["a-b"], until: nil, reason: "it is old"))
    #expect(
      words(of: "# pleolint:allow a, b,c until=2026-12-31 --  why -- not \t")
        == Words(ids: ["a", "b", "c"], until: "2026-12-31", reason: "why -- not"))
    #expect(words(of: "# pleolint:allow") == Words(ids: [], until: nil, reason: ""))
    #expect(words(of: "# pleolint:allow a --") == Words(ids: ["a"], until: nil, reason: ""))
    #expect(words(of: "# pleolint:allow -- why") == Words(ids: [], until: nil, reason: "why"))
  }

  @Test(arguments: [
    ("a.js", "/* pleolint:allow a -- why */ x"), ("a.html", "<!-- pleolint:allow a -- why -->"),
    ("a.js", "/* pleolint:allow a -- why*/"), ("a.ps1", "<# pleolint:allow a -- why #>"),
    ("a.js", "// pleolint:allow a -- why\r\n"), ("a.py", "# pleolint:allow a -- why"),
    ("a.js", "/*\n * pleolint:allow a -- why\n */"), ("a.sql", "-- pleolint:allow a -- why"),
  ])
  func theEndOfTheCommentIsNoPartOfTheReason(path: String, text: String) {
    #expect(words(of: text, path: path) == Words(ids: ["a"], until: nil, reason: "why"))
  }

  @Test(arguments: [
    // Beside what it covers, its own line
    ("x # pleolint:allow a -- b\ny\n", "x # pleolint:allow a -- b"),
    // Alone, the next
    ("x\n  # pleolint:allow a -- b\ny = 1\nz", "y = 1"),
    ("# pleolint:allow a -- b\r\ny = 1\r\nz", "y = 1\r"),
    ("# pleolint:allow a -- b", "# pleolint:allow a -- b"),
  ])
  func aCommentCoversItsLineOrTheNext(text: String, covered: String) throws {
    let comment = try #require(comments(in: text).first)
    let bytes = Array(text.utf8)[comment.covered.clamped(to: 0..<text.utf8.count)]
    #expect(String(decoding: bytes, as: UTF8.self) == covered)
  }

  @Test func aBlockCommentBeforeCodeCoversItsLine() throws {
    let text = "/* pleolint:allow a -- b */ x\ny"
    let comment = try #require(comments(in: text, path: "a.js").first)
    #expect(comment.covered == 0..<29)
  }

  @Test func dataIsNoComment() {
    #expect(comments(in: "x = 'pleolint:allow a -- b'").isEmpty)
    #expect(comments(in: "{\"a\": \"pleolint:allow a -- b\"}", path: "a.json").isEmpty)
    #expect(comments(in: "pleolint:allow a -- b", path: "a.log").isEmpty)
    #expect(comments(in: "pleolint:allow a -- b", path: "a.md").isEmpty)
  }

  private static let url = "u = 'http\(":")//external.pleo.io'"

  private func results(_ text: String, now: Int = 1_795_219_200) throws -> [String] {
    var options = DetectorOptions(now: now)
    options.honoursSuppressions = true
    let detector = try Detector(.builtIn, options: options)
    var worker = try WorkerMemory()
    let bytes = Array(text.utf8)
    let traits = ArtifactTraits(path: "a.py", head: bytes.span)
    var assembler = ArtifactAssembler(path: "a.py")
    let window = Window(range: 0..<bytes.count, core: 0..<bytes.count, isWhole: true)
    assembler.add(try detector.scan(bytes.span, window, traits, using: &worker))
    let record = assembler.record(byteCount: bytes.count, isStream: false, status: .read)
    return record.findings.map { "\($0.ruleID)\($0.isSuppressed ? " suppressed" : "")" }
  }

  @Test func aSuppressionCoversItsRuleAlone() throws {
    let both = "u = 'http\(":")//open\("api").pleo.io/v1'"
    #expect(
      try results("\(both) # pleolint:allow pleo-plain-http, pleo-legacy-endpoint -- test")
        == ["pleo-plain-http suppressed", "pleo-legacy-endpoint suppressed"])
    #expect(
      try results("\(both) # pleolint:allow pleo-plain-http -- test")
        == ["pleo-plain-http suppressed", "pleo-legacy-endpoint"])
    #expect(
      try results("\(Self.url) # pleolint:allow pleo-plain-http -- test")
        == ["pleo-plain-http suppressed"])
    #expect(
      try results("\(Self.url) # pleolint:allow pleo-key-in-query -- test")
        == ["pleo-plain-http", "pleolint-suppression-unused"])
    #expect(
      try results("# pleolint:allow pleo-plain-http -- test\n\n\(Self.url)")
        == ["pleolint-suppression-unused", "pleo-plain-http"])
  }

  @Test func aSuppressionEndsWithItsLastDay() throws {
    let text = "\(Self.url) # pleolint:allow pleo-plain-http until=2026-11-20 -- test"
    #expect(try results(text, now: 1_795_219_199) == ["pleo-plain-http suppressed"])
    #expect(
      try results(text, now: 1_795_219_200) == ["pleo-plain-http", "pleolint-suppression-expired"])
  }

  @Test func theIDsOfASuppressionAreNoSignOfPleo() throws {
    let key = "plp_" + "1xgGy7y11NDNCgThLLH7ffjggKgX6xaa5v4N"
    #expect(
      try results("k = '\(key)' # pleolint:allow pleo-unattributed-key -- another's")
        == ["pleo-unattributed-key suppressed"])
    // What holds a value is looked at, and so is the reason.
    let value = "33e8c65240a" + "eabd569545811e04f5457dbceb872"
    #expect(
      try results("# pleolint:allow pleo-api-key=\(value)").contains("pleo-api-key"))
    #expect(
      try results("k = '\(key)' # pleolint:allow pleo-unattributed-key -- sent to Pleo")
        .contains("pleo-api-key"))
  }
}
