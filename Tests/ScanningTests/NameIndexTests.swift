import Testing

@testable import Scanning

@Suite struct NameIndexTests {
  private static let (key, token): (UInt64, UInt64) = (17, 4_000_000_000)

  private static let index = {
    var index = NameIndex()
    index.add(9, of: token, as: .variable, in: 2)
    index.add(7, of: key, as: .declaration)
    index.add(7, of: key, as: .variable, in: 2)
    index.add(3, of: key, as: .declaration)
    index.add(3, of: key, as: .variable, in: 1)
    index.sort()
    return index
  }()

  @Test func theNumbersOfANameAreInOrder() {
    #expect(Self.index[Self.key, .declaration].map(\.number) == [3, 7])
  }

  @Test func namesRolesAndScopesAreKeptApart() {
    #expect(Self.index[Self.key, .variable, 1].map(\.number) == [3])
    #expect(Self.index[Self.key, .variable, 2].map(\.number) == [7])
    #expect(Self.index[Self.token, .variable, 2].map(\.number) == [9])
    #expect(Self.index[Self.key, .variable].isEmpty)
    #expect(Self.index[Self.token, .declaration].isEmpty)
  }
}
