import Rules
import Testing

@testable import Scanning

@Suite struct GateTableTests {
  typealias Gate = EvidencePattern.Gate

  /// Whether each of some gates is open to the keyword `pleo` in a text.
  private static func open(_ gates: [Gate], _ text: String) throws -> [Bool] {
    let table = GateTable(gates)
    let bytes = Array(text.utf8)
    let keyword = Array("pleo".utf8)
    let start = try #require(bytes.indices.first { bytes[$0...].starts(with: keyword) })
    let all = gates.map(table.bits(of:))
    let asked = all.reduce(GateTable.Bits(), |)
    let found = table.bits(around: start..<start + 4, of: bytes.span, asked: asked)
    return all.map { $0.areAll(in: found) }
  }

  @Test func aGateThatAsksNothingIsOpen() throws {
    #expect(try Self.open([Gate(), Gate(holds: ["token"])], "pleo") == [true, true])
  }

  @Test func literalsStandRightBesideTheKeyword() throws {
    let gates = [
      Gate(precededBy: ["api.", "x"]), Gate(followedBy: [".io"]),
      Gate(precededBy: ["api."], followedBy: [".com"]),
    ]
    #expect(try Self.open(gates, "api." + "pleo.io") == [true, true, false])
    #expect(try Self.open(gates, "api-pleo-.io") == [false, false, false])
    #expect(try Self.open(gates, "pleo") == [false, false, false])
    #expect(try Self.open(gates, "api." + "pleo.com") == [true, false, true])
  }

  @Test func charactersOfATokenStandRightAfterTheKeyword() throws {
    let gates = [Gate(followedByToken: 3), Gate(followedByToken: 8), Gate(followedBy: [".a"])]
    #expect(try Self.open(gates, "pleo.a-B9+/~") == [true, true, true])
    #expect(try Self.open(gates, "pleo_a=9 12345") == [true, false, false])
    #expect(try Self.open(gates, "pleo: token") == [false, false, false])
    #expect(try Self.open(gates, "pleo12") == [false, false, false])
  }

  @Test func wordsStandInTheRestOfTheName() throws {
    let gates = [Gate(nameHolds: ["key", "token"]), Gate(nameHolds: ["secret"])]
    #expect(try Self.open(gates, "pleo.ApiKEY") == [true, false])
    #expect(try Self.open(gates, "token_pleo key") == [false, false])
    #expect(try Self.open(gates, "pleo-Secret:Token") == [true, true])
    #expect(try Self.open(gates, "pleo_ke") == [false, false])
  }

  @Test func aNameHasToHoldAWordOfTheGateAnywhere() {
    let gates = [Gate(nameHolds: ["key", "token"]), Gate(nameHolds: ["secret"]), Gate()]
    let table = GateTable(gates)
    func open(_ name: String) -> [Bool] {
      let bytes = Array(name.utf8)
      let words = table.bits(of: bytes.span)
      return gates.map { table.bits(of: $0).areNamed(in: words) }
    }
    #expect(open("spring.pleo.API-Key") == [true, false, true])
    #expect(open("secrets/pleo") == [false, true, true])
    #expect(open("") == [false, false, true])
  }

  @Test func listsThatShareABitLetMorePassAndNeverLess() throws {
    let gates = (0..<100).map { Gate(nameHolds: ["word\($0)x"]) }
    let open = try Self.open(gates, "pleo_word70x")
    #expect(open[70])
    #expect(!open[20])
  }
}
