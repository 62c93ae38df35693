"""Recipes of files that hold very many findings, and of the same files without them."""

import random
from dataclasses import dataclass

from .content import Content
from .plants import KEY_PREFIX, Plant, random_key
from .store import Recipe
from .words import Words


class Entries:
    """Draws what a file is made of: two lines, of which the second may hold a credential."""

    def __init__(self, words: Words):
        self.words = words

    def plain(self, number: int) -> str:
        raise NotImplementedError

    def planted(self, number: int) -> Plant:
        raise NotImplementedError

    def unplanted(self, number: int) -> str:
        """As long as the planted line, and nothing in it."""
        raise NotImplementedError


class EnvironmentEntries(Entries):
    """Settings by name, one a line."""

    def plain(self, number: int) -> str:
        return f"SERVICE_{number:05}_URL=https://{self.words.kebab()}.example.com/v1/\n"

    def planted(self, number: int) -> Plant:
        key = random_key(self.words)
        return Plant(f"PLEO_API_KEY_{number:05}={key}\n", key)

    def unplanted(self, number: int) -> str:
        return f"AUDIT_RULES_{number:05}={self.words.kebab(10):.32}\n"


class LogEntries(Entries):
    """Lines of a log."""

    def plain(self, number: int) -> str:
        return f"2026-03-14T08:11:52Z INFO worker-{number:05} {self.words.sentence(9)}\n"

    def planted(self, number: int) -> Plant:
        key = KEY_PREFIX + random_key(self.words)
        return Plant(f"2026-03-14T08:11:53Z ERROR external.pleo.io refused {key} again\n", key)

    def unplanted(self, number: int) -> str:
        name = f"{self.words.kebab(10):.36}"
        return f"2026-03-14T08:11:53Z ERROR external.corp.io refused {name} again\n"


ENTRIES = {"services.env": EnvironmentEntries, "app.log": LogEntries}


@dataclass(frozen=True)
class ManyFindings(Recipe):
    """One file of as many pairs of lines, with a credential in some of the second lines."""

    file: str
    entries: int
    findings: int

    name = "many-findings"

    @property
    def single_file(self) -> str:
        return self.file

    def make(self, content: Content, chance: random.Random) -> None:
        entries = ENTRIES[self.file](Words(chance))
        with content.file(self.file) as file:
            for number in range(self.entries):
                file.write_text(entries.plain(number))
                # Both are drawn, so that the lines around are the same whatever is chosen.
                planted, unplanted = entries.planted(number), entries.unplanted(number)
                if self._has_finding(number):
                    file.plant(planted)
                else:
                    file.write_text(unplanted)

    def _has_finding(self, number: int) -> bool:
        """True for as many numbers as there are findings, evenly spread."""
        before, after = (count * self.findings // self.entries for count in (number, number + 1))
        return after > before
