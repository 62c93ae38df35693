"""What is checked of what the programs say, and what is made of it."""

import json
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path

from corpora.store import Store
from corpora.tree import SmallFile
from corpora.truth import Truth
from harness.command import Outcome, WorkNotDone
from harness.measure import measure
from harness.pairs import Plan
from harness.programs import NotInstalled, find
from harness.programs.equalrules import gitleaks_rules, kingfisher_rules
from harness.programs.pleolint import check_report
from harness.programs.ripgrep import check_count
from harness.programs.scanners import check_secrets
from harness.rows import ROWS, Row
from harness.table import line, page, summary

from .samples import LITERALS, shell

TRUTH = Truth(byte_count=90, file_count=1, plants={"a.log": [10, 50]})
END = {"type": "end", "complete": True, "artifacts": 1, "bytes": 90}
PLAN = Plan(pairs=2, seconds=60)


def finding(offset: int, length: int = 32) -> dict:
    region = {"byteOffset": offset, "byteLength": length, "startLine": 1}
    return {"type": "finding", "ruleId": "pleo-api-key", "path": "a.log", "region": region}


def outcome(*records: dict) -> Outcome:
    return Outcome(Path(), 0, "".join(json.dumps(record) + "\n" for record in records), "")


class Reports(unittest.TestCase):
    def assert_wrong(self, words: str, *records: dict):
        with self.assertRaisesRegex(WorkNotDone, words):
            check_report(outcome(*records), TRUTH)

    def test_a_right_report_passes(self):
        # The third covers what the second found, by another rule.
        report = outcome(finding(10), finding(50), finding(40, 45), END)
        self.assertEqual(check_report(report, TRUTH), 3)

    def test_a_missed_credential_is_an_error(self):
        self.assert_wrong("found 1 credentials, and there are 2", finding(10), END)

    def test_a_finding_where_nothing_is_is_an_error(self):
        self.assert_wrong("where nothing is", finding(10), finding(50), finding(70), END)

    def test_a_report_that_breaks_off_is_an_error(self):
        self.assert_wrong("without its end", finding(10), finding(50))
        self.assert_wrong("without its end")

    def test_what_was_not_read_is_an_error(self):
        self.assert_wrong("did not read everything", END | {"complete": False})
        self.assert_wrong("read 80 bytes, and there are 90", END | {"bytes": 80})

    def test_ripgrep_is_counted_over_files(self):
        check_count(Outcome(Path(), 0, "/a/b:3\n/a/c:4\n", ""), 7)
        with self.assertRaisesRegex(WorkNotDone, "counted 7 lines"):
            check_count(Outcome(Path(), 0, "7\n", ""), 8)

    def test_a_peer_may_find_more_and_never_less(self):
        with tempfile.TemporaryDirectory() as folder:
            corpus = Store(Path(folder), LITERALS).corpus(SmallFile())
            secrets = corpus.secrets()
            check_secrets(secrets | {"another"}, corpus)
            with self.assertRaisesRegex(WorkNotDone, "found 0 credentials, and there are 1"):
                check_secrets({"another"}, corpus)

    def test_rules_of_peers_hold_no_line_feed_in_a_pattern(self):
        self.assertIn('pattern: "', kingfisher_rules())
        self.assertNotIn("pattern: |", kingfisher_rules())
        self.assertIn("secretGroup = 1", gitleaks_rules())


class BenchOfNothing:
    """What rows need of a bench that do not scan."""

    class store:
        folder = Path("/corpora")


class Rows(unittest.TestCase):
    def measured(self, own, other=lambda bench: shell(":", "other")) -> dict:
        row = Row("sample", "nothing", own, other, ROWS[0].goals)
        return measure(row, BenchOfNothing(), PLAN)

    def test_names_are_distinct(self):
        self.assertEqual(len({row.name for row in ROWS}), len(ROWS))

    def test_a_row_is_measured(self):
        record = self.measured(lambda bench: shell(":", "own"))
        self.assertEqual((record["state"], len(record["pairs"])), ("measured", 2))
        self.assertIn("own", summary(record))
        self.assertEqual(line(record).count(" | "), 11)

    def test_a_row_that_fails_says_why(self):
        record = self.measured(lambda bench: shell("echo broken >&2; exit 1", "own"))
        self.assertEqual(record["state"], "error")
        self.assertIn("own ended with status 1: broken", summary(record))
        self.assertIn("own ended with status 1: broken", line(record))

    def test_a_row_without_its_peer_says_how_to_get_it(self):
        def missing(bench):
            find("no-such-program", "build it")

        record = self.measured(lambda bench: shell(":"), missing)
        self.assertEqual(record["state"], "absent")
        self.assertIn("no-such-program is not installed: build it", line(record))

    def test_a_missing_program_is_no_crash(self):
        with self.assertRaises(NotInstalled):
            find("no-such-program", "build it")

    def test_no_path_of_this_machine_gets_into_a_result(self):
        record = self.measured(lambda bench: shell(": /corpora/app.log"))
        self.assertNotIn(" /corpora", record["commands"][0])
        self.assertIn("$CORPORA/app.log", record["commands"][0])

    def test_a_program_that_a_shell_runs_has_no_path_in_a_result(self):
        command = shell('exec "$0"')
        started = replace(command, arguments=(*command.arguments, "/bin/true"))
        record = self.measured(lambda bench: started)
        self.assertEqual(record["commands"][0], 'sh -c exec "$0" true')

    def test_a_page_shows_the_machine_and_every_row(self):
        result = {
            "date": "2026-01-31",
            "size": 1 << 30,
            "pairs": 7,
            "note": "",
            "smallestPeak": 9e6,
            "versions": {"ripgrep": "13.0.0"},
            "machine": {"cpu": "Xeon", "cores": 2, "memoryBytes": 1 << 34, "kernel": "Linux 6.1"},
            "rows": [self.measured(lambda bench: shell(":", "own"))],
        }
        result["rows"][0]["coresOfOthers"] = 0.9
        for words in (
            "Xeon, 2 cores",
            "not quiet** in 1 of 1",
            "(busy)",
            "ripgrep: 13.0.0",
            "| sample | nothing |",
        ):
            self.assertIn(words, page(result))
