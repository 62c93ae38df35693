"""The corpora: the same bytes from the same seed, and a truth that is true."""

import random
import re
import subprocess
import tempfile
import tomllib
import unittest
from pathlib import Path

from corpora.content import Content
from corpora.findings import ManyFindings
from corpora.hostile import HostileTexts
from corpora.literals import literals_of
from corpora.logs import DenseLog, GiantLine, HardLog, SparseLog
from corpora.plants import LETTERS, SIGNING_PREFIX
from corpora.rulefiles import NewLiteralRules, SameLiteralRules, distinct_prefix
from corpora.staged import StagedChange
from corpora.store import Recipe, Store
from corpora.tree import SmallFile, SourceTree, TinyFiles
from corpora.truth import secret_at

from .samples import LITERALS

SMALL = 100_000
RECIPES = (
    SparseLog(SMALL),
    SparseLog(SMALL, files=4),
    DenseLog(SMALL),
    HardLog(SMALL),
    GiantLine(SMALL),
    SourceTree(SMALL),
    TinyFiles(60),
    SmallFile(),
    HostileTexts(500),
    ManyFindings("services.env", 40, 10),
    ManyFindings("app.log", 40, 40),
    ManyFindings("app.log", 40, 0),
)
REPOSITORY = Path(__file__).resolve().parents[2]
# Eight groups of four characters, as they are made up; some after a prefix.
SECRET = re.compile(rf"(?:plp_)?(?:[{LETTERS}]\d[{LETTERS.upper()}][{LETTERS}]){{8}}")


class InAFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name


class Corpora(InAFolder):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.made = {recipe: made(recipe, folder.name) for recipe in RECIPES}

    def test_the_truth_is_what_stands_in_the_files(self):
        for recipe in RECIPES:
            with self.subTest(recipe=recipe):
                content = self.made[recipe]
                files = [path for path in content.folder.rglob("*") if path.is_file()]
                texts = [path.read_bytes() for path in files]
                truth = content.truth
                self.assertEqual(truth.file_count, len(files))
                self.assertEqual(truth.byte_count, sum(map(len, texts)))
                self.assertEqual(truth.line_count, sum(text.count(b"\n") for text in texts))
                self.assertEqual(truth.literal_lines, sum(map(lines_with_literals, texts)))

    def test_each_credential_stands_where_the_truth_says_and_nowhere_else(self):
        for recipe in RECIPES:
            with self.subTest(recipe=recipe):
                content = self.made[recipe]
                planted = [
                    secret_at(content.folder / name, offset)
                    for name, offsets in content.truth.plants.items()
                    for offset in offsets
                ]
                for secret in planted:
                    self.assertRegex(secret, SECRET)
                self.assertEqual(len(set(planted)), len(planted))
                texts = (
                    path.read_text("latin-1")
                    for path in content.folder.rglob("*")
                    if path.is_file()
                )
                found = [secret for text in texts for secret in SECRET.findall(text)]
                self.assertEqual(len(found), len(planted))

    def test_the_same_seed_gives_the_same_bytes(self):
        for recipe, content in self.made.items():
            with self.subTest(recipe=recipe):
                self.assertEqual(made(recipe, self.folder).digest(), content.digest())

    def test_another_seed_gives_others(self):
        recipe = SourceTree(SMALL)
        self.assertNotEqual(made(recipe, self.folder, seed=2).digest(), self.made[recipe].digest())

    def test_another_machine_gives_the_same_bytes(self):
        # It changes where the makers do, and never by itself.
        self.assertEqual(self.made[SparseLog(SMALL)].digest(), "25a438406f91e075fc7fba732e495785")

    def test_there_are_as_many_findings_as_asked_for(self):
        for count in (0, 1, 13, 40):
            truth = made(ManyFindings("app.log", 40, count), self.folder).truth
            self.assertEqual(truth.plant_count, count)
            self.assertEqual(truth.line_count, 80)

    def test_a_file_without_findings_differs_in_their_lines_alone(self):
        folders = [
            made(ManyFindings("app.log", 40, count), self.folder).folder for count in (0, 40)
        ]
        without, with_all = ((folder / "app.log").read_text().splitlines() for folder in folders)
        self.assertEqual(without[::2], with_all[::2])
        self.assertTrue(all(left != right for left, right in zip(without[1::2], with_all[1::2])))
        self.assertEqual([len(line) for line in without], [len(line) for line in with_all])

    def test_a_dense_log_names_pleo_on_every_fifth_line(self):
        truth = self.made[DenseLog(SMALL)].truth
        self.assertAlmostEqual(truth.literal_lines / truth.line_count, 0.2, places=2)

    def test_every_line_of_a_hard_log_is_a_near_miss(self):
        content = self.made[HardLog(SMALL)]
        near = re.compile(rf"(?i:pleo)|plp_|{SIGNING_PREFIX}|eyJ|payload=")
        for line in (content.folder / "app.log").read_text().splitlines():
            self.assertRegex(line, near)

    def test_a_giant_line_has_no_line_feed(self):
        self.assertEqual(self.made[GiantLine(SMALL)].truth.line_count, 0)


class Repositories(InAFolder):
    def test_one_change_is_staged_and_as_long_as_the_truth_says(self):
        content = made(StagedChange(mentions=False, files=3), self.folder)
        git = ("git", "-C", str(content.folder))
        changes = subprocess.check_output((*git, "status", "--porcelain"), text=True)
        self.assertRegex(changes, r"\AM  client\.\w+\n\Z")
        size = subprocess.check_output((*git, "cat-file", "-s", f":{changes.split()[1]}"))
        self.assertEqual(content.truth.byte_count, int(size))
        self.assertEqual(content.truth.file_count, 1)
        text = subprocess.check_output((*git, "cat-file", "blob", f":{changes.split()[1]}"), text=True)
        self.assertNotIn("pleo", text.lower())


class RuleFiles(InAFolder):
    def test_rules_are_toml_and_as_many_as_asked_for(self):
        for recipe in (SameLiteralRules(120), NewLiteralRules(120)):
            files = made(recipe, self.folder).folder.glob("*.toml")
            tables = [tomllib.loads(file.read_text()) for file in files]
            self.assertEqual(sum(len(table["rule"]) for table in tables), 120)

    def test_prefixes_are_distinct_and_long_enough(self):
        prefixes = {distinct_prefix(number) for number in range(240)}
        self.assertEqual(len(prefixes), 240)
        self.assertTrue(all(5 <= len(prefix) <= 9 for prefix in prefixes))

    def test_literals_are_read_from_the_rules(self):
        self.assertLessEqual(
            {"pleo", "Pleo", "PLEO", "plp_"}, set(literals_of(REPOSITORY / "rules"))
        )


class Cache(InAFolder):
    def test_a_corpus_is_made_once(self):
        said = []
        for _ in range(2):
            corpus = Store(Path(self.folder), LITERALS, say=said.append).corpus(SmallFile())
        self.assertEqual(len(said), 1)
        self.assertEqual(
            corpus.secrets(), {secret_at(corpus.path, corpus.truth.plants["settings.py"][0])}
        )

    def test_other_parameters_make_another(self):
        store = Store(Path(self.folder), LITERALS)
        self.assertNotEqual(store.corpus(SmallFile(900)).path, store.corpus(SmallFile(901)).path)

    def test_what_was_interrupted_is_made_again(self):
        store = Store(Path(self.folder), LITERALS)
        corpus = store.corpus(SmallFile())
        (corpus.path.parent.parent / "truth.json").unlink()
        self.assertEqual(store.corpus(SmallFile()), corpus)


def lines_with_literals(text: bytes) -> int:
    return sum(any(each.encode() in line for each in LITERALS) for line in text.split(b"\n"))


def made(recipe: Recipe, folder: str, seed: int = 1) -> Content:
    """A corpus, made outside of the cache."""
    content = Content(Path(tempfile.mkdtemp(dir=folder)), LITERALS)
    recipe.make(content, random.Random(seed))
    return content
