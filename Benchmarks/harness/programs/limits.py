"""What reads everything and does next to nothing: `wc -l`, one pass of memory."""

from corpora.truth import Corpus

from ..command import Command, Outcome, WorkNotDone
from . import find


class WordCount:
    """Makes commands that count lines."""

    def __init__(self):
        self.program = find("wc", "it is part of coreutils")

    def lines(self, corpus: Corpus) -> Command:
        expected = corpus.truth.line_count

        def check(outcome: Outcome) -> None:
            counted = int(outcome.output.split()[0])
            if counted != expected:
                raise WorkNotDone(f"counted {counted} lines, and there are {expected}")

        return Command(
            label="wc -l",
            arguments=(str(self.program.path), "-l", str(corpus.path)),
            check=check,
            byte_count=corpus.truth.byte_count,
        )
