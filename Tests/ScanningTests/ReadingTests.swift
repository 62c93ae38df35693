import Findings
import Rules
import Testing

@testable import Scanning

/// A text in UTF-16 is read in both byte orders, and what is found is that of one text.
@Suite struct ReadingTests {
  private static let key = LayerTests.key
  private static let otherKey = "plp_" + "9sJq0Wm3RzTtY5bKc8VvXn2LhDfGa7Ee41Pu"

  /// How a text is written: its byte order, and what stands before it.
  enum Form: CaseIterable {
    case little, big, markedLittle, markedBig, littleAfterBytes, bigAfterBytes
    case littleAfterByte, bigAfterByte

    var isLittle: Bool {
      switch self {
      case .little, .markedLittle, .littleAfterBytes, .littleAfterByte: true
      case .big, .markedBig, .bigAfterBytes, .bigAfterByte: false
      }
    }

    var start: [UInt8] {
      switch self {
      case .little, .big: []
      case .markedLittle: [0xff, 0xfe]
      case .markedBig: [0xfe, 0xff]
      case .littleAfterBytes, .bigAfterBytes: Array("binary\n\u{1}".utf8)
      case .littleAfterByte, .bigAfterByte: Array("binary\u{1}".utf8)
      }
    }

    func bytes(_ text: String) -> [UInt8] {
      start
        + text.utf16.flatMap { unit in
          let pair = [UInt8(unit & 0xff), UInt8(unit >> 8)]
          return isLittle ? pair : pair.reversed()
        }
    }
  }

  /// Where one reading lacks the first letter, that was the sign of Pleo.
  static let texts = [
    "PLEO_API_KEY=\(key)\n", "PLEO_API_KEY=\(key)",
    "PLEO_API_KEY=\(key) # pleolint:allow pleo-api-key -- made up\n",
    "PLEO_API_KEY=%70\(key.dropFirst())\n", "日\(key)日\n", "日PLEO_API_KEY=\(key)日\n",
    "PLEO_WEBHOOK_SECRET=\(key)\n", "A=1\n# pleolint:allow pleo-api-key -- made up\nA=1\n",
    "PLEO_CLIENT_SECRET=\(key)\ncurl -u \(key): http" + "://external.pleo.io\n",
  ]

  @Test(arguments: Form.allCases, texts)
  func aTextIsReportedAsInUTF8(_ form: Form, _ text: String) throws {
    let plain = try wholeScan(Array(text.utf8), path: "a.env").findings
    let wide = try wholeScan(form.bytes(text), path: "a.env").findings
    #expect(!plain.isEmpty)
    #expect(wide.map(\.ruleID) == plain.map(\.ruleID))
    #expect(wide.map(\.suppression) == plain.map(\.suppression))
  }

  @Test func aRuleThatIsNotAskedForHasItsSecretInUTF16Too() throws {
    let wanted = try #require(RuleID(rawValue: "pleo-unattributed-key"))
    var options = DetectorOptions(now: 0)
    options.wanted = [wanted]
    let detector = try Detector(.builtIn, options: options)
    var worker = try WorkerMemory()
    for form in Form.allCases {
      let bytes = form.bytes("PLEO_API_KEY=\(Self.key)\n")
      let whole = 0..<bytes.count
      let scan = try detector.scan(
        bytes.span, Window(range: whole, core: whole, isWhole: true),
        ArtifactTraits(path: "a.env", head: bytes.span), using: &worker)
      #expect(scan.findings.isEmpty, "\(form)")
    }
  }

  @Test func aFileOfSeveralEncodingsHasTheFindingsOfAll() throws {
    let (first, second) = ("PLEO_API_KEY=\(Self.key)\n", "x = '\(Self.otherKey)'\n")
    for one in Form.allCases {
      for other in Form.allCases {
        for between in ["", "\n", "text\n"] {
          let bytes = one.bytes(first) + Array(between.utf8) + other.bytes(second)
          let keys = try wholeScan(bytes, path: "a.env").findings.compactMap { finding in
            finding.credential?.secret.reveal { String(decoding: $0, as: UTF8.self) }
          }
          #expect(keys == [Self.key, Self.otherKey], "\(one) \(between.count) \(other)")
        }
      }
    }
  }
}
