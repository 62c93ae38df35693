"""pleolint itself."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from corpora.truth import Corpus, Truth

from ..command import Command, Outcome, WorkNotDone
from . import Program, program, with_threads
from .git import inside

OPTIONS = "scan --no-config --no-ignore --fail-on never --format jsonl --progress never".split()

# Notes about how an interface is called are no credentials.
HISTORY_OPTIONS = (
    "git --no-config --fail-on never --format jsonl --progress never"
    " --skip pleo-company-id-parameter"
).split()


class Pleolint:
    """Makes commands that scan, and checks that they found what was planted and nothing else."""

    def __init__(self, path: Path):
        self.program: Program = program("pleolint", path)

    def history(self, corpus: Corpus, threads: int | None = None) -> Command:
        """A scan of all that a repository reaches."""
        arguments = [str(self.program.path), *HISTORY_OPTIONS]
        if threads:
            arguments += ["--threads", str(threads)]
        return Command(
            label=with_threads("pleolint git", threads),
            arguments=(*arguments, str(corpus.path)),
            check=lambda outcome: check_report(outcome, corpus.truth),
            byte_count=corpus.truth.byte_count,
        )

    def hook(self, corpus: Corpus) -> Command:
        """The hook that git runs before a commit, as `hook install` has it run."""
        command = (str(self.program.path), "hook", "pre-commit")
        return inside(corpus, "pleolint hook pre-commit", command, check_hook)

    def scan(
        self, corpus: Corpus, threads: int | None = None, rules: Corpus | None = None
    ) -> Command:
        """A scan, by as many threads as there are cores if nothing is said of them."""
        arguments = [str(self.program.path), *OPTIONS, "--root", str(corpus.root)]
        if threads:
            arguments += ["--threads", str(threads)]
        if rules:
            arguments += ["--rules", str(rules.path)]
        label = with_threads("pleolint", threads)
        return Command(
            label=f"{label}, {rules.name.replace('-', ' ')}" if rules else label,
            arguments=(*arguments, str(corpus.path)),
            check=lambda outcome: check_report(outcome, corpus.truth),
            byte_count=corpus.truth.byte_count,
        )


def check_hook(outcome: Outcome) -> None:
    """It has to have read the file that is staged, and found nothing in it."""
    if not re.match(r"read 1 artifact .*; found 0 errors, 0 warnings, ", outcome.output):
        raise WorkNotDone("did not read what is staged, or found something in it")


def check_report(outcome: Outcome, truth: Truth) -> int:
    """Compares a report in JSON Lines with what is true of the corpus, and counts its findings."""
    records = [json.loads(line) for line in outcome.output.splitlines()]
    if not records or records[-1]["type"] != "end":
        raise WorkNotDone("wrote a report without its end")
    check_amount(records[-1], truth)
    findings = [record for record in records if record["type"] == "finding"]
    check_findings(findings, truth)
    return len(findings)


def check_amount(end: dict, truth: Truth) -> None:
    if not end["complete"]:
        raise WorkNotDone("did not read everything")
    for name, expected in (("artifacts", truth.file_count), ("bytes", truth.byte_count)):
        if end[name] != expected:
            raise WorkNotDone(f"read {end[name]} {name}, and there are {expected}")


def check_findings(findings: Iterable[dict], truth: Truth) -> None:
    """Every credential has to be found; a finding that covers none is wrong.

    Several rules may find one credential; what is said of comments that suppress is about none.
    """
    planted = {(path, offset) for path, offsets in truth.plants.items() for offset in offsets}
    found = set()
    for finding in findings:
        if finding["ruleId"].startswith("pleolint-suppression-"):
            continue
        covered = planted_in(finding, truth, planted)
        if covered is None:
            raise WorkNotDone(
                f"found {finding['ruleId']} in {finding['path']} at line"
                f" {finding['region']['startLine']}, where nothing is"
            )
        found.add(covered)
    if found != planted:
        raise WorkNotDone(f"found {len(found)} credentials, and there are {len(planted)}")


def planted_in(finding: dict, truth: Truth, planted: set) -> tuple[str, int] | None:
    """The credential that a finding covers; most start where the finding does."""
    path, start = finding["path"], finding["region"]["byteOffset"]
    if (path, start) in planted:
        return path, start
    end = start + finding["region"]["byteLength"]
    inside = (offset for offset in truth.plants.get(path, []) if start <= offset < end)
    return next(((path, offset) for offset in inside), None)
