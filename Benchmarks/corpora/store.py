"""The cache of corpora: each is made once, and used again while its parameters are the same."""

import hashlib
import json
import random
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ClassVar

from .content import Content
from .truth import Corpus, Truth

TRUTH_FILE = "truth.json"
CONTENT_FOLDER = "content"


@dataclass(frozen=True)
class Recipe:
    """How a corpus is made; its fields are the parameters."""

    name: ClassVar[str]
    single_file: ClassVar[str | None] = None
    """What the only file is called; none where a folder is made."""

    def make(self, content: Content, chance: random.Random) -> None:
        raise NotImplementedError


class Store:
    """A folder of corpora."""

    def __init__(self, folder: Path, literals: list[str], seed: int = 1, say=lambda text: None):
        self.folder = folder
        self.seed = seed
        self._literals = literals
        self._say = say
        self.digests: dict[str, str] = {}
        """Of the corpora that were asked for, by the names of their folders."""

    def corpus(self, recipe: Recipe) -> Corpus:
        """The corpus of a recipe, which is made if it is not there yet."""
        folder = self.folder / f"{recipe.name}-{self._key(recipe)}"
        if not (folder / TRUTH_FILE).exists():
            self._say(f"making {recipe}")
            self._make(recipe, folder)
        record = json.loads((folder / TRUTH_FILE).read_text())
        self.digests[folder.name] = record["digest"]
        path = folder / CONTENT_FOLDER
        if recipe.single_file:
            path /= recipe.single_file
        return Corpus(recipe.name, path, Truth(**record["truth"]), record["digest"])

    def _key(self, recipe: Recipe) -> str:
        """Another for other parameters, and after any change of the makers."""
        parts = [recipe.name, asdict(recipe), self.seed, self._literals]
        digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode())
        folder = Path(__file__).parent
        for source in sorted([*folder.glob("*.py"), *folder.glob("*.json")]):
            digest.update(source.read_bytes())
        return digest.hexdigest()[:12]

    def _make(self, recipe: Recipe, folder: Path) -> None:
        # Under another name until it is whole, so that one that was interrupted is never used.
        unfinished = folder.with_name(folder.name + ".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        (unfinished / CONTENT_FOLDER).mkdir(parents=True)
        content = Content(unfinished / CONTENT_FOLDER, self._literals)
        # A source of chance for each corpus: none depends on which others were made before.
        recipe.make(content, random.Random(f"{self.seed} {recipe.name}"))
        record = {"truth": content.truth.as_json(), "digest": content.digest()}
        (unfinished / TRUTH_FILE).write_text(json.dumps(record))
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.rename(folder)
