import Testing

@testable import Scanning

@Suite struct CapturesTests {
  /// The captures of the first match in a text.
  private func captures(_ source: String, in text: String) throws -> Captures {
    let bytes = Array(text.utf8)
    var worker = try WorkerMemory()
    let outcome = try worker.match(
      source, in: bytes.span, 0...bytes.count, end: bytes.count, around: 0)
    guard case .found = outcome else { return .none }
    return worker.lastGroups
  }

  @Test func aGroupIsKnownByItsName() throws {
    let captures = try captures("(x)?(?<name>[a-z]+)=(?<secret>[0-9]+)", in: " key=42")
    #expect(captures["name"] == 1..<4)
    #expect(captures["secret"] == 5..<7)
    #expect(captures["value"] == nil)
  }

  @Test func aGroupThatTookNoPartHasNoRange() throws {
    let captures = try captures("(?<name>[a-z]+)(?<secret>=[0-9]+)?", in: "key")
    #expect(captures["secret"] == nil)
    #expect(captures.mapValues(\.count) == ["name": 3])
  }
}
