/// Bytes and numbers in lowercase hexadecimal digits.
package enum Hexadecimal {
  /// Two digits a byte.
  package static func digits(of bytes: [UInt8]) -> String {
    String(decoding: characters(of: bytes), as: UTF8.self)
  }

  /// The same digits, in ASCII.
  package static func characters(of bytes: [UInt8]) -> [UInt8] {
    var digits: [UInt8] = []
    digits.reserveCapacity(2 * bytes.count)
    for byte in bytes {
      digits.append(digit(byte >> 4))
      digits.append(digit(byte & 0xf))
    }
    return digits
  }

  /// As many digits as the type has, leading zeros included.
  package static func digits<Number: FixedWidthInteger & UnsignedInteger>(of number: Number)
    -> String
  {
    let shifts = stride(from: Number.bitWidth - 8, through: 0, by: -8)
    return digits(of: shifts.map { UInt8(truncatingIfNeeded: number >> Number($0)) })
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
