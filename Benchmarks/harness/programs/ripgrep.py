"""ripgrep, which looks for the same literals and does nothing with them."""

from pathlib import Path

from corpora.truth import Corpus

from ..command import Command, Outcome, WorkNotDone
from . import find, with_threads

OPTIONS = "--no-config -uuu -c -F".split()


class Ripgrep:
    """Makes commands that count the lines that hold a literal."""

    def __init__(self, literals: list[str], folder: Path):
        self.program = find("rg", "install the package ripgrep")
        self._literals = folder / "literals.txt"
        self._literals.write_text("".join(f"{literal}\n" for literal in literals))

    def count(self, corpus: Corpus, threads: int | None = None) -> Command:
        """Reads what is ignored, hidden and binary too, as pleolint does."""
        arguments = [str(self.program.path), *OPTIONS, "-f", str(self._literals)]
        if threads:
            arguments.append(f"-j{threads}")
        return Command(
            label=with_threads("rg -uuu" if corpus.path.is_dir() else "rg", threads),
            arguments=(*arguments, str(corpus.path)),
            check=lambda outcome: check_count(outcome, corpus.truth.literal_lines),
            byte_count=corpus.truth.byte_count,
        )


def check_count(outcome: Outcome, expected: int) -> None:
    """A file gives a number, a folder `path:number` for each file with any."""
    counted = sum(int(line.rpartition(":")[2]) for line in outcome.output.splitlines())
    if counted != expected:
        raise WorkNotDone(f"counted {counted} lines with a literal, and there are {expected}")
