import TestSupport
import Testing

@testable import Scanning

/// Configuration that is broken, or made to be slow.
@Suite struct HostileConfigurationTests {
  static let formats: [ConfigurationFormat] = [
    .json, .yaml, .sections, .hcl, .xml, .dockerfile, .table,
  ]

  /// Expects that all that was read lies in the range, and in order.
  private func check(_ bytes: [UInt8], _ range: Range<Int>, as format: ConfigurationFormat) {
    let read = Configuration.read(bytes.span, range, as: format)
    var last = range.lowerBound
    var isSound = true
    for entry in read.entries {
      let path = read.path(of: entry)
      isSound = isSound && entry.value.lowerBound >= last && range.holds(entry.value)
      isSound = isSound && read.blocks.indices.contains(entry.block)
      isSound = isSound && (1...ConfigurationBuilder.deepest + 32).contains(path.count)
      isSound = isSound && path.allSatisfy(range.holds)
      last = entry.value.lowerBound
    }
    for (number, block) in read.blocks.enumerated() {
      isSound = isSound && range.holds(block.range)
      isSound = isSound && (number == 0 ? block.parent == nil : (block.parent ?? number) < number)
      isSound = isSound && read.blocks[block.parent ?? number].range.holds(block.range)
    }
    #expect(isSound, "\(format): \(ConfigurationTests.text(range, bytes).prefix(300))")
  }

  private static let pieces: [String] = [
    "a", "b_c", "pleo.key", "name", "value", "key", " ", "  ", "\t", "\n", "\n  ", "\n    ", "\r\n",
    ":", ": ", "=", " = ", ",", ";", "{", "}", "[", "]", "(", ")", "\"", "'", "\"\"\"", "'''",
    "\\", "#", " # ", "//", "/*", "*/", "- ", "\n- ", "|", ">", "|-\n", "&x ", "!y ", "*z", "---\n",
    "...", "{{", "}}", "${", "$", "%", "{%", "%}", "<%", "%>", "<", ">", "</", "/>", "<a", "<a b='",
    "<!--", "-->", "<![CDATA[", "]]>", "<key>", "</key>", "<string>", "<?", "<<EOF\n", "EOF\n",
    "ENV ", "ARG ", "A=x", "\n[", "]\n", "export ", "\u{FEFF}", "é", "\0", "==",
  ]

  @Test(.timeLimit(.minutes(2)), arguments: formats)
  func anyPiecesAreRead(format: ConfigurationFormat) {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<1_500 {
      var bytes: [UInt8] = []
      for _ in 0..<random.int(0..<40) {
        bytes += Array(random.element(of: Self.pieces).utf8)
        if random.int(0..<30) == 0 { bytes.append(UInt8(random.int(0..<256))) }
      }
      let start = random.int(0..<3) == 0 ? random.int(0..<bytes.count + 1) : 0
      check(bytes, start..<bytes.count, as: format)
    }
  }

  @Test func everyStartAndEndOfATextIsRead() {
    let tests = ConfigurationTests.self
    for (cases, format) in [
      (tests.json, ConfigurationFormat.json), (tests.yaml, .yaml), (tests.sections, .sections),
      (tests.hcl, .hcl), (tests.xml, .xml), (tests.dockerfiles, .dockerfile),
      (tests.tables, .table),
    ] {
      for text in cases {
        let bytes = Array(text.text.utf8)
        for end in 0...bytes.count { check(bytes, 0..<end, as: format) }
        for start in 0...bytes.count { check(bytes, start..<bytes.count, as: format) }
      }
    }
  }

  private static let repeated: [String] = [
    "{", "[", "(", "<a>", "<a b='", "- ", "a:{", "\n- - - ", "{\"a\":", "[{", "a {\n", "\"", "'",
    "a: \"\n", "a: '\n", "a: \"x\n 'y\n", "\"\\\" ", "{{", "{{{ ", "{%{{", "${", "a${", "<<A\n",
    "a = <<A\n", "a='''\n", "k \"x\n", "environment=\"", "k \"x\ny\"\n", "\"x\"\n", " \"x\n",
    " \"x\n y\"\n",
    "[a \"\\\"", "[a'\"", "a.", "a=\"\\\"\\\n", "a=\\\n", "\\\n", "<!--", "<![CDATA[", "</a",
    "a=[\n",
    "a: [\n", "a: |\n", "  a: |\n b\n", "ENV \\\n#\n", "ENV A=\"", "a ", "a:", "a=", "#", "/*",
    "]}",
    "<key>a</key>", "<a/>", "name: a\nvalue: b\n", "\n", " ", "\n ", "a: *b &c !d ", "? ", "=a",
    ",",
  ]

  @Test(.timeLimit(.minutes(2)), arguments: formats)
  func repeatedPiecesAreReadInLinearTime(format: ConfigurationFormat) {
    let clock = ContinuousClock()
    for piece in Self.repeated {
      let bytes = Array(String(repeating: piece, count: 30_000 / piece.utf8.count).utf8)
      let time = clock.measure { check(bytes, 0..<bytes.count, as: format) }
      // A quadratic reader takes minutes for one of these.
      #expect(time < .seconds(5), "\(format): \(piece.debugDescription)")
    }
  }

  @Test func whatIsNestedDeepIsReadAsInTheLastLevel() {
    for (open, close, after, format) in [
      ("{\"a\":", "}", "{\"b\":\"x\"}", ConfigurationFormat.json),
      ("a {\n", "}\n", "b = \"x\"", .hcl), ("<a>", "</a>", "<b>x</b>", .xml),
    ] {
      let deep = String(repeating: open, count: 100_000) + String(repeating: close, count: 100_000)
      #expect(ConfigurationTests.values(deep + after, format) == ["b = x"])
    }
  }

  @Test func deepIndentationIsReadAsInTheLastLevel() {
    let lines = (0..<1_000).map { String(repeating: " ", count: $0) + "a:\n" }
    #expect(ConfigurationTests.values(lines.joined() + "b: x", .yaml) == ["b = x"])
  }
}

extension Range<Int> {
  fileprivate func holds(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
