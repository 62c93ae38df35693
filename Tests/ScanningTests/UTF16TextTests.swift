import TestSupport
import Testing

@testable import Scanning

@Suite struct UTF16TextTests {
  private func stored(_ units: [UInt16], _ order: UTF16Text.ByteOrder) -> [UInt8] {
    units.flatMap { unit in
      let (low, high) = (UInt8(unit & 0xff), UInt8(unit >> 8))
      return order == .little ? [low, high] : [high, low]
    }
  }

  @Test(arguments: [UTF16Text.ByteOrder.little, .big])
  func textIsReadInItsByteOrder(_ order: UTF16Text.ByteOrder) {
    let text = "pleo é 日本 😀 ende"
    let decoded = UTF16Text(stored(Array(text.utf16), order).span, from: 0, order: order)
    #expect(decoded.utf8 == Array(text.utf8))
  }

  @Test func aLoneSurrogateIsAReplacementOfOneUnit() {
    let texts: [[UInt16]] = [
      [0x61, 0xd83d, 0x62], [0x61, 0xde00, 0x62], [0xd83d, 0xd83d, 0xde00], [0xd83d],
    ]
    for units in texts {
      let text = UTF16Text(stored(units, .little).span, from: 0, order: .little)
      #expect(text.utf8 == Array(String(decoding: units, as: UTF16.self).utf8))
    }
  }

  @Test func halfAUnitAtTheEndIsLeftOut() {
    let text = UTF16Text([0x61, 0, 0x62].span, from: 0, order: .little)
    #expect(text.utf8 == [0x61])
    #expect(UTF16Text([0x61].span, from: 0, order: .little).utf8 == [])
    #expect(UTF16Text([0x61].span, from: 1, order: .big).utf8 == [])
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func everyCharacterKnowsWhereItCameFromAndBack(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let start = random.int(0..<2)
    let units = (0..<random.int(0..<1500)).map { _ in
      random.element(of: [0x61, 0x0a, 0xe9, 0x65e5, 0xd83d, 0xde00, 0xd800, 0xfeff] as [UInt16])
    }
    let bytes = Array(repeating: UInt8(7), count: start) + stored(units, .big)
    let text = UTF16Text(bytes.span, from: start, order: .big)
    var (place, origin) = (0, start)
    for scalar in String(decoding: units, as: UTF16.self).unicodeScalars {
      #expect(text.origin(of: place..<place).lowerBound == origin)
      #expect(text.place(ofOrigin: origin) == place)
      // An offset inside of a character belongs to the next.
      #expect(text.place(ofOrigin: origin + 1) == place + UTF8.width(scalar))
      place += UTF8.width(scalar)
      origin += 2 * UTF16.width(scalar)
    }
    #expect(place == text.utf8.count)
    #expect(text.origin(of: 0..<place) == start..<origin)
    #expect(text.place(ofOrigin: origin) == place)
    #expect(text.place(ofOrigin: 0) == 0)
  }

  @Test func theByteOrderIsToldByAMarkOrByZeros() {
    #expect(UTF16Text.byteOrder(of: [0xff, 0xfe].span) == .little)
    #expect(UTF16Text.byteOrder(of: [0xfe, 0xff, 0, 0x61].span) == .big)
    #expect(UTF16Text.byteOrder(of: stored(Array("url=x\n".utf16), .little).span) == .little)
    #expect(UTF16Text.byteOrder(of: stored(Array("url=x\n".utf16), .big).span) == .big)
    #expect(UTF16Text.byteOrder(of: Array("url=x\npleo".utf8).span) == nil)
    #expect(UTF16Text.byteOrder(of: [UInt8](repeating: 0, count: 64).span) == nil)
    #expect(UTF16Text.byteOrder(of: Span()) == nil)
  }
}

extension UTF8 {
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int { String(scalar).utf8.count }
}

extension UTF16 {
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int { String(scalar).utf16.count }
}
