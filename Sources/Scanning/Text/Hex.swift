/// Bytes as two hexadecimal digits each.
enum Hex {
  /// The bytes that a text stands for, or nil where it is no hex.
  static func decode(_ text: [UInt8]) -> [UInt8]? {
    guard text.count.isMultiple(of: 2), text.allSatisfy(\.isHexDigit) else { return nil }
    return stride(from: 0, to: text.count, by: 2).map { value(text[$0]) << 4 | value(text[$0 + 1]) }
  }

  /// How bytes are written, in lowercase.
  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }

  private static func value(_ digit: UInt8) -> UInt8 {
    digit.isDigit ? digit - 0x30 : (digit | 0x20) - 0x61 + 10
  }
}
