import Foundation
import Testing

@Suite struct FixtureTests {
  @Test func thereAreFixtures() throws {
    #expect(try !Fixture.all().isEmpty)
  }

  @Test(arguments: try Fixture.all())
  func aRunPrintsWhatItsFolderPromises(_ fixture: Fixture) throws {
    let outcome = try fixture.run()
    #expect(outcome.status == fixture.details.status)
    try fixture.expect(outcome.output, in: "expected.txt")
    try fixture.expect(outcome.errors, in: "expected-errors.txt")
    for (name, text) in outcome.files { try fixture.expect(text, in: "expected-\(name)") }
  }

  @Test(arguments: try Fixture.all())
  func threadsDoNotChangeTheOutput(_ fixture: Fixture) throws {
    guard fixture.details.arguments.first == "scan" else { return }
    let one = try fixture.with(["--threads", "1"]).run()
    let many = try fixture.with(["--threads", "7"]).run()
    #expect(one.output == many.output)
    #expect(one.status == many.status)
  }
}
