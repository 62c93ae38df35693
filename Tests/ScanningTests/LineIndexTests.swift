import TestSupport
import Testing

@testable import Scanning

@Suite struct LineIndexTests {
  /// The line and column, from 0, as counting each character gives them.
  private func place(of offset: Int, in bytes: [UInt8]) -> LineIndex.Place {
    let before = bytes[..<offset]
    let start = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
    return LineIndex.Place(
      line: before.count { $0 == 10 },
      column: String(decoding: bytes[start..<offset], as: UTF8.self).utf16.count)
  }

  @Test func placesAreFoundInAnyOrder() {
    let text = "a\né😀x\r\n日本\n\nend"
    let bytes = Array(text.utf8)
    var lines = LineIndex(from: 0)
    var offsets: [Int] = []
    var offset = 0
    for scalar in text.unicodeScalars {
      offsets.append(offset)
      offset += String(scalar).utf8.count
    }
    for offset in offsets + offsets.reversed() + [bytes.count, 0] {
      #expect(lines.place(of: offset, in: bytes.span) == place(of: offset, in: bytes))
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func aPlaceDoesNotDependOnThoseAskedBefore(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet: [UInt8] =
      [0x61, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xff] + (seed > 3 ? [10] : [])
    let bytes = (0..<200).map { _ in random.element(of: alphabet) }
    for units in [CodeUnits.bytes, .pairs(.little, parity: 0), .pairs(.big, parity: 1)] {
      var lines = LineIndex(from: 50, units: units)
      for _ in 0..<300 {
        let offset = random.int(0..<bytes.count + 1)
        var fresh = LineIndex(from: 50, units: units)
        #expect(lines.place(of: offset, in: bytes.span) == fresh.place(of: offset, in: bytes.span))
      }
    }
  }

  @Test func linesBeforeTheOriginAreNegative() {
    let bytes = Array("ab\ncd\nef".utf8)
    var lines = LineIndex(from: 4)
    #expect(lines.place(of: 4, in: bytes.span) == LineIndex.Place(line: 0, column: 0))
    #expect(lines.place(of: 3, in: bytes.span) == LineIndex.Place(line: 0, column: -1))
    #expect(lines.place(of: 1, in: bytes.span) == LineIndex.Place(line: -1, column: 1))
    #expect(lines.place(of: 7, in: bytes.span) == LineIndex.Place(line: 1, column: 1))
  }

  @Test(arguments: [
    (Array("aé日😀".utf8), 5), ([0x80, 0xbf], 2), ([0xc3], 1), ([0xc3, 0x28], 2),
    ([0xe2, 0x82], 2), ([0xe2, 0x82, 0xac], 1), ([0xf0, 0x9f, 0x98], 3), ([0xc0, 0xaf], 2),
    ([0xed, 0xa0, 0x80], 3), ([0xf4, 0x90, 0x80, 0x80], 4), ([0xe0, 0x80, 0x80], 3),
    ([0xff, 0xfe], 2), ([0xf0, 0x9f, 0x98, 0x80], 2), ([], 0),
  ])
  func aByteThatIsNoCharacterCountsAsOne(bytes: [UInt8], units: Int) {
    #expect(bytes.span.utf16Length(of: 0..<bytes.count) == units)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func partsAddUpWhereverTheyAreCut(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet: [UInt8] = [0x61, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xff]
    let bytes = (0..<120).map { _ in random.element(of: alphabet) }
    let all = bytes.span.utf16Length(of: 0..<bytes.count)
    for cut in 0...bytes.count {
      let parts =
        bytes.span.utf16Length(of: 0..<cut) + bytes.span.utf16Length(of: cut..<bytes.count)
      #expect(parts == all)
    }
  }

  @Test func pairsAreCountedAsPairs() {
    let bytes = Array("x".utf8) + "aĊ😀\nb\r\nc".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let units = CodeUnits.pairs(.little, parity: 1)
    #expect(units.lineEndCount(in: bytes.span, 0..<bytes.count) == 2)
    #expect(units.utf16Length(of: 1..<bytes.count, in: bytes.span) == 9)
    // Cut in the middle of a pair, each is counted where it starts.
    for cut in 1...bytes.count {
      let (left, right) = (1..<cut, cut..<bytes.count)
      #expect(
        units.lineEndCount(in: bytes.span, left) + units.lineEndCount(in: bytes.span, right) == 2)
      #expect(
        units.utf16Length(of: left, in: bytes.span) + units.utf16Length(of: right, in: bytes.span)
          == 9)
    }
    #expect(units.lineStart(of: 13, in: bytes.span) == 11)
    #expect(units.lineStart(of: 11, in: bytes.span) == 11)
    #expect(units.lineStart(of: 9, in: bytes.span) == 1)
  }
}
