public import Findings

/// The lines of a text that a change adds, by number, from 1.
public struct AddedLines: Hashable, Sendable {
  /// In order, and none touches the next.
  private var ranges: [Range<Int>]

  /// Every line.
  public static var all: AddedLines { AddedLines(ranges: [1..<Int.max]) }
  /// No line.
  public static var none: AddedLines { AddedLines(ranges: []) }

  private init(ranges: [Range<Int>]) { self.ranges = ranges }

  /// True where a region has a part in one of them.
  public func meet(_ region: Region) -> Bool {
    ranges.contains { $0.lowerBound <= region.end.line && $0.upperBound > region.start.line }
  }

  /// The lines that are in both: what a merge adds to all of its parents.
  public func intersection(_ other: AddedLines) -> AddedLines {
    let shared = ranges.flatMap { range in other.ranges.map { range.clamped(to: $0) } }
    return AddedLines(ranges: shared.filter { !$0.isEmpty })
  }

  /// Reads what `git diff` writes of two blobs.
  ///
  /// Content cannot be taken for a header: each hunk says how many lines of both it has. Of what git
  /// takes to be binary, all lines are added; and of what holds a NUL, since in UTF-16 lines are others than
  /// those that git counts, where attributes say that it is text.
  ///
  /// - Returns: The lines, or nil where it is not known what was written.
  init?(diff: [UInt8]) {
    ranges = []
    if diff.isEmpty { return }
    if diff.contains(0) {
      self = .all
      return
    }
    var lines = diff.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    lines = lines.drop { !$0.starts(with: Self.hunk) && !$0.starts(with: Self.binary) }
    guard let first = lines.first else { return nil }
    if first.starts(with: Self.binary) {
      self = .all
      return
    }
    while let header = lines.first, header.starts(with: Self.hunk) {
      guard let added = Self.sides(of: header) else { return nil }
      lines = lines.dropFirst()
      guard read(&lines, removed: added.removed, from: added.line, count: added.count) else {
        return nil
      }
    }
    guard lines.allSatisfy(\.isEmpty) else { return nil }
  }

  /// Reads the lines of a hunk.
  private mutating func read(
    _ lines: inout ArraySlice<ArraySlice<UInt8>>, removed: Int, from line: Int, count: Int
  ) -> Bool {
    var (removed, line, left) = (removed, line, count)
    while removed > 0 || left > 0 {
      guard let text = lines.popFirst() else { return false }
      switch text.first {
      case UInt8(ascii: "-"): removed -= 1
      case UInt8(ascii: "+"):
        add(line)
        (line, left) = (line + 1, left - 1)
      case UInt8(ascii: " "): (removed, line, left) = (removed - 1, line + 1, left - 1)
      case UInt8(ascii: "\\"): break
      default: return false
      }
    }
    if lines.first?.first == UInt8(ascii: "\\") { lines.removeFirst() }
    return true
  }

  private mutating func add(_ line: Int) {
    if let last = ranges.last, last.upperBound == line {
      ranges[ranges.count - 1] = last.lowerBound..<line + 1
    } else {
      ranges.append(line..<line + 1)
    }
  }

  private static let hunk = Array("@@ -".utf8)
  private static let binary = Array("Binary files ".utf8)

  /// What a header `@@ -A,B +C,D @@` says: B, C and D.
  private static func sides(
    of header: ArraySlice<UInt8>
  ) -> (removed: Int, line: Int, count: Int)? {
    let fields = header.split(separator: UInt8(ascii: " "), maxSplits: 4)
    guard fields.count >= 4, let old = side(fields[1]), let new = side(fields[2]) else {
      return nil
    }
    return (old.count, new.line, new.count)
  }

  /// What `-A,B` or `+A` says; a count of 1 is left out.
  private static func side(_ field: ArraySlice<UInt8>) -> (line: Int, count: Int)? {
    let numbers = field.dropFirst().split(separator: UInt8(ascii: ","))
      .map { Int(String(decoding: $0, as: UTF8.self)) }
    guard let line = numbers.first ?? nil else { return nil }
    guard numbers.count > 1 else { return (line, 1) }
    return numbers[1].map { (line, $0) }
  }
}
