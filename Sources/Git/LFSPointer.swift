/// What stands in a repository for a file that Git LFS keeps elsewhere.
public enum LFSPointer {
  /// True for a pointer and nothing else: what holds more is a file like any other.
  ///
  /// Source: the specification of Git LFS, version 1, without its extensions.
  public static func holds(_ bytes: [UInt8]) -> Bool {
    guard sizes.contains(bytes.count), bytes.last == UInt8(ascii: "\n") else { return false }
    let lines = bytes.dropLast()
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.count == 3, lines[0].elementsEqual(version),
      let digits = rest(of: lines[1], after: object), let size = rest(of: lines[2], after: size)
    else { return false }
    return digits.count == digitCount && digits.allSatisfy(isHexadecimal)
      && !size.isEmpty && size.allSatisfy(isDigit)
  }

  /// True for a pointer and nothing else.
  public static func holds(_ bytes: Span<UInt8>) -> Bool {
    guard sizes.contains(bytes.count) else { return false }
    return holds(bytes.indices.map { bytes[$0] })
  }

  /// How many bytes a pointer has: three lines, the last of them a number.
  static let sizes = 120...200
  private static let version = Array("version https://git-lfs.github.com/spec/v1".utf8)
  private static let object = Array("oid sha256:".utf8)
  private static let size = Array("size ".utf8)
  private static let digitCount = 64

  private static func rest(of line: ArraySlice<UInt8>, after start: [UInt8]) -> ArraySlice<UInt8>? {
    line.starts(with: start) ? line.dropFirst(start.count) : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }
}
