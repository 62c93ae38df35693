"""The literals that the scanner looks for, as its rule files write them."""

import re
import tomllib
from pathlib import Path


def literals_of(rules: Path) -> list[str]:
    """The keywords of the rule files of a folder, in order and each once.

    They are the plain spellings. What the scanner looks for beside them, their encodings, is its
    own affair: a peer that looks for fewer literals is no slower for it.
    """
    keywords: set[str] = set()
    prefixes: list[str] = []
    for file in sorted(rules.glob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        prefixes += table.get("pleo", {}).get("prefixes", [])
        for evidence in table.get("evidence", []):
            keywords.update(evidence.get("keywords", []))
    plain = {keyword for keyword in keywords if "{{" not in keyword}
    return sorted(plain | set(prefixes))


class LiteralCounter:
    """Counts the lines that hold one of some literals."""

    def __init__(self, literals: list[str]):
        self._pattern = re.compile(b"|".join(re.escape(each.encode()) for each in literals))

    def lines_of(self, text: bytes) -> int:
        """How many lines hold a literal; what follows the last line feed is a line too."""
        count, at = 0, 0
        while match := self._pattern.search(text, at):
            count += 1
            end = text.find(b"\n", match.end())
            if end < 0:
                break
            at = end + 1
        return count
