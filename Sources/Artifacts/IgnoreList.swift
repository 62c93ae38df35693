/// The patterns of one ignore file.
struct IgnoreList: Sendable {
  private let patterns: [IgnorePattern]
  // The numbers of the patterns, split so that a path is tried against few of them: those whose
  // matches all end with one byte, and the others.
  private let numbersByLastByte: [[Int32]]
  private let otherNumbers: [Int32]

  /// Takes patterns in their order; the last that matches decides.
  init(_ patterns: [IgnorePattern]) {
    var byLastByte = [[Int32]](repeating: [], count: patterns.isEmpty ? 0 : 256)
    var others: [Int32] = []
    for (number, pattern) in patterns.enumerated() {
      if let byte = pattern.lastByte {
        byLastByte[Int(byte)].append(Int32(number))
      } else {
        others.append(Int32(number))
      }
    }
    self.patterns = patterns
    numbersByLastByte = byLastByte
    otherNumbers = others
  }

  /// Reads the text of an ignore file.
  init(text: [UInt8]) {
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    let body = text.starts(with: mark) ? text.dropFirst(mark.count) : text[...]
    self.init(body.split(separator: UInt8(ascii: "\n")).compactMap(Self.pattern))
  }

  /// True where there is no pattern.
  var isEmpty: Bool { patterns.isEmpty }

  /// Looks for the last pattern that matches a path.
  ///
  /// - Parameters:
  ///   - text: The path and what may stand around it.
  ///   - path: The part that is relative to where the file stands; not empty.
  ///   - name: The part of `path` after its last slash.
  ///   - isDirectory: True where it is a directory.
  /// - Returns: Whether the pattern ignores the path, or nil where none matches.
  func verdict(
    _ text: Span<UInt8>, path: Range<Int>, name: Range<Int>, isDirectory: Bool
  ) -> Bool? {
    guard !patterns.isEmpty else { return nil }
    let byte = Int(text[path.upperBound - 1])
    var (left, right) = (numbersByLastByte[byte].count, otherNumbers.count)
    while left > 0 || right > 0 {
      let a = left > 0 ? numbersByLastByte[byte][left - 1] : -1
      let b = right > 0 ? otherNumbers[right - 1] : -1
      if a > b { left -= 1 } else { right -= 1 }
      let number = Int(max(a, b))
      if patterns[number].isForDirectories && !isDirectory { continue }
      if patterns[number].matches(text, path: path, name: name) {
        return !patterns[number].isNegated
      }
    }
    return nil
  }

  private static func pattern(_ line: ArraySlice<UInt8>) -> IgnorePattern? {
    guard line.first != UInt8(ascii: "#") else { return nil }
    // Git's strings end at a NUL.
    var text = line.prefix { $0 != 0 }
    if text.count == line.count, text.last == UInt8(ascii: "\r") { text = text.dropLast() }
    return IgnorePattern(withoutTrailingSpaces(text))
  }

  /// The line up to the spaces at its end that no backslash protects.
  private static func withoutTrailingSpaces(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var (index, end) = (line.startIndex, line.startIndex)
    while index < line.endIndex {
      switch line[index] {
      case UInt8(ascii: " "): break
      case UInt8(ascii: "\\"):
        guard index + 1 < line.endIndex else { return line }
        index += 1
        end = index + 1
      default: end = index + 1
      }
      index += 1
    }
    return line[..<end]
  }
}
