import Foundation
import Testing

@Suite struct PipelineTests {
  private func found(_ commit: String, _ place: String) -> String {
    "\(commit.prefix(7)) \(place) pleo-api-key"
  }

  private func push(
    before: String, after: String, _ branch: String = "main"
  ) -> [String: Any] {
    [
      "ref": "refs/heads/\(branch)", "before": before, "after": after, "forced": false,
      "repository": ["default_branch": "main"],
    ]
  }

  private func request(base: String, head: String) -> [String: Any] {
    [
      "action": "synchronize", "number": 1, "before": base, "after": head,
      "pull_request": [
        "base": ["ref": "main", "sha": base], "head": ["ref": "topic", "sha": head],
      ],
      "repository": ["default_branch": "main"],
    ]
  }

  @Test func aPushIsScannedFromTheCommitBeforeIt() throws {
    let pipeline = try Pipeline()
    let before = try pipeline.id("HEAD")
    let added = try pipeline.commit(Pipeline.line, at: "a.env")
    let after = try pipeline.commit("A=1\n", at: "a.env")
    try pipeline.author.git("push", "-q", "origin", "main")
    try pipeline.checkOut("refs/heads/main")
    let event = push(before: before, after: after)
    let run = try pipeline.gitHub("push", event, sha: after, ref: "refs/heads/main")
    #expect(run.status == 1)
    #expect(try run.findings == [found(added, "a.env:1")])
    let clean = try pipeline.gitHub(
      "push", push(before: added, after: after), sha: after, ref: "refs/heads/main")
    #expect(clean.status == 0)
    #expect(try clean.findings.isEmpty)
  }

  @Test func aPullRequestIsScannedFromTheBaseThatItIsMergedWith() throws {
    let pipeline = try Pipeline()
    let old = try pipeline.id("HEAD")
    try pipeline.author.git("switch", "-q", "-c", "topic")
    let own = try pipeline.commit(Pipeline.line, at: "own.env")
    try pipeline.author.git("switch", "-q", "main")
    let foreign = try pipeline.commit(Pipeline.line, at: "foreign.env")
    try pipeline.author.git("push", "-q", "origin", "main")
    try pipeline.author.git("switch", "-q", "topic")
    try pipeline.author.git("merge", "-q", "--no-verify", "-m", "catch up", "main")
    let head = try pipeline.commit("A=1\n", at: "own.env")
    try pipeline.author.git("push", "-q", "origin", "topic")
    let merge = try pipeline.offerMerge(of: head, into: "main")
    try pipeline.checkOut("refs/pull/1/merge")
    let event = request(base: old, head: head)
    let run = try pipeline.gitHub("pull_request", event, sha: merge, ref: "refs/pull/1/merge")
    #expect(run.status == 1)
    #expect(try run.findings == [found(own, "own.env:1")])
    // Where the head itself is checked out, the base is what the event names.
    try pipeline.author.git(["checkout", "-q", "--detach", head], in: "ci")
    let unmerged = try pipeline.gitHub("pull_request", event, sha: head)
    #expect(
      Set(try unmerged.findings) == [found(own, "own.env:1"), found(foreign, "foreign.env:1")])
  }

  @Test func aMergeQueueIsScannedFromItsBase() throws {
    let pipeline = try Pipeline()
    let base = try pipeline.id("HEAD")
    let head = try pipeline.commit(Pipeline.line, at: "a.env")
    try pipeline.author.git("push", "-q", "origin", "main")
    try pipeline.checkOut("refs/heads/main")
    let run = try pipeline.gitHub(
      "merge_group", ["merge_group": ["base_sha": base, "head_sha": head]], sha: head)
    #expect(try run.findings == [found(head, "a.env:1")])
  }

  @Test func aShallowCloneIsNotCleanAndSaysWhatToDo() throws {
    let pipeline = try Pipeline()
    let before = try pipeline.id("HEAD")
    let added = try pipeline.commit(Pipeline.line, at: "a.env")
    let after = try pipeline.commit("A=1\n", at: "a.env")
    try pipeline.author.git("push", "-q", "origin", "main")
    try pipeline.checkOut("refs/heads/main", depth: 1)
    let pushed = try pipeline.gitHub(
      "push", push(before: before, after: after), sha: after, ref: "refs/heads/main")
    let requested = try pipeline.gitHub(
      "pull_request", request(base: before, head: after), sha: after)
    let elsewhere = try pipeline.elsewhere([
      "GITLAB_CI": "true", "CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "main",
      "CI_DEFAULT_BRANCH": "main", "CI_COMMIT_BEFORE_SHA": before, "CI_COMMIT_SHA": after,
    ])
    for run in [pushed, requested, elsewhere] {
      #expect(run.status == 3)
      #expect(run.errors.contains("with fetch-depth: 0 for actions/checkout"))
      #expect(run.errors.contains("GIT_DEPTH: 0"))
    }
    // With as much of it as the change needs, it is as good as a whole one.
    try pipeline.author.git(["fetch", "-q", "--depth=3", "origin", "main"], in: "ci")
    let enough = try pipeline.gitHub(
      "push", push(before: before, after: after), sha: after, ref: "refs/heads/main")
    #expect(enough.status == 1)
    #expect(try enough.findings == [found(added, "a.env:1")])
  }

  @Test func aNewBranchIsScannedFromTheDefaultOne() throws {
    let pipeline = try Pipeline()
    try pipeline.author.git("switch", "-q", "-c", "topic")
    let added = try pipeline.commit(Pipeline.line, at: "a.env")
    try pipeline.author.git("push", "-q", "origin", "topic")
    try pipeline.checkOut("refs/heads/topic")
    let run = try pipeline.gitHub(
      "push", push(before: Pipeline.zeros, after: added, "topic"), sha: added,
      ref: "refs/heads/topic")
    #expect(run.status == 1)
    #expect(try run.findings == [found(added, "a.env:1")])
    #expect(run.errors.contains("no commit before the push is here: scanning what main lacks"))
  }

  @Test func theFirstPushOfTheDefaultBranchIsScannedWhole() throws {
    let pipeline = try Pipeline()
    let start = try pipeline.id("HEAD")
    let added = try pipeline.commit(Pipeline.line, at: "a.env")
    try pipeline.author.git("push", "-q", "origin", "main")
    try pipeline.checkOut("refs/heads/main")
    let run = try pipeline.gitHub(
      "push", push(before: Pipeline.zeros, after: added), sha: added, ref: "refs/heads/main")
    #expect(run.status == 1)
    #expect(try run.findings == [found(added, "a.env:1"), found(start, "before.env:1")])
    #expect(run.errors.contains("scanning all that the last one reaches"))
  }

  @Test func aForcedPushIsScannedThoughWhatWasBeforeItIsGone() throws {
    let pipeline = try Pipeline()
    let start = try pipeline.id("HEAD")
    try pipeline.author.git("switch", "-q", "-c", "topic")
    let gone = try pipeline.commit("A=1\n", at: "a.env")
    try pipeline.author.git("push", "-q", "origin", "topic")
    try pipeline.author.git("reset", "-q", "--hard", "HEAD~1")
    let added = try pipeline.commit(Pipeline.line, at: "b.env")
    try pipeline.author.git("push", "-q", "-f", "origin", "topic")
    try pipeline.checkOut("refs/heads/topic")
    let topic = try pipeline.gitHub(
      "push", push(before: gone, after: added, "topic"), sha: added, ref: "refs/heads/topic")
    #expect(topic.status == 1)
    #expect(try topic.findings == [found(added, "b.env:1")])
    let main = try pipeline.gitHub(
      "push", push(before: gone, after: added), sha: added, ref: "refs/heads/main")
    #expect(try main.findings == [found(added, "b.env:1"), found(start, "before.env:1")])
  }

  @Test func whatIsNoChangeIsAScanOfTheTree() throws {
    let pipeline = try Pipeline()
    _ = try pipeline.commit(Pipeline.line, at: "a.env")
    let head = try pipeline.commit("A=1\n", at: "a.env")
    try pipeline.author.git("push", "-q", "origin", "main")
    try pipeline.checkOut("refs/heads/main", depth: 1)
    let repository = ["repository": ["default_branch": "main"]]
    for event in ["schedule", "workflow_dispatch", "release"] {
      let run = try pipeline.gitHub(event, repository, sha: head, ref: "refs/heads/main")
      #expect(run.status == 1)
      #expect(try run.findings == ["before.env:1 pleo-api-key"])
    }
    for source in ["schedule", "web", "api"] {
      let run = try pipeline.elsewhere([
        "GITLAB_CI": "true", "CI_PIPELINE_SOURCE": source, "CI_COMMIT_BRANCH": "main",
        "CI_COMMIT_BEFORE_SHA": Pipeline.zeros, "CI_COMMIT_SHA": head,
      ])
      #expect(try run.findings == ["before.env:1 pleo-api-key"])
    }
    #expect(try pipeline.elsewhere([:]).findings == ["before.env:1 pleo-api-key"])
    let asked = try pipeline.elsewhere(["PLEOLINT_BASE": "HEAD", "PLEOLINT_SCAN": "tree"])
    #expect(try asked.findings == ["before.env:1 pleo-api-key"])
  }

  @Test func gitLabSaysWhereAChangeStarts() throws {
    let pipeline = try Pipeline()
    let start = try pipeline.id("HEAD")
    try pipeline.author.git("switch", "-q", "-c", "topic")
    let added = try pipeline.commit(Pipeline.line, at: "a.env")
    let head = try pipeline.commit("A=1\n", at: "a.env")
    try pipeline.author.git("push", "-q", "origin", "topic")
    try pipeline.author.git("switch", "-q", "main")
    _ = try pipeline.commit(Pipeline.line, at: "foreign.env")
    try pipeline.author.git("push", "-q", "origin", "main")
    let merge = try pipeline.offerMerge(of: head, into: "main")
    try pipeline.checkOut("refs/pull/1/merge")
    let own = [
      "GITLAB_CI": "true", "CI_DEFAULT_BRANCH": "main", "CI_COMMIT_SHA": head,
      "CI_COMMIT_BEFORE_SHA": Pipeline.zeros,
    ]
    let request = own.merging([
      "CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_DIFF_BASE_SHA": start,
    ]) { $1 }
    let merged = request.merging([
      "CI_COMMIT_SHA": merge, "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": head,
    ]) { $1 }
    let push = own.merging([
      "CI_PIPELINE_SOURCE": "push", "CI_COMMIT_BRANCH": "topic", "CI_COMMIT_BEFORE_SHA": start,
    ]) { $1 }
    let new = push.merging(["CI_COMMIT_BEFORE_SHA": Pipeline.zeros]) { $1 }
    let foreign = own.merging([
      "CI_PIPELINE_SOURCE": "external_pull_request_event",
      "CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA": start,
      "CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA": head,
    ]) { $1 }
    for variables in [request, merged, push, new, foreign] {
      let run = try pipeline.elsewhere(variables)
      #expect(run.status == 1)
      #expect(try run.findings == [found(added, "a.env:1")])
    }
    // A tag of what the default branch has brings nothing.
    let tag = own.merging([
      "CI_PIPELINE_SOURCE": "push", "CI_COMMIT_TAG": "v1", "CI_COMMIT_SHA": start,
    ]) { $1 }
    #expect(try pipeline.elsewhere(tag).status == 0)
  }

  @Test func aChangeWhoseStartIsNotKnownIsNotClean() throws {
    let pipeline = try Pipeline()
    let head = try pipeline.id("HEAD")
    try pipeline.checkOut("refs/heads/main")
    let nowhere = String(repeating: "1", count: 40)
    #expect(
      try pipeline.gitHub("pull_request", request(base: nowhere, head: head), sha: head).status == 3
    )
    #expect(
      try pipeline.gitHub("pull_request", request(base: head, head: nowhere), sha: head).status == 3
    )
    let nameless = try pipeline.gitHub("pull_request", [:], sha: head)
    #expect(nameless.status == 2)
    #expect(nameless.errors.contains("set PLEOLINT_BASE"))
    #expect(try pipeline.elsewhere(["PLEOLINT_SCAN": "everything"]).status == 2)
    #expect(try pipeline.elsewhere(["PLEOLINT_BASE": head, "GIT_DIR": "nowhere"]).status == 2)
  }

  @Test func whatAnEventSaysIsNeverRunNorTakenForAnOption() throws {
    let pipeline = try Pipeline()
    let head = try pipeline.id("HEAD")
    try pipeline.checkOut("refs/heads/main")
    for text in ["$(touch ran)`touch ran`; touch ran", "--output=ran"] {
      for (base, head) in [(text, head), (head, text)] {
        let asked = try pipeline.gitHub("pull_request", request(base: base, head: head), sha: text)
        #expect([2, 3].contains(asked.status))
      }
      let event: [String: Any] = [
        "before": text, "after": text, "repository": ["default_branch": text],
      ]
      let pushed = try pipeline.gitHub("push", event, sha: text, ref: "refs/heads/\(text)")
      #expect([2, 3].contains(pushed.status))
    }
    let ran = pipeline.author.folder.appending(path: "ci/ran").path
    #expect(!FileManager.default.fileExists(atPath: ran))
  }

  @Test func theReportOfTheTreeHoldsTheTreeAndDecidesNothing() throws {
    let pipeline = try Pipeline()
    let before = try pipeline.id("HEAD")
    let after = try pipeline.commit("A=1\n", at: "a.env")
    try pipeline.author.git("push", "-q", "origin", "main")
    try pipeline.checkOut("refs/heads/main")
    let event = push(before: before, after: after)
    for format in ["sarif", "gitlab"] {
      pipeline.author.environment["PLEOLINT_TREE_REPORT"] = "\(format)=../tree"
      let run = try pipeline.gitHub("push", event, sha: after, ref: "refs/heads/main")
      #expect(run.status == 0)
      #expect(try run.findings.isEmpty)
      let file = pipeline.author.folder.appending(path: "tree")
      #expect(try String(contentsOf: file, encoding: .utf8).contains("before.env"))
      try FileManager.default.removeItem(at: file)
      #expect(try pipeline.gitHub("schedule", [:]).status == 1)
      #expect(try String(contentsOf: file, encoding: .utf8).contains("before.env"))
    }
    pipeline.author.environment["PLEOLINT_TREE_REPORT"] = "sarif=/nowhere/tree"
    let failed = try pipeline.gitHub("push", event, sha: after, ref: "refs/heads/main")
    #expect(failed.status == 2)
    #expect(failed.errors.contains("the report of the tree is not whole (status 2)"))
  }

  @Test func theActionSaysWhatCameOfTheScan() throws {
    let pipeline = try Pipeline()
    let before = try pipeline.id("HEAD")
    let added = try pipeline.commit(Pipeline.line, at: "a,b.env")
    try pipeline.author.git("push", "-q", "origin", "main")
    try pipeline.checkOut("refs/heads/main")
    let folder = pipeline.author.folder
    let outputs = folder.appending(path: "outputs")
    pipeline.author.environment.merge([
      "RUNNER_TEMP": folder.path, "GITHUB_OUTPUT": outputs.path,
      "GITHUB_ACTION_PATH": Pipeline.home.path, "FAIL_ON": "error",
      "OPTIONS": "--exclude *.txt --threads 1",
    ]) { $1 }
    let run = try pipeline.gitHub(
      "push", push(before: before, after: added), sha: added, ref: "refs/heads/main",
      script: "ci/github-scan")
    #expect(run.status == 0)
    let text = try String(contentsOf: outputs, encoding: .utf8)
    let values = Dictionary(
      uniqueKeysWithValues: text.split(separator: "\n").map { line in
        let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
        return (parts[0], parts[1])
      })
    #expect(values["status"] == "1")
    let annotations = try String(
      contentsOfFile: try #require(values["annotations"]), encoding: .utf8)
    #expect(
      annotations.hasPrefix(
        "::error file=a%2Cb.env,line=1,endLine=1,col=14,endColumn=42,title=pleo-api-key::"))
    #expect(annotations.contains("%0Acommit: \(added) of "))
    #expect(annotations.split(separator: "\n").count == 1)
    let tree = try String(contentsOfFile: try #require(values["sarif"]), encoding: .utf8)
    #expect(tree.contains("before.env") && tree.contains("a%2Cb.env"))
    for text in [annotations, tree] { #expect(!text.contains(TestRepository.key)) }
  }

  @Test func theActionHandsNothingToAShellButByVariables() throws {
    let lines = try ActionFile().lines.map { $0.trimmingCharacters(in: .whitespaces) }
    let commands = lines.filter { $0.hasPrefix("run:") }
    #expect(commands.count == 3)
    // A block would go on in lines that this does not see.
    for command in commands { #expect(!command.contains("${{") && command.last != "|") }
    #expect(lines.count { $0 == "shell: sh" } == commands.count)
  }
}
