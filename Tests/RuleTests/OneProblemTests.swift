import Findings
import Testing

/// One problem is one finding, also where a rule could tell of it in several places.
@Suite struct OneProblemTests {
  private static let key = "plp" + "_1xgGy7y11NDNCgThLLH7ffjggKgX6xaa5v4N"

  /// The lines of a rule's findings.
  private func lines(of id: String, in text: String, path: String) throws -> [Int] {
    let record = try scan(Array(text.utf8), path: path)
    return record.findings.filter { $0.ruleID.rawValue == id }.map(\.location.region.start.line)
  }

  @Test func aLiteralThatAConstantCarriesToACallIsFoundWhereItStands() throws {
    let text = """
      KEY="\(Self.key)"
      OLD=https://open\("api").pleo.io/v1
      curl --fail -u "$KEY:" "$OLD/employees"
      """
    #expect(try lines(of: "pleo-new-key-on-legacy-api", in: text, path: "list.sh") == [1])
  }

  @Test func aNameIsFoundWhereItMeetsTheHost() throws {
    let text = """
      jobs:
        smoke:
          steps:
            - env:
                PLEO_STAGING_API_KEY: ${{ secrets.PLEO_STAGING_API_KEY }}
              run: |
                curl -fsS -u "$PLEO_STAGING_API_KEY:" \\
                  https://external\(".pleo").io/v1/introspect
      """
    let path = ".github/workflows/smoke.yml"
    #expect(try lines(of: "pleo-environment-mismatch", in: text, path: path) == [7])
  }

  @Test func twoHalvesThatFindEachOtherAreOneFinding() throws {
    let text = """
      PLEO_BASE_URL=https://external.staging\(".pleo").io
      PLEO_PRODUCTION_API_KEY=\(Self.key)
      """
    #expect(
      try lines(of: "pleo-environment-mismatch", in: text, path: ".env.production").count == 1)
  }

  @Test func oneNameThatMeetsTwoHostsIsFoundAtBoth() throws {
    let text = """
      curl -u "$PLEO_API_KEY:" https://open\("api").pleo.io/v1/employees

      curl -u "$PLEO_API_KEY:" https://open\("api").pleo.io/v1/expenses
      """
    #expect(try lines(of: "pleo-new-key-on-legacy-api", in: text, path: "a.sh") == [1, 3])
  }
}
