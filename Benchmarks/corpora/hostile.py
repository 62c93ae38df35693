"""Recipe of a folder of texts that were made to keep a reader from its end.

What is read in time that grows with its square takes sixteen times as long for four times the text.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .content import Content
from .plants import KEY_PREFIX, random_key
from .store import Recipe
from .words import Words

TEXTS = Path(__file__).with_name("hostile.json")


@dataclass(frozen=True)
class HostileText:
    """A text of one thought: what comes first, what is repeated one after another, what comes last."""

    file: str
    start: str
    repeated: tuple[str, ...]
    end: str

    def filled(self, size: int) -> str:
        """About so many bytes, without what comes first and last."""
        share = size // len(self.repeated)
        return "".join(part * (share // len(part.encode())) for part in self.repeated)


def hostile_texts() -> Iterator[HostileText]:
    for group in json.loads(TEXTS.read_text()):
        for text in group["texts"]:
            yield HostileText(
                text["file"], text["start"], tuple(text["repeated"]), text.get("end", "")
            )


@dataclass(frozen=True)
class HostileTexts(Recipe):
    """Each text in a file of its own, and a credential behind it that has to be found."""

    size: int
    """Of each file, about."""

    name = "hostile"

    def make(self, content: Content, chance: random.Random) -> None:
        words = Words(chance)
        for text in hostile_texts():
            parts = (text.start, text.filled(self.size), text.end, f"\n{KEY_PREFIX}{{key}}\n")
            written, secrets = with_keys("".join(parts), words)
            with content.file(text.file) as file:
                file.plant_all(written, secrets)


def with_keys(text: str, words: Words) -> tuple[str, list[str]]:
    """A text with a key wherever it has room for one, and the keys, with their prefixes."""
    first, *others = text.split("{key}")
    secrets = []
    for other in others:
        secret = random_key(words)
        secrets.append((KEY_PREFIX if first.endswith(KEY_PREFIX) else "") + secret)
        first += secret + other
    return first, secrets
