import Findings
import Testing

@testable import Scanning

@Suite struct TraitsTests {
  private func isLog(_ path: ArtifactPath, _ head: String = "") -> Bool {
    let bytes = Array(head.utf8)
    return ArtifactTraits(path: path, head: bytes.span).isLog
  }

  @Test(arguments: [
    ("bin/sync", "#!/bin/sh\n", Language.shell), ("bin/sync", "#! /usr/bin/env bash\n", .shell),
    ("bin/sync", "#!/usr/bin/env -S python3.12 -u\r\n", .python),
    ("bin/sync", "#!/usr/bin/env KEY=1 node\n", .braces),
    ("bin/sync", "#!/opt/bin/perl5 -w", .ruby),
    ("sync.py", "#!/bin/sh\n", .python), ("bin/sync", "#!\n", .unknown),
    ("bin/sync", "# sh\n", .unknown), ("ops/crontab", "", .shell), ("Jenkinsfile", "", .groovy),
    ("Makefile", "", .make),
    (".bash_history", "", .shell), ("Gemfile", "", .ruby),
    ("web.config", "\u{feff}<?xml version=\"1.0\"?>\r\n", .xml), ("state", "\n{ \"a\": 1 }", .json),
    ("app.config", "[a]\nb = <c>\n", .settings),

    ("nginx.conf", "server {\n  listen 80;\n}\n", .blocks), ("nginx.conf", "a=1\n", .settings),
    (".env.local", "#!/bin/sh", .settings), ("Prod.ENV", "", .settings),
    ("DOCKERFILE", "", .dockerfile), ("Dockerfile.prod", "", .dockerfile),
    ("dockerfiles", "", .unknown), ("a.dockerfile", "", .dockerfile), ("a.", "", .unknown),
    ("a.Postman_Collection", "", .json), ("a.b.PY", "", .python),
  ])
  func aNameOrTheFirstLineTellsTheLanguage(path: String, head: String, language: Language) {
    let traits = ArtifactTraits(path: ArtifactPath(path), head: Array(head.utf8).span)
    #expect(traits.language == language)
  }

  @Test(arguments: [
    "app.log", "APP.LOG", "app.log.1", "app.log-20260101", "app.log.gz", "log/a.txt", "x/logs/y/z",
    "Logs/a", "app.log（1）", "Ä.log", "a/log/x", "ab/Log/x", "abc/LOG/x", "a.log", "ab.log",
    "abc.log",
  ])
  func aPathSaysThatItIsALog(path: String) {
    #expect(isLog(ArtifactPath(path)))
  }

  @Test(arguments: [
    "app.logic.ts", "catalog/a.txt", "log", "logs", "login.js", "blog/x.md", "a.logger", "",
    "changelog.md", "app.logé", "logs/", "a.logic.log",
  ])
  func aPathThatOnlyHoldsTheLettersDoesNot(path: String) {
    #expect(!isLog(ArtifactPath(path)))
  }

  @Test(arguments: [
    "2026-01-14T08:15:00Z a\n2026-01-14T08:15:01Z b\n",
    "[2026-01-14 08:15:00] a\n[2026-01-14 08:16]",
    "2026/01/14 08:15 a\n2026/01/14 08:15 b\n2026/01/14 08:15 c",
    "Jan 14 08:15:00 host a\nJan  4 08:15:00 host b\n",
    "{\"time\": 1, \"a\": 2}\n{\"a\": 2, \"ts\": 3}\n",
    "\n\n2026-01-14T08:15 a\n\n2026-01-14T08:16 b",
    "2026-01-14T08:15:00Z a\r\n2026-01-14T08:15:01Z b\r\n",
  ])
  func firstLinesWithATimeAreALog(head: String) {
    #expect(isLog("data", head))
  }

  @Test(arguments: [
    "", "2026-01-14T08:15:00Z a\n", "2026-01-14T08:15:00Z a\nb\n", "{\"time\": 1}\n",
    "{\"a\": 1}\n{\"b\": 2}\n", "a\n2026-01-14T08:15:00Z\n2026-01-14T08:15:00Z\n",
    "2026-01-14\n2026-01-15\n",
  ])
  func oneLineOrOtherLinesAreNot(head: String) {
    #expect(!isLog("data", head))
  }

  @Test func onlyTheHeadIsLookedAt() {
    let line = "2026-01-14T08:15:00Z " + String(repeating: "x", count: 3000) + "\n"
    #expect(isLog("data", line + line + "no log"))
  }
}
