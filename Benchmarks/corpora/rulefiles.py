"""Recipes of rule files, for scans with more rules than the built-in ones."""

import random
from dataclasses import dataclass

from .content import Content
from .plants import random_key
from .store import Recipe
from .words import Words

# A rule file may have 256 KiB.
RULES_OF_A_FILE = 100
SECRET = "(?<secret>%s[A-Za-z0-9]{24,64})(?![A-Za-z0-9])"

RULE = """\
[[evidence]]
id = "{id}"
kind = "{id}"
keywords = [{keywords}]
pattern = '''{pattern}'''
{gate}reach-before = 64
reach-after = 200
high-entropy = "secret"

[[rule]]
id = "{id}"
category = "exposure"
severity = "error"
confidence = "high"
summary = "Key of the service {service}"
message = "our {{credential}} stands in the text"
advice = "revoke it and read the new one from the vault"
help = "Who has this key acts in the name of {service}."

[[rule.when]]
evidence = "{id}"

[[rule.example]]
text = '''{example}'''

[[rule.counterexample]]
text = '''{service} = none'''

"""


@dataclass(frozen=True)
class Rules(Recipe):
    """A folder of rules for keys of services, none of which is found in the corpora."""

    count: int

    def make(self, content: Content, chance: random.Random) -> None:
        words = Words(chance)
        texts = [self._rule(number, words) for number in range(self.count)]
        for start in range(0, self.count, RULES_OF_A_FILE):
            text = "".join(texts[start : start + RULES_OF_A_FILE])
            content.whole_file(f"rules-{start:04}.toml", content.block(text.encode()))

    def _rule(self, number: int, words: Words) -> str:
        service = f"{words.kebab()}-{number}"
        # The seam that examples have, so that no scanner takes the key for a real one.
        key = f"{random_key(words, 4)}¦{random_key(words, 4)}"
        return RULE.format(
            id=f"bench-{service}", service=service, **self.parts(number, service, key)
        )

    def parts(self, number: int, service: str, key: str) -> dict[str, str]:
        """The keywords, the gate, the expression and the example of a rule."""
        raise NotImplementedError


@dataclass(frozen=True)
class SameLiteralRules(Rules):
    """Rules that stand on a literal of the built-in ones: a name that starts with Pleo."""

    name = "same-literal-rules"

    def parts(self, number: int, service: str, key: str) -> dict[str, str]:
        name = service.replace("-", "[_.-]")
        return {
            "keywords": '"pleo", "Pleo", "PLEO"',
            "gate": 'name-holds = ["key"]\n',
            "pattern": rf"(?:pleo|Pleo|PLEO)[_.-]{name}[_.-]key\s?[=:]\s?{SECRET % ''}",
            "example": f"pleo-{service}-key=⟦{key}⟧",
        }


@dataclass(frozen=True)
class NewLiteralRules(Rules):
    """Rules that each stand on a literal of their own, of five bytes or more."""

    name = "new-literal-rules"

    def parts(self, number: int, service: str, key: str) -> dict[str, str]:
        prefix = distinct_prefix(number)
        return {
            "keywords": f'"{prefix}"',
            "gate": "",
            "pattern": rf"(?<![A-Za-z0-9]){SECRET % prefix}",
            "example": f"⟦{prefix}{key}⟧",
        }


def distinct_prefix(number: int) -> str:
    """A prefix as issuers choose them, of five to nine bytes; another for each number to 255."""
    chance = random.Random(f"prefix {number}")
    consonants, vowels = "bcdfghklmnprstvz", "aeiou"
    syllables = "".join(
        chance.choice(consonants) + chance.choice(vowels) for _ in range(1 + number % 3)
    )
    # Two digits of the number in base 16.
    distinct = consonants[number % 16] + consonants[number // 16]
    return f"{syllables}{distinct}{'_-'[number % 2]}"
