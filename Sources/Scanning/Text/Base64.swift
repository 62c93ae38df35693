/// Base64 as RFC 4648 has it: both alphabets, padded or not.
enum Base64 {
  /// The bytes that a text stands for, or nil where it is no base64.
  static func decode(_ text: [UInt8]) -> [UInt8]? {
    let digits = text.prefix { $0 != UInt8(ascii: "=") }
    guard digits.count % 4 != 1, text.count - digits.count <= 2 else { return nil }
    guard text.dropFirst(digits.count).allSatisfy({ $0 == UInt8(ascii: "=") }) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count * 3 / 4)
    var (bits, count) = (UInt32(0), 0)
    for digit in digits {
      guard let value = value(of: digit) else { return nil }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }

  /// What stands in every base64 text of bytes that hold a literal.
  ///
  /// There is one form for each of the three places at which the literal may start in a group of three
  /// bytes, and another where the URL-safe alphabet writes it otherwise. The digits that a literal
  /// shares with its neighbours are left out.
  static func forms(of literal: [UInt8]) -> [[UInt8]] {
    (0..<3).flatMap { forms(of: literal, after: $0) }
  }

  /// The forms of a literal that starts so many bytes after the start of a group of three.
  static func forms(of literal: [UInt8], after before: Int) -> [[UInt8]] {
    let padded = [UInt8](repeating: 0, count: before) + literal
    let last = padded.count * 8 / 6
    let form = (firstDigit(after: before)..<last).map { digit(at: $0, of: padded) }
    let safe = form.map { $0 == 0x2b ? 0x2d : $0 == 0x2f ? 0x5f : $0 }
    return form == safe ? [form] : [form, safe]
  }

  /// The first digit of a group that depends on nothing before a literal.
  static func firstDigit(after before: Int) -> Int { (before * 8 + 5) / 6 }

  private static func digit(at index: Int, of bytes: [UInt8]) -> UInt8 {
    let bit = index * 6
    let pair =
      UInt16(bytes[bit / 8]) << 8 | UInt16(bit / 8 + 1 < bytes.count ? bytes[bit / 8 + 1] : 0)
    return alphabet[Int(pair >> UInt16(10 - bit % 8)) & 63]
  }

  private static func value(of digit: UInt8) -> UInt32? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
