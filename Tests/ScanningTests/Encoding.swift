/// A way to write bytes that hides them from who looks for them as they are.
enum Encoding: CaseIterable, Sendable {
  /// Percent escapes of all but letters and digits, and of everything.
  case percent, percentAll
  /// The inside of a JSON string.
  case json
  /// `\u0070`, `\u{70}` and `\x70` for every character.
  case unicode, unicodeBraces, hexEscapes
  /// Entities for all but letters and digits, and for everything.
  case entities, entitiesAll
  /// Digits for the whole.
  case hex, upperHex, base64, urlSafeBase64
  /// Base64 in lines of 76.
  case wrappedBase64

  /// True where a run of digits stands for the whole.
  var isRun: Bool {
    switch self {
    case .hex, .upperHex, .base64, .urlSafeBase64, .wrappedBase64: true
    default: false
    }
  }

  /// True where no character is left as it is.
  var isWhole: Bool {
    switch self {
    case .percentAll, .unicode, .unicodeBraces, .hexEscapes, .entitiesAll: true
    default: false
    }
  }
}

/// Bytes of which some are marked, through all encodings.
struct MarkedBytes: Sendable {
  private(set) var bytes: [UInt8] = []
  private var marks: [Bool] = []

  static func + (left: MarkedBytes, right: MarkedBytes) -> MarkedBytes {
    var both = left
    both.bytes += right.bytes
    both.marks += right.marks
    return both
  }

  init(_ text: String, isMarked: Bool = false) {
    bytes = Array(text.utf8)
    marks = bytes.map { _ in isMarked }
  }

  private init(_ pieces: [(bytes: [UInt8], isMarked: Bool)]) {
    bytes = pieces.flatMap(\.bytes)
    marks = pieces.flatMap { piece in piece.bytes.map { _ in piece.isMarked } }
  }

  /// From the first marked byte to the last.
  var region: Range<Int> {
    guard let first = marks.firstIndex(of: true), let last = marks.lastIndex(of: true) else {
      return 0..<0
    }
    return first..<last + 1
  }

  func encoded(_ encoding: Encoding) -> MarkedBytes {
    switch encoding {
    case .base64: digits(6, Self.alphabet, padded: true)
    case .urlSafeBase64: digits(6, Self.urlAlphabet, padded: false)
    case .wrappedBase64: digits(6, Self.alphabet, padded: true).wrapped(76)
    case .hex: digits(4, Array("0123456789abcdef".utf8), padded: false)
    case .upperHex: digits(4, Array("0123456789ABCDEF".utf8), padded: false)
    default: escaped(encoding)
    }
  }

  func encoded(_ stack: [Encoding]) -> MarkedBytes { stack.reduce(self) { $0.encoded($1) } }

  private func escaped(_ encoding: Encoding) -> MarkedBytes {
    MarkedBytes(
      zip(bytes, marks).map { byte, isMarked in
        (Array(Self.escape(byte, encoding).utf8), isMarked)
      })
  }

  private static func escape(_ byte: UInt8, _ encoding: Encoding) -> String {
    let plain = String(Unicode.Scalar(byte))
    let isWord = Character(plain).isLetter || Character(plain).isNumber
    let hex = String(byte, radix: 16)
    let two = hex.count < 2 ? "0" + hex : hex
    return switch encoding {
    case .percent where isWord, .entities where isWord: plain
    case .percent, .percentAll: "%" + two.uppercased()
    case .json where "\"\\/".contains(plain): "\\" + plain
    case .json: byte == 10 ? "\\n" : plain
    case .unicode: "\\u00" + two
    case .unicodeBraces: "\\u{" + hex + "}"
    case .hexEscapes: "\\x" + two
    case .entities: "&#x" + hex + ";"
    case .entitiesAll: "&#\(byte);"
    case .hex, .upperHex, .base64, .urlSafeBase64, .wrappedBase64: plain
    }
  }

  private func digits(_ bits: Int, _ alphabet: [UInt8], padded: Bool) -> MarkedBytes {
    let count = (bytes.count * 8 + bits - 1) / bits
    var pieces = (0..<count).map { index -> ([UInt8], Bool) in
      let places = index * bits..<(index + 1) * bits
      let value = places.reduce(0) { value, place in
        let bit = place / 8 < bytes.count ? Int(bytes[place / 8] >> UInt8(7 - place % 8)) & 1 : 0
        return value << 1 | bit
      }
      let isMarked = places.contains { $0 / 8 < marks.count && marks[$0 / 8] }
      return ([alphabet[value]], isMarked)
    }
    let missing = padded ? (4 - count % 4) % 4 : 0
    pieces += (0..<missing).map { _ in (Array("=".utf8), marks.last ?? false) }
    return MarkedBytes(pieces)
  }

  private func wrapped(_ width: Int) -> MarkedBytes {
    let pieces = zip(bytes, marks).enumerated().map { place, pair -> ([UInt8], Bool) in
      (place > 0 && place % width == 0 ? [10, pair.0] : [pair.0], pair.1)
    }
    return MarkedBytes(pieces)
  }

  private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
  private static let alphabet = Array((letters + "+/").utf8)
  private static let urlAlphabet = Array((letters + "-_").utf8)
}
