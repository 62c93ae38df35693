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

  @Test(arguments: [
    ["--format", "xml"], ["--fail-on"], ["--threads", "0"], ["--threads", "two"], ["--nothing"],
    ["--root", "--quiet"], ["--format", ""],
  ])
  func whatIsWrongWithACommandLineIsSaid(_ options: [String]) throws {
    // Where it was no mistake after all, there is little to scan.
    let outcome = try Program.run(["scan", "/dev/null"] + options, in: Fixture.repository)
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("Error: "))
    #expect(outcome.output == "")
  }
}
