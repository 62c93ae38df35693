"""What is true of a corpus: its size, and what has to be found in it."""

import re
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Truth:
    """What a scan of a corpus has to come to."""

    byte_count: int = 0
    file_count: int = 0
    line_count: int = 0
    """Line feeds, as `wc -l` counts them."""
    literal_lines: int = 0
    """Lines that hold a literal, as `rg -c` counts them."""
    plants: dict[str, list[int]] = field(default_factory=dict)
    """For each file, the byte offsets of its made-up credentials, in order."""

    @property
    def plant_count(self) -> int:
        return sum(len(offsets) for offsets in self.plants.values())

    def as_json(self) -> dict:
        return asdict(self)


@dataclass(frozen=True)
class Corpus:
    """A corpus on disk."""

    name: str
    path: Path
    """What is scanned: a file, or a folder."""
    truth: Truth
    digest: str
    """Of its bytes: the same parameters give the same."""

    @property
    def root(self) -> Path:
        """What the paths of the truth are relative to."""
        return self.path if self.path.is_dir() else self.path.parent

    def secrets(self) -> set[str]:
        """The credentials that were planted."""
        return {
            secret_at(self.root / name, offset)
            for name, offsets in self.truth.plants.items()
            for offset in offsets
        }


def secret_at(path: Path, offset: int) -> str:
    """The credential that starts at an offset of a file."""
    with path.open("rb") as file:
        file.seek(offset)
        return re.match(rb"\w*", file.read(64)).group().decode()
