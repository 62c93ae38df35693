"""A command that is measured, and what a run of it took."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SPAWN = Path(__file__).with_name("spawn.py")


class WorkNotDone(Exception):
    """A command failed, or did not find what it had to."""


@dataclass(frozen=True)
class Usage:
    """What one run took."""

    wall: float
    """Seconds."""
    user: float
    system: float
    others: float
    """CPU time that other processes took meanwhile, in ticks of the kernel."""
    peak: int
    """The most memory that was resident at once, in bytes; pages of mapped files count."""
    findings: int = 0
    """How many findings it reported, where it is pleolint's."""

    @property
    def cpu(self) -> float:
        return self.user + self.system


@dataclass(frozen=True)
class Outcome:
    """What a run left behind, for the check of its work."""

    folder: Path
    status: int
    output: str
    errors: str


@dataclass(frozen=True)
class Command:
    """A program with its arguments, and how to see that it did its work."""

    label: str
    """What a reader calls it: `rg, 1 thread`."""
    arguments: tuple[str, ...]
    check: Callable[[Outcome], int | None]
    """Throws `WorkNotDone` where the work was not done; returns how many findings were reported."""
    byte_count: int
    """How much there is to read."""
    statuses: tuple[int, ...] = (0,)
    """The statuses with which it has done its work."""


def run(command: Command, folder: Path) -> Usage:
    """Runs a command once, with a folder for what it writes, and checks what it did."""
    output, errors = folder / "output", folder / "errors"
    spawned = subprocess.run(
        [sys.executable, "-I", "-S", str(SPAWN), str(output), str(errors), *command.arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if spawned.returncode != 0:
        reason = spawned.stderr.strip().splitlines()
        raise WorkNotDone(
            f"{command.label} did not start: {reason[-1] if reason else 'no reason given'}"
        )
    status, *times, peak = spawned.stdout.split()
    wall, user, system, others = map(float, times)
    outcome = Outcome(folder, int(status), read(output), read(errors))
    return Usage(wall, user, system, others, int(peak), check(command, outcome))


def check(command: Command, outcome: Outcome) -> int:
    if outcome.status not in command.statuses:
        raise WorkNotDone(f"{command.label} {ending(outcome.status)}{last_line(outcome.errors)}")
    try:
        return command.check(outcome) or 0
    except WorkNotDone as problem:
        raise WorkNotDone(f"{command.label} {problem}") from None
    except (ValueError, KeyError, IndexError):
        raise WorkNotDone(f"{command.label} wrote what cannot be read as its output") from None


def ending(status: int) -> str:
    return f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"


def last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return f": {lines[-1]}" if lines else ""


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
