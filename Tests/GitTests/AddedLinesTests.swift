import Findings
import Testing

@testable import Git

@Suite struct AddedLinesTests {
  private static func region(_ lines: ClosedRange<Int>) -> Region {
    Region(
      byteRange: 0..<1, start: Position(line: lines.lowerBound, column: 1),
      end: Position(line: lines.upperBound, column: 2))
  }

  private static func met(_ diff: String, upTo last: Int) throws -> [Int] {
    let lines = try #require(AddedLines(diff: Array(diff.utf8)))
    return (1...last).filter { lines.meet(region($0...$0)) }
  }

  private let header = "diff --git a/1 b/2\nindex 1..2 100644\n--- a/1\n+++ b/2\n"

  @Test func eachHunkSaysWhereItsLinesAre() throws {
    let diff = header + "@@ -0,0 +1,2 @@\n+a\n+b\n@@ -5 +8 @@ some function\n-c\n+d\n"
    #expect(try Self.met(diff, upTo: 10) == [1, 2, 8])
  }

  @Test func contentThatLooksLikeAHeaderIsContent() throws {
    let diff = header + "@@ -1 +1,2 @@\n-x\n+@@ -0,0 +7,9 @@\n+-y\n@@ -9,2 +10,0 @@\n-a\n-b\n"
    #expect(try Self.met(diff, upTo: 20) == [1, 2])
  }

  @Test func aLastLineWithoutItsEndIsALine() throws {
    let diff =
      header
      + "@@ -3 +3 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"
    #expect(try Self.met(diff, upTo: 5) == [3])
  }

  @Test func contextIsNotAdded() throws {
    let diff = header + "@@ -1,3 +1,3 @@\n a\n-b\n+c\n d\n"
    #expect(try Self.met(diff, upTo: 5) == [2])
  }

  @Test func allOfWhatGitTakesForBinaryIsAdded() throws {
    let diff = "diff --git a/1 b/2\nindex 1..2 100644\nBinary files a/1 and b/2 differ\n"
    #expect(try Self.met(diff, upTo: 3) == [1, 2, 3])
  }

  @Test func nothingIsAddedByNothing() throws {
    #expect(try Self.met("", upTo: 3).isEmpty)
  }

  @Test(arguments: [
    "what?\n", "@@ -1 +1 @@\n-a\n", "@@ -x +1 @@\n-a\n+b\n", "@@ -1 +1 @@\n-a\n+b\n?\n",
  ])
  func whatIsNotUnderstoodIsNotPassedOver(_ diff: String) {
    #expect(AddedLines(diff: Array(diff.utf8)) == nil)
  }

  @Test func aRegionMeetsALineInItsMiddle() throws {
    let lines = try #require(AddedLines(diff: Array((header + "@@ -4,0 +5 @@\n+a\n").utf8)))
    #expect(lines.meet(Self.region(3...7)))
    #expect(!lines.meet(Self.region(1...4)))
    #expect(!lines.meet(Self.region(6...9)))
  }

  @Test func aMergeAddsWhatIsNewToBothSides() throws {
    let one = try #require(AddedLines(diff: Array("@@ -0,0 +1,3 @@\n+a\n+b\n+c\n".utf8)))
    let other = try #require(AddedLines(diff: Array("@@ -1,0 +3,2 @@\n+c\n+d\n".utf8)))
    let both = one.intersection(other)
    #expect((1...5).filter { both.meet(Self.region($0...$0)) } == [3])
    #expect(one.intersection(.all) == one)
    #expect(one.intersection(.none) == .none)
  }
}
