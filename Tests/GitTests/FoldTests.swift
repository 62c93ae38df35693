import Foundation
import TestSupport
import Testing

/// A line that versions of a file share is one finding, unless one of them says more of it than others.
@Suite struct FoldTests {
  private static let line = "PLEO_API_KEY=\(TestRepository.key)\n"

  @Test(arguments: [[], ["--threads", "1"], ["--cache", "cache"]])
  func aCommentExcusesOnlyTheVersionsThatHaveIt(_ options: [String]) throws {
    let comment = "# pleolint:allow pleo-api-key -- it is only a test\n"
    let repository = try TestRepository()
    try repository.stage(comment + Self.line, at: "a.env")
    try repository.commit()
    let program = try TestedProgram.url.path
    let arguments = ["git", "--format", "jsonl"] + options
    #expect(try repository.run(program, arguments, in: nil, input: "").status == 0)
    try repository.stage(Self.line, at: "a.env")
    let bare = try repository.commit()
    try repository.stage(comment + comment + Self.line, at: "a.env")
    try repository.commit()
    let run = try repository.run(program, arguments, in: nil, input: "")
    #expect(run.status == 1)
    #expect(try run.findings.contains("\(bare.prefix(7)) a.env:1 pleo-api-key"))
  }

  /// A collection whose kind is told by its name, and a text in which less is sure.
  private static let request = """
    {"item": [{"url": "https://api.pl¦eo.io/rest/v1"}, {}],
    "auth": {"b": {"Authorization": "Bearer x"}}}
    """

  @Test func whatIsSurerAtAnotherPathIsReportedThere() throws {
    let repository = try TestRepository()
    try repository.stage(Self.request, at: "a.json")
    try repository.commit()
    #expect(try repository.pleolint("git").status == 0)
    try repository.git("mv", "a.json", "a.postman_collection.json")
    try repository.commit()
    let run = try repository.pleolint("git", "--format", "jsonl")
    #expect(run.status == 1)
    #expect(try run.findings.count == 1)
    #expect(run.output.contains(#""path":"a.postman_collection.json""#))
  }

  @Test func whatIsSurerInALaterVersionIsReportedOfIt() throws {
    let repository = try TestRepository()
    try repository.stage(
      "base_url=\"https://api.pl¦eo.io/rest/v1\",\n\ndef other():\n"
        + "  headers = {\"Authorization\": \"Bearer \" + x}\n", at: "api.py")
    try repository.commit()
    #expect(try repository.pleolint("git").status == 0)
    try repository.stage(
      "client = httpx.Client(\nbase_url=\"https://api.pl¦eo.io/rest/v1\",\n"
        + "  headers={\"Authorization\": \"Bearer \" + os.environ[\"PL¦EO_TOKEN\"]},\n)\n",
      at: "api.py")
    let commit = try repository.commit()
    let run = try repository.pleolint("git", "--format", "jsonl")
    #expect(run.status == 1)
    #expect(try run.findings == ["\(commit.prefix(7)) api.py:2 pleo-private-host"])
  }
}
