"""The command line."""

import argparse
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .pairs import Plan

REPOSITORY = Path(__file__).resolve().parents[2]
UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


@dataclass(frozen=True)
class Options:
    """What a run is asked to do."""

    pleolint: Path
    corpora: Path
    results: Path | None
    only: list[str]
    size: int
    plan: Plan
    note: str
    selftest: bool
    list: bool

    @property
    def rules(self) -> Path:
        return REPOSITORY / "rules"


def options(arguments: list[str]) -> Options:
    given = parser().parse_args(arguments)
    # What is no whole run is shown, and not kept.
    is_whole = not given.quick and not given.only
    return Options(
        pleolint=given.pleolint.absolute(),
        corpora=given.corpora.absolute(),
        results=given.results.absolute() if is_whole else None,
        only=[name for names in given.only for name in names.split(",")],
        size=8 << 20 if given.quick else given.size,
        plan=Plan(pairs=2, seconds=1, fewest=2)
        if given.quick
        else Plan(given.pairs, given.seconds),
        note=given.note,
        selftest=given.selftest,
        list=given.list,
    )


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench.py", description="Measures pleolint beside its limits and its peers."
    )
    add = parser.add_argument
    add(
        "--pleolint",
        type=Path,
        default=REPOSITORY / ".build/release/pleolint",
        metavar="FILE",
        help="the program to measure; default: what make build builds",
    )
    add(
        "--corpora",
        type=Path,
        default=default_corpora(),
        metavar="DIR",
        help="where corpora are made and kept; default: %(default)s",
    )
    add(
        "--results",
        type=Path,
        default=REPOSITORY / "Benchmarks/results",
        metavar="DIR",
        help="where the result of a whole run is written; default: Benchmarks/results",
    )
    add(
        "--only",
        action="append",
        default=[],
        metavar="ROW,…",
        help="measure these rows, and keep no result; a * stands for any letters",
    )
    add(
        "--size",
        type=size,
        default=1 << 30,
        metavar="SIZE",
        help="of the sparse log, such as 256M; the others follow; default: 1G",
    )
    add("--pairs", type=positive, default=7, metavar="N", help="how many of a row; default: 7")
    add(
        "--seconds",
        type=float,
        default=30,
        metavar="N",
        help="start no more pairs of a row after so many, from the third on; default: 30",
    )
    add("--quick", action="store_true", help="small corpora and few pairs: does everything run?")
    add("--note", default="", metavar="TEXT", help="what else the result should say")
    add("--list", action="store_true", help="list the rows, and measure nothing")
    add("--selftest", action="store_true", help="test the harness itself, and measure nothing")
    return parser


def default_corpora() -> Path:
    return Path(os.environ.get("TMPDIR") or tempfile.gettempdir()) / "pleolint-corpora"


def size(text: str) -> int:
    match = re.fullmatch(r"(\d+)([KMG]?)", text)
    if not match or int(match[1]) == 0:
        raise argparse.ArgumentTypeError(f"{text} is no size; write it like 256M")
    return int(match[1]) * UNITS[match[2]]


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text} is no number from 1")
    return int(text)
