import Rules
import Testing

@testable import Scanning

@Suite struct PlaceholderCheckTests {
  private let check = PlaceholderCheck(
    Placeholders(values: ["pleo-documented-value"], words: ["example", "changeme"]))

  @Test(arguments: [
    "", "abc", "pleo-documented-value", "xxxxxxxxxxxxxxxxxxxxxxxx", "q8Zk1111",
    "q8ZkR7vN2mXw5tYbL4sDfG9hJ00000", "abababababab", "q8Zk12345678R7", "q8Zk98765432R7",
    "q8ZkEx-am_pl.eR7", "CHANGE ME q8Zk",
  ])
  func whatIsNoSecretIsToldFromIt(_ text: String) {
    #expect(check.holds(for: Array(text.utf8)))
  }

  @Test(arguments: [
    "q8ZkR7vN", "q8Zk111R", "q8ZkR7vN2mXw5tYbL4sDfG9hJ0000", "q8Zk1234567R", "q8Zkexamp1eR7",
    "pleo-documented-valuE2",
  ])
  func whatMayBeRealIsKept(_ text: String) {
    #expect(!check.holds(for: Array(text.utf8)))
  }

  @Test func countingGoesOnAfterTheLastByte() {
    #expect(check.holds(for: [252, 253, 254, 255, 0, 1, 2, 3, 9, 77]))
    #expect(!check.holds(for: [252, 253, 254, 255, 0, 1, 2, 9, 77]))
  }
}
