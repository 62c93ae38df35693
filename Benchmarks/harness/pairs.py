"""Runs two commands by turns.

What else happens on a machine comes and goes. Two runs right after each other see about the same of
it, so that the ratio of a pair is worth more than the ratio of two averages.
"""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .command import Command, Usage, run


@dataclass(frozen=True)
class Pair:
    """One run of pleolint, and one of what it is compared with."""

    own: Usage
    other: Usage


@dataclass(frozen=True)
class Plan:
    """How often to run."""

    pairs: int
    seconds: float
    """No pair is started after so many; a few are run all the same."""
    fewest: int = 3

    def times(self, factor: int) -> "Plan":
        return Plan(self.pairs * factor, self.seconds, self.fewest)


def run_pairs(own: Command, other: Command, plan: Plan) -> list[Pair]:
    """Runs each command once to warm up, which also checks it, then both by turns."""
    with tempfile.TemporaryDirectory(prefix="pleolint-bench-") as name:
        folder = Path(name)
        run(own, folder)
        run(other, folder)
        deadline = time.monotonic() + plan.seconds
        pairs: list[Pair] = []
        while len(pairs) < plan.pairs and (len(pairs) < plan.fewest or time.monotonic() < deadline):
            pairs.append(run_pair(own, other, folder, own_first=is_own_first(len(pairs))))
        return pairs


def is_own_first(number: int) -> bool:
    """Alternates, so that neither always runs after the other."""
    return number % 2 == 0


def run_pair(own: Command, other: Command, folder: Path, own_first: bool) -> Pair:
    if own_first:
        usage = run(own, folder)
        return Pair(usage, run(other, folder))
    usage = run(other, folder)
    return Pair(run(own, folder), usage)
