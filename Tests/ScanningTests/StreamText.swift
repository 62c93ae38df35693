import Rules
import TestSupport

/// A large random text with what the rules describe planted in it.
struct StreamText {
  /// How the text is written.
  enum Encoding: CaseIterable {
    case utf8, utf8WithMark, utf16Little, utf16Big, utf16LittleWithMark
    /// After an odd number of bytes of something else.
    case utf16Embedded
  }

  /// What stands between what is planted.
  enum Filler: CaseIterable {
    case logLines, giantLines, windowsLines, noise, names
  }

  private(set) var bytes: [UInt8] = []
  /// Where something was planted.
  private(set) var plants: [Range<Int>] = []

  /// On a line of its own, so that nothing beside it makes another word of it.
  private static let key = Array(("\nplp" + "_" + "1xgGy7y11NDNCgThLLH7ffjggAX6xB5v4N\n").utf8)

  private let encoding: Encoding
  private let filler: Filler
  /// True where some of what is planted is encoded once more.
  private let wraps: Bool
  private var random: SeededGenerator

  init(
    seed: UInt64, size: Int, encoding: Encoding, filler: Filler, plantEvery distance: Int,
    wraps: Bool = false
  ) {
    (self.encoding, self.filler, self.wraps) = (encoding, filler, wraps)
    random = SeededGenerator(seed: seed)
    addStart()
    var next = random.int(0..<distance)
    while bytes.count < size {
      if bytes.count >= next {
        addPlant()
        next = bytes.count + random.int(0..<2 * distance)
      } else {
        add(fillerBytes())
      }
    }
  }

  /// Some offsets to cut at, most of them in or beside what was planted.
  mutating func cuts(_ count: Int) -> [Int] {
    (0..<count).map { number in
      guard number % 5 > 0, !plants.isEmpty else { return random.int(1..<bytes.count) }
      let plant = random.element(of: plants)
      return random.int(max(1, plant.lowerBound - 40)..<plant.upperBound + 40)
    }
  }

  private mutating func addStart() {
    switch encoding {
    case .utf8, .utf16Little, .utf16Big: break
    case .utf8WithMark, .utf16LittleWithMark: add(Array("\u{FEFF}".utf8))
    case .utf16Embedded: bytes += Array("binary\n\u{1}".utf8) + [0]
    }
  }

  private mutating func addPlant() {
    let start = bytes.count
    add(plant())
    plants.append(start..<bytes.count)
    // Not always with an end of line: what comes next may stand right beside it.
    if random.int(0..<3) > 0 { add([10]) }
  }

  /// The first is found in any stream: of those that are drawn all may be silent there.
  private mutating func plant() -> [UInt8] {
    guard !plants.isEmpty else { return Self.key }
    let texts = random.int(0..<2) > 0 ? RuleSet.exposingTexts : RuleSet.exampleTexts
    let text = random.element(of: texts)
    guard wraps, random.int(0..<4) > 0 else { return text }
    let stack = (0..<random.int(1..<3)).map { _ in
      random.element(of: ScanningTests.Encoding.allCases)
    }
    return MarkedBytes(String(decoding: text, as: UTF8.self)).encoded(stack).bytes
  }

  private mutating func add(_ text: [UInt8]) {
    switch encoding {
    case .utf8, .utf8WithMark: bytes += text
    case .utf16Little, .utf16LittleWithMark, .utf16Embedded:
      for unit in String(decoding: text, as: UTF8.self).utf16 {
        bytes += [UInt8(unit & 0xff), UInt8(unit >> 8)]
      }
    case .utf16Big:
      for unit in String(decoding: text, as: UTF8.self).utf16 {
        bytes += [UInt8(unit >> 8), UInt8(unit & 0xff)]
      }
    }
  }

  private mutating func fillerBytes() -> [UInt8] {
    switch filler {
    case .logLines: Array((logLine() + "\n").utf8)
    case .windowsLines: Array((logLine() + "\r\n").utf8)
    case .giantLines:
      Array((words(400) + (random.int(0..<300) == 0 ? "\n" : " ")).utf8)
    case .noise: noise()
    case .names: Array((namesOrWords() + (random.int(0..<4) == 0 ? "\n" : " ")).utf8)
    }
  }

  private mutating func logLine() -> String {
    let start = random.int(0..<6) == 0 ? "  at " : "2026-03-14T08:11:52Z INFO "
    return start + words(random.int(3..<30))
  }

  private mutating func words(_ count: Int) -> String {
    let words = [
      "request", "took", "12ms", "ünïcödé", "日本語", "😀", "multipleOf", "peopleOps", "empleo",
      "id=7f", "\\u003d", "%3D", "plp", "key", "ਊ", "Ċ", "a\\",
    ]
    return (0..<count).map { _ in random.element(of: words) }.joined(separator: " ")
  }

  private mutating func namesOrWords() -> String {
    random.int(0..<80) == 0 ? names(30) : words(100)
  }

  private mutating func names(_ count: Int) -> String {
    let names = [
      "pleo", "pleoApi", "PLEO_API_KEY", "myPleoClient", "pleo.api_key", "pleo_token =", "Pleo(",
      "external.pleo.io", "https://open\("api").pleo.io/v1", "empleo", "plp_id", "PleoTokens:",
      "pleo-key",
    ]
    return (0..<count).map { _ in random.element(of: names) }.joined(separator: " ")
  }

  private mutating func noise() -> [UInt8] {
    (0..<200).map { _ in
      // Few line ends, and many bytes that are no UTF-8 where they stand.
      random.int(0..<3) == 0 ? UInt8(random.int(0x80..<0x100)) : UInt8(random.int(0..<0x80))
    }
  }
}
