import Testing

@testable import Scanning

@Suite struct LogRecordTests {
  /// The lines of the record around the first place of a word.
  private static func record(around word: String, _ text: String) throws -> String {
    let bytes = Array(text.utf8)
    let place = try #require(text.firstRange(of: word))
    let start = text.utf8.distance(from: text.startIndex, to: place.lowerBound)
    let range = LogRecord.range(around: start..<start + word.utf8.count, in: bytes.span)
    return String(decoding: bytes[range], as: UTF8.self)
  }

  @Test func aLineIsARecord() throws {
    let text = "one\ntwo WORD\nthree"
    #expect(try Self.record(around: "WORD", text) == "two WORD")
    #expect(try Self.record(around: "one", text) == "one")
    #expect(try Self.record(around: "three", text) == "three")
  }

  @Test(arguments: ["first", "WORD", "last"])
  func linesThatStartBlankGoOnWithIt(_ word: String) throws {
    let text = "before\nfirst\n  WORD\n\tlast\nafter"
    #expect(try Self.record(around: word, text) == "first\n  WORD\n\tlast")
  }

  @Test(arguments: ["first", "WORD", "last"], ["\n", "\r\n"])
  func aBackslashGoesOnInTheNextLine(_ word: String, _ end: String) throws {
    let text = ["before", #"first \"#, #"WORD \"#, "last", "after"].joined(separator: end)
    let record = [#"first \"#, #"WORD \"#, "last"].joined(separator: end)
    #expect(try Self.record(around: word, text).trimmingSuffix("\r") == record)
  }

  @Test func whatCurlSendsIsOneRecord() throws {
    let text = "* Connected\n> GET / HTTP/1.1\n> Host: WORD\n>\n< HTTP/1.1 200"
    #expect(try Self.record(around: "WORD", text) == "> GET / HTTP/1.1\n> Host: WORD")
  }

  @Test func aRecordIsCutWhereItIsLong() throws {
    let lines = Array(repeating: "  " + String(repeating: "x", count: 998), count: 400)
    let bytes = Array(lines.joined(separator: "\n").utf8)
    let range = LogRecord.range(around: 200_000..<200_004, in: bytes.span)
    #expect(range.count > 120 * 1024 && range.count < 132 * 1024)
    #expect(range.contains(200_000))
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }

  @Test func whatIsFoundInRecordsOfAStreamKnowsThemAlone() throws {
    let text = "zero\none KEY\n  HOST\ntwo\nthree KEY\nfour HOST\nfive"
    let places = text.utf8.indices.filter {
      text[$0...].hasPrefix("KEY") || text[$0...].hasPrefix("HOST")
    }.map { text.utf8.distance(from: text.startIndex, to: $0) }
    let bytes = Array(text.utf8)
    let map = SourceReader.readRecords(
      bytes.span, around: places.map { $0..<$0 + 3 }, isLog: true)
    #expect(map.isOneRequest(places[0], places[1]))
    #expect(!map.isOneRequest(places[1], places[2]))
    #expect(!map.isOneRequest(places[2], places[3]))
    let ranges = places.map { map.requestRange(at: $0, end: bytes.count) }
    let records = ["one KEY\n  HOST\n", "one KEY\n  HOST\n", "three KEY\n", "four HOST\n"]
    #expect(ranges.map { String(decoding: bytes[$0], as: UTF8.self) } == records)
  }
}
