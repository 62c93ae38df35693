"""Recipes of folders of sources, and of one small source."""

import math
import random
from dataclasses import dataclass

from .content import Block, Content
from .plants import Plant, random_key
from .sources import PIECES, PleoSources
from .store import Recipe
from .template import Template
from .words import Words

# How many of a hundred files are of a language.
SHARES = {
    "ts": 22,
    "py": 14,
    "java": 14,
    "go": 12,
    "c": 10,
    "json": 8,
    "yaml": 7,
    "md": 7,
    "css": 4,
    "min.js": 2,
}
PIECES_OF_A_LANGUAGE = 500
# Log-normal, as sizes of sources are: half are smaller than the first.
MEDIAN_SIZE = 1800
SPREAD_OF_SIZES = 1.7
LARGEST = 4 << 20
# Of the files, one in so many mentions Pleo, correctly; one holds a credential; one is binary.
PER_MENTION = 500
PER_PLANT = 1000
PER_BINARY = 50


class Folders:
    """Draws folders as projects have them: most are deep, and each holds a few files."""

    FILES_OF_A_FOLDER = 9

    def __init__(self, words: Words):
        self._words = words
        self._folders = [""]
        self._left = 0
        self._current = ""
        self._count = 0

    def next_file(self, ending: str) -> str:
        """The path of one more file."""
        if self._left == 0:
            self._current = self._new_folder()
            self._left = self._words.number(1, 2 * self.FILES_OF_A_FOLDER - 1)
        self._left -= 1
        self._count += 1
        # Numbered, since no two may have one name.
        return f"{self._current}{self._words.snake()}_{self._count}.{ending}"

    def _new_folder(self) -> str:
        # Of two candidates the older one: most files of projects lie five to ten folders deep.
        last = len(self._folders) - 1
        parent = self._folders[min(self._words.number(0, last), self._words.number(0, last))]
        folder = f"{parent}{self._words.kebab()}{len(self._folders)}/"
        self._folders.append(folder)
        return folder


class SourceText:
    """Text of pieces of a language, each of which is made when it is first drawn."""

    def __init__(self, content: Content, words: Words):
        self._content = content
        self._words = words
        self._templates = {ending: Template(words, text) for ending, text in PIECES.items()}
        self._pieces: dict[tuple[str, int], Block] = {}

    def of_size(self, ending: str, size: int) -> Block:
        """Whole pieces, of a size or a piece more."""
        chosen, total = [], 0
        while total < size:
            chosen.append(self._draw(ending))
            total += len(chosen[-1].text)
        return Block(
            b"".join(piece.text for piece in chosen),
            sum(piece.line_count for piece in chosen),
            sum(piece.literal_lines for piece in chosen),
        )

    def _draw(self, ending: str) -> Block:
        key = (ending, self._words.number(1, PIECES_OF_A_LANGUAGE))
        if key not in self._pieces:
            self._pieces[key] = self._content.block(self._templates[ending].draw().encode())
        return self._pieces[key]


@dataclass(frozen=True)
class SourceTree(Recipe):
    """A project of many languages, with sizes and depths as projects have them."""

    size: int

    name = "source-tree"

    def make(self, content: Content, chance: random.Random) -> None:
        words = Words(chance)
        maker = TreeMaker(content, words)
        while content.truth.byte_count < self.size:
            maker.add_file()


class TreeMaker:
    """Adds files to a source tree."""

    def __init__(self, content: Content, words: Words):
        self._content = content
        self._words = words
        self._folders = Folders(words)
        self._text = SourceText(content, words)
        self._pleo = PleoSources(words)

    def add_file(self) -> None:
        number = self._content.truth.file_count
        if number % PER_PLANT == 1:
            ending, plant = self._pleo.planted()
            self._content.planted_file(self._folders.next_file(ending), plant)
        elif number % PER_MENTION == 2:
            ending, text = self._pleo.correct()
            self._add(ending, self._content.block(text.encode()))
        elif number % PER_BINARY == 3:
            self._add("png", self._content.block(self._picture()))
        else:
            ending = self._words.chance.choices(list(SHARES), list(SHARES.values()))[0]
            self._add(ending, self._text.of_size(ending, self._size()))

    def _add(self, ending: str, block: Block) -> None:
        self._content.whole_file(self._folders.next_file(ending), block)

    def _picture(self) -> bytes:
        return b"\x89PNG\r\n\x1a\n\0" + self._words.chance.randbytes(self._size())

    def _size(self) -> int:
        return min(
            LARGEST, int(self._words.chance.lognormvariate(math.log(MEDIAN_SIZE), SPREAD_OF_SIZES))
        )


@dataclass(frozen=True)
class TinyFiles(Recipe):
    """Files of one to a few lines."""

    files: int

    name = "tiny-files"

    PER_FOLDER = 200
    PER_PLANT = 1000

    def make(self, content: Content, chance: random.Random) -> None:
        words = Words(chance)
        pleo = PleoSources(words)
        line = Template(words, "~snake~: ~sentence~\n")
        for number in range(self.files):
            path = f"part-{number // self.PER_FOLDER}/{words.snake()}-{number}"
            if number % self.PER_PLANT == 1:
                ending, plant = pleo.planted()
                content.planted_file(f"{path}.{ending}", plant)
            else:
                text = "".join(line.draw() for _ in range(words.up_to(8)))
                content.whole_file(f"{path}.yaml", content.block(text.encode()))


@dataclass(frozen=True)
class SmallFile(Recipe):
    """One source of some kilobytes, with one credential."""

    size: int = 20_000

    name = "small-file"
    single_file = "settings.py"

    def make(self, content: Content, chance: random.Random) -> None:
        words = Words(chance)
        text = SourceText(content, words)
        key = random_key(words)
        with content.file("settings.py") as file:
            file.write(text.of_size("py", self.size // 2))
            file.plant(Plant(f'PLEO_API_TOKEN = "{key}"\n\n', key))
            file.write(text.of_size("py", self.size // 2))
