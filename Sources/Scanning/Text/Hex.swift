/// Reads bytes that are written as two hexadecimal digits each, in either case.
enum Hex {
  /// The bytes that a text stands for, or nil where it is no hex.
  static func decode(_ text: [UInt8]) -> [UInt8]? {
    guard text.count.isMultiple(of: 2), text.allSatisfy(\.isHexDigit) else { return nil }
    return stride(from: 0, to: text.count, by: 2).map { value(text[$0]) << 4 | value(text[$0 + 1]) }
  }

  private static func value(_ digit: UInt8) -> UInt8 {
    digit.isDigit ? digit - 0x30 : (digit | 0x20) - 0x61 + 10
  }
}
