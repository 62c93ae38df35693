"""Runs rows, and makes of each what a result holds."""

from dataclasses import asdict

from .command import Command, WorkNotDone
from .goals import judged
from .pairs import Pair, Plan, run_pairs
from .programs import NotInstalled
from .quantities import (
    OTHER_PEAK,
    OTHER_RATE,
    PEAK,
    RATE,
    SPEED,
    SPEED_BY_CPU,
    Runs,
    cores_of_others,
)
from .rows import Row
from .workbench import Workbench

SHOWN = {
    "speed": SPEED,
    "speedByCPU": SPEED_BY_CPU,
    "rate": RATE,
    "otherRate": OTHER_RATE,
    "peak": PEAK,
    "otherPeak": OTHER_PEAK,
}
"""What every row says, whatever is asked of it."""


def measure(row: Row, bench: Workbench, plan: Plan) -> dict:
    """One row of a result. What went wrong stands in it, and stops no other row."""
    record = {"row": row.name, "work": row.work}
    try:
        own, other = row.own(bench), row.other(bench)
        record |= {"own": own.label, "other": other.label}
        pairs = run_pairs(own, other, plan.times(row.repeats))
    except NotInstalled as absent:
        return record | {"state": "absent", "message": str(absent)}
    except WorkNotDone as problem:
        return record | {"state": "error", "message": str(problem)}
    return record | measured(row, Runs(own, other, pairs), bench)


def measured(row: Row, runs: Runs, bench: Workbench) -> dict:
    return {
        "state": "measured",
        "commands": [shown_command(command, bench) for command in (runs.own, runs.other)],
        "bytes": [runs.own.byte_count, runs.other.byte_count],
        "findings": min(pair.own.findings for pair in runs.pairs),
        **{name: quantity.spread(runs).as_json() for name, quantity in SHOWN.items()},
        "coresOfOthers": round(cores_of_others(runs), 3),
        "goals": [judged(goal, runs) for goal in row.goals],
        "pairs": [shown_pair(pair) for pair in runs.pairs],
    }


def shown_command(command: Command, bench: Workbench) -> str:
    """A command line without the paths of this machine."""
    program, *arguments = command.arguments
    corpora = str(bench.store.folder)
    shown = (argument.replace(corpora, "$CORPORA") for argument in arguments)
    return " ".join([name_of(program), *map(name_of, shown)])


def name_of(argument: str) -> str:
    """A path without its folders; whatever else it is, the argument itself."""
    return argument.rpartition("/")[2] if argument.startswith("/") else argument


def shown_pair(pair: Pair) -> dict:
    return {"own": asdict(pair.own), "other": asdict(pair.other)}
