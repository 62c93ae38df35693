"""The programs that are run: pleolint, the limits, and the peers."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


class NotInstalled(Exception):
    """A program is not there; the text says how to get it."""


@dataclass(frozen=True)
class Program:
    """A program on this machine."""

    name: str
    path: Path
    version: str


def find(name: str, cure: str, version_arguments: tuple[str, ...] = ("--version",)) -> Program:
    """Looks for a program in PATH; `cure` is how to get it."""
    path = shutil.which(name)
    if path is None:
        raise NotInstalled(f"{name} is not installed: {cure}")
    return program(name, Path(path), version_arguments)


def program(name: str, path: Path, version_arguments: tuple[str, ...] = ("--version",)) -> Program:
    return Program(name, path, version_of(path, version_arguments))


def version_of(path: Path, arguments: tuple[str, ...]) -> str:
    """The first version number that a program says of itself."""
    said = subprocess.run(
        [path, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    found = re.search(r"\d+\.\d+[\w.+-]*", said.stdout + said.stderr)
    return found.group() if found else "does not say its version"


def with_threads(name: str, threads: int | None) -> str:
    """What a command is called that runs by some threads."""
    if threads is None:
        return name
    return f"{name}, {threads} thread" if threads == 1 else f"{name}, {threads} threads"
