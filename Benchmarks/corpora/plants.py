"""Made-up credentials, and texts that hold one.

They are put together here, so that no file of this repository holds anything that looks like one.
"""

from dataclasses import dataclass

from .words import Words

# Without vowels no word comes about, such as the `todo` that says that a value is a placeholder.
LETTERS = "bcdfghjklmnpqrstvwz"
DIGITS = "0123456789"
KEY_PREFIX = "plp" + "_"
SIGNING_PREFIX = "wh" + "sec_"


QUERY = "?api" + "_key="

# What a key starts with, and what stands before and after it.
LINES = (
    (KEY_PREFIX, "ERROR [worker-7] external.pleo.io refused ", " with 401"),
    ("", "DEBUG [worker-3] environment of the job: PLEO_API_KEY=", " TZ=UTC"),
    ("", f"INFO [access] GET https://external.pleo.io/v2/expenses{QUERY}", " 200"),
)


@dataclass(frozen=True)
class Plant:
    """A text with one credential in it."""

    text: str
    secret: str

    def offset(self) -> int:
        """The bytes before the credential."""
        return len(self.text[: self.text.index(self.secret)].encode())


def random_key(words: Words, groups: int = 8) -> str:
    """A value that looks random however the dice fall: each four characters mix all classes."""
    parts = []
    for _ in range(groups):
        small, capital, any_case = (words.one_of(LETTERS) for _ in range(3))
        parts.append(small + words.one_of(DIGITS) + capital.upper() + any_case)
    return "".join(parts)


def plant_in_log(words: Words, number: int) -> Plant:
    """One line of a log, of several kinds by turns."""
    prefix, before, after = LINES[number % len(LINES)]
    secret = prefix + random_key(words)
    return Plant(f"{words.moment()} {before}{secret}{after}\n", secret)


def plant_in_record(words: Words) -> Plant:
    """One record of JSON, without a line feed."""
    secret = KEY_PREFIX + random_key(words)
    return Plant(f'{{"host":"external.pleo.io","status":401,"apiKey":"{secret}"}},', secret)
