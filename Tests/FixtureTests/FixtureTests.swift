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

  // `--color` is read by the argument parser alone, and with it all that stands beside it.
  @Test(arguments: [
    [], ["--format", "jsonl", "--fail-on", "error"], ["--quiet", "--no-ignore", "--no-config"],
    ["--format", "sarif", "--root", "input", "--progress", "never", "--threads", "2"],
  ])
  func aPlainCommandLineMeansWhatItMeansToTheParser(_ options: [String]) throws {
    let fixtures = try Fixture.all().filter { $0.details.arguments == ["scan"] }
    try #require(fixtures.count > 4)
    // A few are enough: what differs is the command line.
    for fixture in fixtures.prefix(4) {
      let plain = try fixture.with(["--reproducible"] + options).run()
      let parsed = try fixture.with(["--color", "auto", "--reproducible"] + options).run()
      #expect(plain.output == parsed.output)
      #expect(plain.errors == parsed.errors)
      #expect(plain.status == parsed.status)
    }
  }

  @Test(arguments: [
    ["--format", "xml"], ["--fail-on"], ["--threads", "0"], ["--threads", "two"], ["--nothing"],
    ["--root", "--quiet"], ["--format", ""],
  ])
  func whatIsWrongWithAPlainCommandLineIsSaid(_ options: [String]) throws {
    // Where it was no mistake after all, there is little to scan.
    let outcome = try Program.run(["scan", "/dev/null"] + options, in: Fixture.repository)
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("Error: "))
    #expect(outcome.output == "")
  }
}
