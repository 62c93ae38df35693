"""Other secret scanners: Kingfisher and gitleaks, with equal rules."""

import json
from collections.abc import Iterable
from pathlib import Path

from corpora.truth import Corpus

from ..command import Command, Outcome, WorkNotDone
from . import Program, find, program
from .equalrules import gitleaks_rules, kingfisher_rules
from .git import inside

# No issuer is asked, nor whether there is a newer version; no file is too large.
KINGFISHER_OPTIONS = (
    "scan --quiet --no-update-check --no-validate --load-builtins=false --max-file-size 0"
    " --format jsonl"
).split()
KINGFISHER_FOUND = 200
"""Its status where it found something."""
GITLEAKS_OPTIONS = (
    "dir --no-banner --log-level error --exit-code 0 --report-format json --report-path -"
).split()


class Kingfisher:
    """Makes commands that scan with Kingfisher."""

    def __init__(self, folder: Path):
        self.program = native(find("kingfisher", "pip install kingfisher-bin"))
        self._rules = folder / "kingfisher.yml"
        self._rules.write_text(kingfisher_rules())
        self._cache = folder / "kingfisher-cache"

    def scan(self, corpus: Corpus, turbo: bool = False) -> Command:
        arguments = [str(self.program.path), *KINGFISHER_OPTIONS]
        arguments += ["--rules-path", str(self._rules), "--rule-cache-dir", str(self._cache)]
        if turbo:
            arguments.append("--turbo")
        return Command(
            label="Kingfisher --turbo" if turbo else "Kingfisher",
            arguments=(*arguments, str(corpus.path)),
            check=lambda outcome: check_secrets(self._secrets(outcome), corpus),
            byte_count=corpus.truth.byte_count,
            statuses=(0, KINGFISHER_FOUND),
        )

    def staged(self, corpus: Corpus) -> Command:
        """A scan of what is staged, in which nothing is to be found."""
        arguments = [str(self.program.path), *KINGFISHER_OPTIONS, "--staged"]
        arguments += ["--rules-path", str(self._rules), "--rule-cache-dir", str(self._cache)]
        return inside(corpus, "Kingfisher --staged", [*arguments, "."], lambda outcome: None)

    @staticmethod
    def _secrets(outcome: Outcome) -> Iterable[str]:
        records = (json.loads(line) for line in outcome.output.splitlines())
        return (record["finding"]["snippet"] for record in records if "finding" in record)


def native(found: Program) -> Program:
    """The program itself, where PATH holds the script that a Python package starts it with."""
    with found.path.open("rb") as file:
        if file.read(2) != b"#!":
            return found
    packages = found.path.resolve().parent.parent.glob("lib/python3*/site-packages")
    paths = (folder / "kingfisher" / "bin" / "kingfisher" for folder in packages)
    return next((program(found.name, path) for path in paths if path.exists()), found)


class Gitleaks:
    """Makes commands that scan with gitleaks."""

    def __init__(self, folder: Path):
        self.program = find("gitleaks", "install the package gitleaks, 8.19 or later", ("version",))
        rules = folder / "gitleaks.toml"
        rules.write_text(gitleaks_rules())
        self._arguments = (str(self.program.path), *GITLEAKS_OPTIONS, "--config", str(rules))

    def scan(self, corpus: Corpus) -> Command:
        return Command(
            label="gitleaks",
            arguments=(*self._arguments, str(corpus.path)),
            check=lambda outcome: check_secrets(self._secrets(outcome), corpus),
            byte_count=corpus.truth.byte_count,
        )

    @staticmethod
    def _secrets(outcome: Outcome) -> Iterable[str]:
        return (finding["Secret"] for finding in json.loads(outcome.output or "[]"))


def check_secrets(found: Iterable[str], corpus: Corpus) -> None:
    """Every planted credential has to be found; what else is found is the peer's affair."""
    planted = corpus.secrets()
    missed = planted - set(found)
    if missed:
        raise WorkNotDone(
            f"found {len(planted) - len(missed)} credentials, and there are {len(planted)}"
        )
