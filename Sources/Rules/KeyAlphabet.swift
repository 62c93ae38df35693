/// The characters that a key is made of.
public struct KeyAlphabet: Hashable, Sendable {
  /// The characters, all ASCII, in order.
  public let characters: [UInt8]

  /// The letters, the digits, `_` and `-`.
  public static let urlSafe = KeyAlphabet(
    characters: (0x21...0x7e).filter { isLetterOrDigit($0) || $0 == 0x5f || $0 == 0x2d })

  init(characters: [UInt8]) { self.characters = characters }

  /// Reads an alphabet as an expression writes a class, without its brackets: `A-Za-z0-9_-`.
  ///
  /// A hyphen at either end stands for itself. What tokens are made of (RFC 6750) is allowed, and `_`:
  /// letters, digits and `-._~+/=`. For anything else, and for a range that goes down, it is nil.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    var characters: Set<UInt8> = []
    var index = 0
    while index < bytes.count {
      let isRange = index + 2 < bytes.count && bytes[index + 1] == 0x2d
      let last = isRange ? bytes[index + 2] : bytes[index]
      guard bytes[index] <= last else { return nil }
      characters.formUnion(bytes[index]...last)
      index += isRange ? 3 : 1
    }
    guard characters.contains(where: Self.isLetterOrDigit) else { return nil }
    guard characters.allSatisfy({ Self.isLetterOrDigit($0) || "-._~+/=".utf8.contains($0) }) else {
      return nil
    }
    self.init(characters: characters.sorted())
  }

  /// True where every character of another alphabet is in this one.
  public func contains(_ other: KeyAlphabet) -> Bool {
    Set(characters).isSuperset(of: other.characters)
  }

  /// How an expression writes the class.
  var expression: String {
    var text = "["
    var rest = characters[...]
    while let first = rest.first {
      let run = zip(rest.indices, rest).prefix { index, byte in
        Int(byte) - Int(first) == index - rest.startIndex
      }.count
      text += Self.escaped(first)
      if run > 2 { text += "-" + Self.escaped(first + UInt8(run) - 1) }
      rest = rest.dropFirst(run > 2 ? run : 1)
    }
    return text + "]"
  }

  private static func escaped(_ byte: UInt8) -> String {
    let text = String(UnicodeScalar(byte))
    return byte == UInt8(ascii: "-") ? "\\-" : text
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20)
  }
}
