"""The table of what is measured: pleolint's work beside something, and what is asked of it."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from corpora.truth import Corpus

from .command import Command
from .goals import Goal, aim, at_least, at_most
from .quantities import (
    BEYOND,
    MILLISECONDS,
    PEAK,
    PER_FINDING,
    RATE,
    RATE_BY_CPU,
    SPEED,
    SPEED_BY_CPU,
    TIME,
    TIME_BY_CPU,
)
from .workbench import Workbench

Side = Callable[[Workbench], Command]
Scanned = Callable[[Workbench], Corpus]


@dataclass(frozen=True)
class Row:
    """Two commands that are run by turns, and what is asked of the first."""

    name: str
    work: str
    """What is scanned."""
    own: Side
    other: Side
    goals: tuple[Goal, ...] = ()
    """None where the row is there to be looked at."""
    repeats: int = 1
    """How many times as many pairs as others have: more for what is short."""


SPARSE: Scanned = attrgetter("sparse")
FILES: Scanned = attrgetter("sparse_files")
SLICE: Scanned = attrgetter("sparse_slice")
DENSE: Scanned = attrgetter("dense")
HARD: Scanned = attrgetter("hard")
LINE: Scanned = attrgetter("line")
TREE: Scanned = attrgetter("tree")
TINY: Scanned = attrgetter("tiny")
HISTORY: Scanned = attrgetter("history")
SMALL: Scanned = attrgetter("small")
STAGED: Scanned = attrgetter("staged")
STAGED_OTHER: Scanned = attrgetter("staged_other")
HOSTILE: Scanned = attrgetter("hostile")
HOSTILE_LONGER: Scanned = attrgetter("hostile_longer")
MORE_RULES: Scanned = attrgetter("ten_times_the_rules")
MORE_WORDS: Scanned = attrgetter("many_literals")


def findings(file: str) -> list[Scanned]:
    """A file without findings, with 10,000, and with 40,000."""
    return [lambda bench, share=share: bench.findings(file, share) for share in (0, 0.25, 1)]


LOG, LOG_SOME, LOG_MANY = findings("app.log")
ENV, ENV_SOME, ENV_MANY = findings("services.env")


def pleolint(corpus: Scanned, threads: int | None = None, rules: Scanned | None = None) -> Side:
    return lambda bench: bench.pleolint.scan(corpus(bench), threads, rules and rules(bench))


def pleolint_git(corpus: Scanned, threads: int) -> Side:
    return lambda bench: bench.pleolint.history(corpus(bench), threads)


def by(command: str) -> Callable[[Scanned], Side]:
    """What runs a command that is told nothing but what it reads, such as `git.objects`."""
    return lambda corpus: lambda bench: attrgetter(command)(bench)(corpus(bench))


def ripgrep(corpus: Scanned, threads: int | None = None) -> Side:
    return lambda bench: bench.ripgrep.count(corpus(bench), threads)


def turbo(corpus: Scanned) -> Side:
    return lambda bench: bench.kingfisher.scan(corpus(bench), turbo=True)


pleolint_hook = by("pleolint.hook")
git_objects, git_changes, git_staged = map(by, ("git.objects", "git.changes", "git.staged"))
kingfisher, kingfisher_staged = by("kingfisher.scan"), by("kingfisher.staged")
gitleaks = by("gitleaks.scan")
wc = by("wc.lines")

# What is asked of every row beside another secret scanner.
AHEAD = (at_least(1, SPEED),)
WC = (at_least(0.8, SPEED), aim(at_least(1.2, SPEED)))
ONE_THREAD = (at_least(0.6, SPEED_BY_CPU),)
TWO_THREADS = (at_least(1, SPEED),)
DENSE_TURBO = (at_least(2, SPEED), at_least(1, RATE))
SCALES = (at_least(1.7, SPEED),)
HARD_LOG = (at_least(0.3, SPEED_BY_CPU),)
LONG_LINE = (at_least(0.5, SPEED),)
TREE_RG = (at_most(1.2, TIME), aim(at_most(1, TIME)))
SMALL_RG = (at_most(1, TIME), aim(at_most(3, MILLISECONDS)), aim(at_most(12, PEAK)))
HOOK = (at_most(6, BEYOND),)
# Of pleolint itself; what its gits hold is theirs.
OBJECTS = (at_most(0.7, TIME), aim(at_most(0.5, TIME)))
CHANGES = (at_least(5, SPEED),)
# That the cost is constant shows where the second row of a file says the same as the first.
COST = (at_most(20, PER_FINDING),)
# Four where it grows with the text; what grows with its square soon outweighs all others.
LINEAR = (at_most(5, TIME_BY_CPU),)
RULES = (at_most(1.1, TIME_BY_CPU),)
LITERALS = (at_least(1, RATE_BY_CPU),)

ROWS = (
    Row("sparse-wc", "sparse log", pleolint(SPARSE, 2), wc(SPARSE), WC),
    Row("sparse-rg-1", "sparse log", pleolint(SPARSE, 1), ripgrep(SPARSE, 1), ONE_THREAD),
    # ripgrep does not divide a file among threads.
    Row("sparse-rg-2", "sparse log", pleolint(SPARSE, 2), ripgrep(SPARSE, 1), TWO_THREADS),
    Row("sparse-kingfisher", "sparse log", pleolint(SPARSE), kingfisher(SPARSE), AHEAD),
    Row("sparse-turbo", "sparse log", pleolint(SPARSE), turbo(SPARSE), AHEAD),
    Row("sparse-gitleaks", "sparse log, 1/16", pleolint(SLICE), gitleaks(SLICE), AHEAD),
    Row("files-rg", "sparse log, 64 files", pleolint(FILES), ripgrep(FILES)),
    Row("files-kingfisher", "sparse log, 64 files", pleolint(FILES), kingfisher(FILES), AHEAD),
    Row("files-turbo", "sparse log, 64 files", pleolint(FILES), turbo(FILES), AHEAD),
    Row("dense-rg", "dense log", pleolint(DENSE, 1), ripgrep(DENSE, 1)),
    Row("dense-kingfisher", "dense log", pleolint(DENSE), kingfisher(DENSE), AHEAD),
    Row("dense-turbo", "dense log", pleolint(DENSE), turbo(DENSE), DENSE_TURBO),
    Row("dense-threads", "dense log", pleolint(DENSE, 2), pleolint(DENSE, 1), SCALES),
    Row("hard-sparse", "hard : sparse log", pleolint(HARD, 1), pleolint(SPARSE, 1), HARD_LOG),
    Row("hard-turbo", "hard log", pleolint(HARD), turbo(HARD), AHEAD),
    Row("hard-threads", "hard log", pleolint(HARD, 2), pleolint(HARD, 1), SCALES),
    Row("line-sparse", "line : sparse log", pleolint(LINE, 2), pleolint(SPARSE, 2), LONG_LINE),
    Row("line-turbo", "one giant line", pleolint(LINE), turbo(LINE), AHEAD),
    Row("tree-rg", "source tree", pleolint(TREE), ripgrep(TREE), TREE_RG),
    Row("tree-kingfisher", "source tree", pleolint(TREE), kingfisher(TREE), AHEAD),
    Row("tree-turbo", "source tree", pleolint(TREE), turbo(TREE), AHEAD),
    Row("tree-gitleaks", "source tree", pleolint(TREE), gitleaks(TREE), AHEAD),
    Row("tiny-rg", "many tiny files", pleolint(TINY), ripgrep(TINY)),
    Row("tiny-turbo", "many tiny files", pleolint(TINY), turbo(TINY), AHEAD),
    Row("history-objects", "history", pleolint_git(HISTORY, 2), git_objects(HISTORY), OBJECTS),
    Row("history-changes", "history", pleolint_git(HISTORY, 2), git_changes(HISTORY), CHANGES),
    Row("small-rg", "one small file", pleolint(SMALL), ripgrep(SMALL), SMALL_RG, repeats=8),
    Row("small-turbo", "one small file", pleolint(SMALL), turbo(SMALL), AHEAD, repeats=4),
    Row("small-gitleaks", "one small file", pleolint(SMALL), gitleaks(SMALL), AHEAD, repeats=4),
    Row(
        "staged-git", "one staged change", pleolint_hook(STAGED), git_staged(STAGED), HOOK, repeats=8
    ),
    Row(
        "staged-other-git",
        "the same, of no Pleo",
        pleolint_hook(STAGED_OTHER),
        git_staged(STAGED_OTHER),
        HOOK,
        repeats=8,
    ),
    Row(
        "staged-kingfisher",
        "one staged change",
        pleolint_hook(STAGED),
        kingfisher_staged(STAGED),
        AHEAD,
        repeats=4,
    ),
    Row("findings-log", "10,000 in log : none", pleolint(LOG_SOME, 1), pleolint(LOG, 1), COST),
    Row("findings-log-more", "40,000 : 10,000", pleolint(LOG_MANY, 1), pleolint(LOG_SOME, 1), COST),
    Row("findings-env", "10,000 in settings : none", pleolint(ENV_SOME, 1), pleolint(ENV, 1), COST),
    Row("findings-env-more", "40,000 : 10,000", pleolint(ENV_MANY, 1), pleolint(ENV_SOME, 1), COST),
    Row(
        "hostile",
        "hostile texts, 4 times as long : once",
        pleolint(HOSTILE_LONGER, 1),
        pleolint(HOSTILE, 1),
        LINEAR,
    ),
    Row("rules-sparse", "sparse log", pleolint(SPARSE, 1, MORE_RULES), pleolint(SPARSE, 1), RULES),
    Row("rules-dense", "dense log", pleolint(DENSE, 1, MORE_RULES), pleolint(DENSE, 1), RULES),
    Row(
        "literals", "sparse log, 1/16", pleolint(SLICE, 1, MORE_WORDS), pleolint(SLICE, 1), LITERALS
    ),
)
