"""Recipe of a repository in which a small change is staged."""

import random
from dataclasses import dataclass

from .content import Content
from .history import MEDIAN_SIZE, git
from .sources import PleoSources
from .store import Recipe
from .tree import Folders, SourceText
from .words import Words

WHEN = "2026-01-31T12:00:00Z"


@dataclass(frozen=True)
class StagedChange(Recipe):
    """A work tree of some sources; what is staged adds lines to one, which may mention Pleo, correctly."""

    mentions: bool = True
    files: int = 500

    name = "staged-change"

    def make(self, content: Content, chance: random.Random) -> None:
        words = Words(chance)
        folders, text = Folders(words), SourceText(content, words)
        for _ in range(self.files):
            content.whole_file(folders.next_file("py"), text.of_size("py", MEDIAN_SIZE))
        ending, client = PleoSources(words).correct()
        if not self.mentions:
            for name, other in (("pleo", "bank"), ("Pleo", "Bank"), ("PLEO", "BANK")):
                client = client.replace(name, other)
        path, staged = f"client.{ending}", client.encode()
        content.whole_file(path, content.block(staged.splitlines(keepends=True)[0]))
        run = ("-C", str(content.folder), "-c", "user.name=A", "-c", "user.email=a@example.com")
        git("init", "--quiet", "--initial-branch=main", str(content.folder))
        git(*run, "add", "--all")
        git(*run, "commit", "--quiet", f"--date={WHEN}", "--message=All there is")
        (content.folder / path).write_bytes(staged)
        content.digest_of(path, staged)
        git(*run, "add", path)
        # What a scan of it reads.
        content.truth.file_count = 1
        content.truth.byte_count = len(staged)
