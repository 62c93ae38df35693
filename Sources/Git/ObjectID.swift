internal import Findings

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

  /// True for a digit of a name.
  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}

extension ObjectID {
  /// Takes a name as git stores it: 20 or 32 bytes.
  init(packed bytes: some Sequence<UInt8>) {
    digits = Hexadecimal.characters(of: Array(bytes))
  }

  /// The name as git stores it.
  var packed: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: digits.count / 2)
    _ = Self.pack(digits.span, into: &bytes)
    return bytes
  }

  /// Its first 16 bytes, the highest first: no two objects have the same.
  public var words: (UInt64, UInt64) {
    func word(_ digits: ArraySlice<UInt8>) -> UInt64 {
      digits.reduce(0) { $0 << 4 | UInt64(Self.value(of: $1) ?? 0) }
    }
    return (word(digits[0..<16]), word(digits[16..<32]))
  }

  /// Writes the bytes of a name that stands in digits at the front of an array; false for anything else.
  static func pack(_ digits: borrowing Span<UInt8>, into bytes: inout [UInt8]) -> Bool {
    guard digits.count == 2 * bytes.count else { return false }
    for index in bytes.indices {
      guard let high = value(of: digits[2 * index]), let low = value(of: digits[2 * index + 1])
      else { return false }
      bytes[index] = high << 4 | low
    }
    return true
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}

extension ObjectID: CustomStringConvertible {
  /// All digits.
  public var description: String { String(decoding: digits, as: UTF8.self) }
}

extension Sequence<ObjectID> {
  /// Their digits, a line each, as git takes them on standard input.
  var lines: [UInt8] { lines(after: []) }

  /// The same of what git is to leave out, with all that they reach.
  var linesToLeaveOut: [UInt8] { lines(after: [UInt8(ascii: "^")]) }

  private func lines(after sign: [UInt8]) -> [UInt8] {
    var lines: [UInt8] = []
    for id in self {
      lines += sign
      lines += id.digits
      lines.append(UInt8(ascii: "\n"))
    }
    return lines
  }
}
