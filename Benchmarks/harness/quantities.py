"""What is worked out from the runs of a row."""

import statistics
from collections.abc import Callable
from dataclasses import asdict, dataclass

from .command import Command
from .pairs import Pair


@dataclass(frozen=True)
class Spread:
    """How some values lie: the middle one, the middle half of them, and the ends."""

    median: float
    lower: float
    upper: float
    least: float
    most: float

    @staticmethod
    def of(values: list[float]) -> "Spread":
        ordered = sorted(values)
        if len(ordered) > 1:
            lower, median, upper = statistics.quantiles(ordered, n=4, method="inclusive")
        else:
            lower = median = upper = ordered[0]
        return Spread(median, lower, upper, ordered[0], ordered[-1])

    def as_json(self) -> dict:
        return {name: round(value, 6) for name, value in asdict(self).items()}


@dataclass(frozen=True)
class Runs:
    """The pairs of a row and the commands that they are runs of."""

    own: Command
    other: Command
    pairs: list[Pair]


@dataclass(frozen=True)
class Quantity:
    """A number that each pair gives."""

    name: str
    unit: str
    of_pair: Callable[[Runs, Pair], float]

    def spread(self, runs: Runs) -> Spread:
        return Spread.of([self.of_pair(runs, pair) for pair in runs.pairs])


def speed(runs: Runs, own: float, other: float) -> float:
    """How many times as many bytes a second."""
    return (runs.own.byte_count / own) / (runs.other.byte_count / other)


def cores_of_others(runs: Runs) -> float:
    """How many cores other processes kept busy, on average over all runs."""
    taken = [usage for pair in runs.pairs for usage in (pair.own, pair.other)]
    return sum(usage.others for usage in taken) / sum(usage.wall for usage in taken)


SPEED = Quantity("speed", "×", lambda runs, pair: speed(runs, pair.own.wall, pair.other.wall))
SPEED_BY_CPU = Quantity(
    "speed by CPU time", "×", lambda runs, pair: speed(runs, pair.own.cpu, pair.other.cpu)
)
TIME = Quantity("time", "×", lambda runs, pair: pair.own.wall / pair.other.wall)
TIME_BY_CPU = Quantity("CPU time", "×", lambda runs, pair: pair.own.cpu / pair.other.cpu)
RATE = Quantity("rate", "GB/s", lambda runs, pair: runs.own.byte_count / pair.own.wall / 1e9)
RATE_BY_CPU = Quantity(
    "rate by CPU time", "GB/s", lambda runs, pair: runs.own.byte_count / pair.own.cpu / 1e9
)
OTHER_RATE = Quantity(
    "rate of the other", "GB/s", lambda runs, pair: runs.other.byte_count / pair.other.wall / 1e9
)
MILLISECONDS = Quantity("time", "ms", lambda runs, pair: 1e3 * pair.own.wall)
BEYOND = Quantity(
    "time beyond the other", "ms", lambda runs, pair: 1e3 * (pair.own.wall - pair.other.wall)
)
PEAK = Quantity("peak memory", "MB", lambda runs, pair: pair.own.peak / 1e6)
OTHER_PEAK = Quantity("peak memory of the other", "MB", lambda runs, pair: pair.other.peak / 1e6)
PER_FINDING = Quantity(
    "CPU time per finding",
    "µs",
    lambda runs, pair: (
        1e6 * (pair.own.cpu - pair.other.cpu) / (pair.own.findings - pair.other.findings)
    ),
)
