"""Recipes of logs."""

import random
from dataclasses import dataclass

from .content import Content, ContentFile
from .loglines import DenseLines, HardLines, LogLines
from .plants import plant_in_log, plant_in_record
from .repeat import Repeater
from .store import Recipe
from .words import Words

MEBIBYTE = 1 << 20
# A credential comes after two to six of them.
SPACING = 4 * MEBIBYTE


class Spacing:
    """Says where the next credential is due."""

    def __init__(self, chance: random.Random, size: int):
        self._chance = chance
        # A small corpus has some too.
        self._usual = min(SPACING, max(1, size // 8))
        self._next = self._draw()

    def is_due(self, size: int) -> bool:
        if size < self._next:
            return False
        self._next = size + self._draw()
        return True

    def _draw(self) -> int:
        return int(self._usual * (0.5 + self._chance.random()))


class LogWriter:
    """Writes files of blocks, with a credential between them now and then."""

    def __init__(self, content: Content, repeater: Repeater, chance: random.Random, plant):
        self._content = content
        self._repeater = repeater
        self._chance = chance
        self._plant = plant

    def write(self, name: str, size: int) -> None:
        """Writes a file of a size, or up to a block more."""
        with self._content.file(name) as file:
            self.fill(file, size)

    def fill(self, file: ContentFile, size: int) -> None:
        spacing = Spacing(self._chance, size)
        for block in self._repeater.endless():
            file.write(block)
            if spacing.is_due(file.size):
                self._plant(file)
            if file.size >= size:
                break


class LinePlanter:
    """Plants lines of a log, with other lines around each if need be."""

    def __init__(self, words: Words, around: str = ""):
        self._words = words
        self._around = around
        self._count = 0

    def __call__(self, file: ContentFile) -> None:
        file.write_text(self._around)
        file.plant(plant_in_log(self._words, self._count))
        file.write_text(self._around)
        self._count += 1


@dataclass(frozen=True)
class SparseLog(Recipe):
    """Lines of services, JSON and access logs, and a credential every few MiB."""

    size: int
    files: int = 1

    name = "sparse-log"

    @property
    def single_file(self) -> str | None:
        return "app.log" if self.files == 1 else None

    def make(self, content: Content, chance: random.Random) -> None:
        words = Words(chance)
        repeater = Repeater(content, chance, self.size, LogLines(words).next)
        writer = LogWriter(content, repeater, chance, LinePlanter(words))
        for number in range(self.files):
            writer.write(self.single_file or f"app-{number:03}.log", self.size // self.files)


@dataclass(frozen=True)
class DenseLog(Recipe):
    """A Pleo name on every fifth line, and a credential every few MiB."""

    size: int

    name = "dense-log"
    single_file = "app.log"

    def make(self, content: Content, chance: random.Random) -> None:
        words = Words(chance)
        repeater = Repeater(content, chance, self.size, DenseLines(words).next)
        LogWriter(content, repeater, chance, LinePlanter(words)).write("app.log", self.size)


@dataclass(frozen=True)
class HardLog(Recipe):
    """Every line a near miss, and a credential every few MiB."""

    size: int

    name = "hard-log"
    single_file = "app.log"

    def make(self, content: Content, chance: random.Random) -> None:
        words = Words(chance)
        lines = HardLines(words)
        repeater = Repeater(content, chance, self.size, lines.next)
        # What stands near a sign of Pleo may rightly be taken for Pleo's.
        around = "".join(lines.next_near_name() for _ in range(40))
        LogWriter(content, repeater, chance, LinePlanter(words, around)).write("app.log", self.size)


@dataclass(frozen=True)
class GiantLine(Recipe):
    """One line of JSON records, and a credential every few MiB."""

    size: int

    name = "giant-line"
    single_file = "export.json"

    def make(self, content: Content, chance: random.Random) -> None:
        words = Words(chance)
        lines = LogLines(words)
        repeater = Repeater(content, chance, self.size, lambda: lines.next_record() + ",")
        writer = LogWriter(
            content, repeater, chance, lambda file: file.plant(plant_in_record(words))
        )
        with content.file("export.json") as file:
            file.write_text("[")
            writer.fill(file, self.size)
            file.write_text("{}]")
        content.truth.literal_lines = 1
