"""What the rows are made of: the corpora, and the programs that are there."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpora.findings import ManyFindings
from corpora.history import History
from corpora.hostile import HostileTexts
from corpora.literals import literals_of
from corpora.logs import DenseLog, GiantLine, HardLog, SparseLog
from corpora.rulefiles import NewLiteralRules, SameLiteralRules
from corpora.staged import StagedChange
from corpora.store import Store
from corpora.tree import SmallFile, SourceTree, TinyFiles
from corpora.truth import Corpus

from .programs import NotInstalled
from .programs.git import Git
from .programs.limits import WordCount
from .programs.pleolint import Pleolint
from .programs.ripgrep import Ripgrep
from .programs.scanners import Gitleaks, Kingfisher

# pleolint relates what stands anywhere in a file of up to 8 MiB, and what stands near in a larger
# one. Dense and hard logs are larger, since large logs are what they are about.
SMALLEST_STREAM = 12 << 20


@dataclass(frozen=True)
class Sizes:
    """How large the corpora are, all by one size."""

    size: int

    @property
    def dense(self) -> int:
        """Of the dense and of the hard log."""
        return max(SMALLEST_STREAM, self.size // 4)

    @property
    def tree(self) -> int:
        return self.size * 3 // 8

    @property
    def slice(self) -> int:
        """For what would take minutes."""
        return self.size // 16

    @property
    def tiny_files(self) -> int:
        """50,000 beside a gibibyte of log."""
        return max(1000, self.size // 21_475)

    @property
    def commits(self) -> int:
        """20,000 beside a gibibyte of log."""
        return max(200, self.size // 53_687)

    @property
    def hostile(self) -> int:
        """64 KiB for each text, unless the sizes are those of a smoke run."""
        return max(1 << 12, min(1 << 16, self.size >> 10))

    @property
    def findings(self) -> int:
        """10,000, unless the sizes are those of a smoke run."""
        return max(500, min(10_000, self.size // 16_384))


def as_installed(program: Path, folder: Path) -> Path:
    """A copy of a program, written in one piece as installers write what they bring.

    A linker writes here and there, and the page cache keeps its file in pieces of one page: a start then
    takes a millisecond longer. Peers were installed.
    """
    if not program.is_file():
        return program
    return Path(shutil.copy2(program, folder / program.name))


class Workbench:
    """Makes each corpus, and looks for each program, when a row first asks for it."""

    def __init__(
        self, pleolint: Path, rules: Path, corpora: Path, size: int, say: Callable[[str], None]
    ):
        self.sizes = Sizes(size)
        self.literals = literals_of(rules)
        self.store = Store(corpora, self.literals, say=say)
        self._folder = corpora / "peers"
        self._folder.mkdir(parents=True, exist_ok=True)
        self.pleolint = Pleolint(as_installed(pleolint, self._folder))

    @cached_property
    def wc(self) -> WordCount:
        return WordCount()

    @cached_property
    def git(self) -> Git:
        return Git()

    @cached_property
    def ripgrep(self) -> Ripgrep:
        return Ripgrep(self.literals, self._folder)

    @cached_property
    def kingfisher(self) -> Kingfisher:
        return Kingfisher(self._folder)

    @cached_property
    def gitleaks(self) -> Gitleaks:
        return Gitleaks(self._folder)

    @cached_property
    def sparse(self) -> Corpus:
        return self.store.corpus(SparseLog(self.sizes.size))

    @cached_property
    def sparse_files(self) -> Corpus:
        return self.store.corpus(SparseLog(self.sizes.size, files=64))

    @cached_property
    def sparse_slice(self) -> Corpus:
        return self.store.corpus(SparseLog(self.sizes.slice))

    @cached_property
    def dense(self) -> Corpus:
        return self.store.corpus(DenseLog(self.sizes.dense))

    @cached_property
    def hard(self) -> Corpus:
        return self.store.corpus(HardLog(self.sizes.dense))

    @cached_property
    def line(self) -> Corpus:
        return self.store.corpus(GiantLine(self.sizes.size))

    @cached_property
    def tree(self) -> Corpus:
        return self.store.corpus(SourceTree(self.sizes.tree))

    @cached_property
    def tiny(self) -> Corpus:
        return self.store.corpus(TinyFiles(self.sizes.tiny_files))

    @cached_property
    def history(self) -> Corpus:
        return self.store.corpus(History(self.sizes.commits))

    @cached_property
    def small(self) -> Corpus:
        return self.store.corpus(SmallFile())

    @cached_property
    def staged(self) -> Corpus:
        return self.store.corpus(StagedChange())

    @cached_property
    def staged_other(self) -> Corpus:
        return self.store.corpus(StagedChange(mentions=False))

    def findings(self, file: str, share: float) -> Corpus:
        """A file with findings in a share of its lines; with another share it has as many lines."""
        most = 4 * self.sizes.findings
        return self.store.corpus(ManyFindings(file, entries=most, findings=round(share * most)))

    @cached_property
    def hostile(self) -> Corpus:
        return self.store.corpus(HostileTexts(self.sizes.hostile))

    @cached_property
    def hostile_longer(self) -> Corpus:
        return self.store.corpus(HostileTexts(4 * self.sizes.hostile))

    @cached_property
    def ten_times_the_rules(self) -> Corpus:
        """Nine times as many again as the 32 that are built in."""
        return self.store.corpus(SameLiteralRules(288))

    @cached_property
    def many_literals(self) -> Corpus:
        return self.store.corpus(NewLiteralRules(240))

    def versions(self) -> dict[str, str]:
        """Of every program; of one that is not there, how to get it."""
        versions = {}
        for name in ("pleolint", "git", "wc", "ripgrep", "kingfisher", "gitleaks"):
            try:
                versions[name] = getattr(self, name).program.version
            except NotInstalled as absent:
                versions[name] = str(absent)
        return versions
