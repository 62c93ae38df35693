/// The name of an object: hexadecimal digits, 40 where it is a SHA-1 and 64 where it is a SHA-256.
public struct ObjectID: Hashable, Sendable {
  /// The digits, in ASCII.
  let digits: [UInt8]

  /// Takes digits, or nothing else: what is passed on to git can be no option and no path.
  public init?(_ digits: some Sequence<UInt8>) {
    let digits = Array(digits)
    guard digits.count == 40 || digits.count == 64, digits.allSatisfy(Self.isDigit) else {
      return nil
    }
    self.digits = digits
  }

  /// True for the name that stands for no object.
  public var isNull: Bool { digits.allSatisfy { $0 == UInt8(ascii: "0") } }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}

extension ObjectID: CustomStringConvertible {
  /// All digits.
  public var description: String { String(decoding: digits, as: UTF8.self) }
}
