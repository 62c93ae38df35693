import Rules
import Testing

@Suite struct NearestNameTests {
  static let names = ["pleo-api-key", "pleo-plain-http", "pleo-legacy-token", "tags"]

  @Test(arguments: [
    ("pleo-api-kye", "pleo-api-key"), ("pleo-apikey", "pleo-api-key"), ("tgas", "tags"),
    ("pleo-plain-https", "pleo-plain-http"), ("pleo-api-key", "pleo-api-key"), ("tag", "tags"),
  ])
  func aSlipNamesWhatWasMeant(name: String, meant: String) {
    #expect(nearestName(to: name, among: Self.names) == meant)
  }

  @Test(arguments: ["stripe-secret", "", "zzzzzzzzzzzzzz"])
  func whatIsLikeNothingNamesNothing(name: String) {
    #expect(nearestName(to: name, among: Self.names) == nil)
  }

  @Test func withoutNamesThereIsNone() {
    #expect(nearestName(to: "a", among: [String]()) == nil)
  }

  @Test func ofTwoThatAreAsNearTheFirstByNameIsMeant() {
    #expect(nearestName(to: "cat", among: ["car", "bat"]) == "bat")
  }
}
