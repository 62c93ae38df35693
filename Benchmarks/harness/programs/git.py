"""git itself, which hands out every object, or every change, of a repository."""

import os
from collections.abc import Callable, Sequence

from corpora.truth import Corpus

from ..command import Command, Outcome, WorkNotDone
from . import find


class Git:
    """Makes commands that read a history and do nothing with it."""

    def __init__(self):
        self.program = find("git", "install the package git")

    def objects(self, corpus: Corpus) -> Command:
        """All objects in the order of the pack: what is fastest."""
        options = "--batch-all-objects --batch --buffer --unordered".split()
        return self._command("git cat-file", corpus, "cat-file", *options)

    def changes(self, corpus: Corpus) -> Command:
        """The patch of every commit, as scanners read it that ask git for one."""
        return self._command("git log -p", corpus, "log", "-p", "--all")

    def staged(self, corpus: Corpus) -> Command:
        """The patch of what is staged."""
        command = (str(self.program.path), "diff", "--cached")
        return inside(corpus, "git diff --cached", command, check_patch)

    def _command(self, label: str, corpus: Corpus, *arguments: str) -> Command:
        place = ("-c", "core.pager=cat", f"--git-dir={corpus.path}")
        return Command(
            label=label,
            # What is written is not kept: it would be gigabytes.
            arguments=(
                "/bin/sh", "-c", 'exec "$0" "$@" > ' + os.devnull,
                str(self.program.path), *place, *arguments,
            ),
            check=lambda outcome: None,
            byte_count=corpus.truth.byte_count,
        )


def inside(
    corpus: Corpus, label: str, command: Sequence[str], check: Callable[[Outcome], None]
) -> Command:
    """A command that is run in the folder of a corpus, as a hook is."""
    return Command(
        label=label,
        arguments=("/bin/sh", "-c", 'cd "$0" && exec "$@"', str(corpus.path), *command),
        check=check,
        byte_count=corpus.truth.byte_count,
    )


def check_patch(outcome: Outcome) -> None:
    if not outcome.output.startswith("diff --git "):
        raise WorkNotDone("wrote no patch")
