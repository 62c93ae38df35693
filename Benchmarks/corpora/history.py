"""Recipe of a repository with a long history, made by `git fast-import`."""

import hashlib
import math
import os
import random
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .content import Block, Content
from .sources import PleoSources
from .store import Recipe
from .tree import LARGEST, SHARES, SPREAD_OF_SIZES, Folders, SourceText
from .words import Words

# Files that are changed often are larger than those of a tree are by and large.
MEDIAN_SIZE = 3600
# How many changes of a hundred are of a kind; the rest are edits.
ADDED, REMOVED, MOVED = 12, 4, 4
MOST_CHANGES = 7
# How far apart the files of a commit are, in the order in which files came.
NEARBY = 6
# Of the commits, one in so many is a merge, mentions Pleo, correctly, or brings a credential.
PER_MERGE = 10
PER_MENTION = 100
PER_PLANT = 500
# When the first commit is made, and how many seconds later each of the others.
FIRST_TIME, STEP = 1_600_000_000, 3600


@dataclass(frozen=True)
class History(Recipe):
    """A bare repository: a project that many commits edit, with merges, moves and deletions."""

    commits: int

    name = "history"
    single_file = "project.git"

    def make(self, content: Content, chance: random.Random) -> None:
        with Repository(content.folder / self.single_file) as repository:
            project = Project(content, Words(chance), repository)
            for number in range(self.commits):
                project.commit(number)
            content.truth.byte_count = repository.byte_count
            content.truth.file_count = repository.artifact_count


class Repository:
    """A bare repository while it is made."""

    def __init__(self, path: Path):
        self._path = path
        self._seen: set[bytes] = set()
        self.byte_count = 0
        self.artifact_count = 0

    def __enter__(self) -> "Repository":
        git("init", "--quiet", "--bare", "--initial-branch=main", str(self._path))
        self._import = subprocess.Popen(
            ["git", f"--git-dir={self._path}", "fast-import", "--quiet"],
            stdin=subprocess.PIPE,
            env=environment(),
        )
        return self

    def __exit__(self, failure, *_) -> None:
        self._import.stdin.close()
        if self._import.wait() != 0 and failure is None:
            raise RuntimeError("git fast-import failed")
        # One thread: how deltas are found depends on how many there are.
        packing = ("repack", "-a", "-d", "-f", "--quiet", "--threads=1")
        git(f"--git-dir={self._path}", "-c", "gc.writeCommitGraph=false", *packing)

    def send(self, text: bytes) -> None:
        self._import.stdin.write(text)

    def count_commit(self, message: bytes) -> None:
        """Counts a message; no two commits are equal."""
        self.byte_count += len(message)
        self.artifact_count += 1

    def count(self, text: bytes) -> None:
        """Counts a file, whatever the number of places that it stands at."""
        digest = hashlib.blake2b(text, digest_size=16).digest()
        if digest not in self._seen:
            self._seen.add(digest)
            self.byte_count += len(text)
            self.artifact_count += 1


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, env=environment())


def environment() -> dict[str, str]:
    """Nothing of the configuration of whoever measures."""
    return {
        "PATH": os.environ["PATH"],
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "LC_ALL": "C",
    }


class Project:
    """Files, and the commits that change them."""

    def __init__(self, content: Content, words: Words, repository: Repository):
        self._content = content
        self._words = words
        self._repository = repository
        self._folders = Folders(words)
        self._text = SourceText(content, words)
        self._pleo = PleoSources(words)
        self._files: dict[str, list[Block]] = {}
        self._paths: list[str] = []
        self._anchor = 0.0
        # What the commit that is made changes: for each path its new text, or none where it goes.
        self._changed: dict[str, bytes | None] = {}

    def commit(self, number: int) -> None:
        """Sends one commit; where it is a merge, it and the one that it brings in."""
        self._anchor = self._words.chance.random()
        self._changed = {}
        for _ in range(self._words.up_to(MOST_CHANGES)):
            self._change()
        if number % PER_PLANT == 1:
            self._plant()
        elif number % PER_MENTION == 2:
            ending, text = self._pleo.correct()
            self._add(ending, [self._content.block(text.encode())])
        changes = b"".join(self._command(path) for path in self._changed)
        if number % PER_MERGE == 9:
            self._send(f"{number}", "refs/heads/side", f"from :{2 * number}", changes)
            parents = f"from :{2 * number}\nmerge :{2 * number + 1}"
            self._send(f"{number} merged", "refs/heads/main", parents, changes)
        else:
            self._send(f"{number}", "refs/heads/main", "", changes)

    def _send(self, title: str, ref: str, parents: str, changes: bytes) -> None:
        message = f"Change {title}: {self._words.sentence()}\n"
        number = int(title.split()[0])
        # The last commit of the main branch has the even mark.
        mark = 2 * number + (1 if ref.endswith("side") else 2)
        when = FIRST_TIME + STEP * number
        head = f"commit {ref}\nmark :{mark}\ncommitter A <a@example.com> {when} +0000\n"
        head += f"data {len(message)}\n{message}"
        head += f"{parents}\n" if parents else ""
        self._repository.send(head.encode() + changes + b"\n")
        self._repository.count_commit(message.encode())

    def _change(self) -> None:
        draw = self._words.number(1, 100)
        if len(self._paths) < 100 or draw <= ADDED:
            ending = self._words.chance.choices(list(SHARES), list(SHARES.values()))[0]
            return self._add(ending, self._pieces(ending, self._size()))
        path = self._draw_path()
        if draw <= ADDED + REMOVED:
            return self._remove(path)
        if draw <= ADDED + REMOVED + MOVED:
            pieces = self._files[path]
            self._remove(path)
            return self._add(path.rpartition(".")[2], pieces)
        return self._edit(path)

    def _draw_path(self) -> str:
        """A file near those that the same commit changes, the newer ones more often than the older."""
        last = len(self._paths) - 1
        place = round(math.sqrt(self._anchor) * last) + self._words.number(-NEARBY, NEARBY)
        return self._paths[min(max(place, 0), last)]

    def _edit(self, path: str) -> None:
        """Puts a piece in another's place, or beside it."""
        pieces = self._files[path]
        place = self._words.number(0, len(pieces) - 1)
        ending = path.rpartition(".")[2]
        new = self._text.of_size("min.js" if ending == "js" else ending, 1)
        pieces[place : place + self._words.number(0, 1)] = [new]
        self._write(path, pieces)

    def _add(self, ending: str, pieces: list[Block]) -> None:
        path = self._folders.next_file(ending)
        self._files[path] = pieces
        if ending in SHARES:
            self._paths.append(path)
        self._write(path, pieces)

    def _remove(self, path: str) -> None:
        self._paths.remove(path)
        del self._files[path]
        self._changed[path] = None

    def _plant(self) -> None:
        ending, plant = self._pleo.planted()
        path = self._folders.next_file(ending)
        self._content.truth.plants[path] = [plant.offset()]
        self._write(path, [Block(plant.text.encode(), 0, 0)])

    def _write(self, path: str, pieces: list[Block]) -> None:
        self._changed[path] = b"".join(piece.text for piece in pieces)

    def _command(self, path: str) -> bytes:
        """What tells the import of one change."""
        text = self._changed[path]
        if text is None:
            return f"D {path}\n".encode()
        self._repository.count(text)
        self._content.digest_of(path, text)
        return f"M 100644 inline {path}\ndata {len(text)}\n".encode() + text + b"\n"

    def _pieces(self, ending: str, size: int) -> list[Block]:
        pieces, total = [], 0
        while total < size:
            pieces.append(self._text.of_size(ending, 1))
            total += len(pieces[-1].text)
        return pieces

    def _size(self) -> int:
        drawn = self._words.chance.lognormvariate(math.log(MEDIAN_SIZE), SPREAD_OF_SIZES)
        return 1 + min(LARGEST // 8, int(drawn))
