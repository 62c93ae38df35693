"""Writes the files of a corpus, and keeps account of what it wrote."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from .literals import LiteralCounter
from .plants import Plant
from .truth import Truth


@dataclass(frozen=True)
class Block:
    """Text whose lines are counted already, so that it can be written many times."""

    text: bytes
    line_count: int
    literal_lines: int


class Content:
    """The folder of a corpus while it is made."""

    def __init__(self, folder: Path, literals: list[str]):
        self.truth = Truth()
        self.folder = folder
        self._counter = LiteralCounter(literals)
        self._digest = hashlib.blake2b(digest_size=16)

    def digest(self) -> str:
        return self._digest.hexdigest()

    def block(self, text: bytes) -> Block:
        return Block(text, text.count(b"\n"), self._counter.lines_of(text))

    def file(self, name: str) -> "ContentFile":
        """Opens a file that is written piece by piece, whole lines or what belongs to one line."""
        return ContentFile(self, name)

    def whole_file(self, name: str, block: Block) -> None:
        """Writes a file at once."""
        with self.file(name) as file:
            file.write(block)

    def planted_file(self, name: str, plant: Plant) -> None:
        """Writes a file that is one text with a credential."""
        with self.file(name) as file:
            file.plant(plant)

    def digest_of(self, name: str, text: bytes) -> None:
        """Takes something that stands in no file of its own into the digest."""
        self._digest.update(name.encode() + b"\0" + text)

    def _note_start(self, name: str) -> None:
        self.truth.file_count += 1
        self._digest.update(name.encode() + b"\0")

    def _note(self, block: Block) -> None:
        self.truth.byte_count += len(block.text)
        self.truth.line_count += block.line_count
        self.truth.literal_lines += block.literal_lines
        self._digest.update(block.text)


class ContentFile:
    """A file of a corpus while it is written."""

    def __init__(self, content: Content, name: str):
        self.size = 0
        self._content = content
        self._name = name
        path = content.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("wb")
        content._note_start(name)

    def __enter__(self) -> "ContentFile":
        return self

    def __exit__(self, *_) -> None:
        self._file.close()

    def write(self, block: Block) -> None:
        self._file.write(block.text)
        self.size += len(block.text)
        self._content._note(block)

    def write_text(self, text: str) -> None:
        self.write(self._content.block(text.encode()))

    def plant(self, plant: Plant) -> None:
        """Writes a text with a credential, and notes where that stands."""
        self.plant_all(plant.text, [plant.secret])

    def plant_all(self, text: str, secrets: list[str]) -> None:
        """Writes a text with some credentials, and notes where they stand."""
        offsets = self._content.truth.plants.setdefault(self._name, [])
        offsets += [self.size + len(text[: text.index(secret)].encode()) for secret in secrets]
        self.write_text(text)
