"""From options to a result."""

import fnmatch
import sys
import unittest

from .measure import measure
from .options import REPOSITORY, Options, options
from .results import Recording, write
from .rows import ROWS, Row
from .table import summary
from .workbench import Workbench


def main(arguments: list[str]) -> int:
    """Returns 0, or 1 where a row is an error, or 2 for wrong usage; a missing peer is no error."""
    given = options(arguments)
    if given.selftest:
        return selftest()
    rows = chosen(given.only)
    if not rows:
        return fail(f"there is no row {', '.join(given.only)}; --list names them")
    if given.list:
        print("\n".join(f"{row.name:18} {row.work}" for row in rows))
        return 0
    if not given.pleolint.exists():
        return fail(f"there is no {given.pleolint}; run make build first")
    return run(rows, given)


def run(rows: list[Row], given: Options) -> int:
    bench = Workbench(given.pleolint, given.rules, given.corpora, given.size, say)
    recording = Recording(given, bench)
    for row in rows:
        record = measure(row, bench, given.plan)
        print(summary(record), flush=True)
        recording.add(record)
    result = recording.finish(bench)
    if result["rows"][-1]["row"] == "memory":
        print(summary(result["rows"][-1]))
    if given.results:
        say(f"the result is in {write(result, given.results)}")
    return 1 if any(row["state"] == "error" for row in result["rows"]) else 0


def chosen(patterns: list[str]) -> list[Row]:
    if not patterns:
        return list(ROWS)
    return [row for row in ROWS if any(fnmatch.fnmatch(row.name, each) for each in patterns)]


def selftest() -> int:
    folder = REPOSITORY / "Benchmarks"
    suite = unittest.defaultTestLoader.discover(str(folder / "tests"), "*_tests.py", str(folder))
    outcome = unittest.TextTestRunner(verbosity=1).run(suite)
    return 0 if outcome.wasSuccessful() and outcome.testsRun else 1


def say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def fail(text: str) -> int:
    say(text)
    return 2
