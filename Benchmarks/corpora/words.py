"""A seeded model of the words that logs and sources are made of."""

import itertools
import random
import string

# From frequent to rare. Words such as `people`, `multiple`, `sample` and `complete` share letters
# with what the scanner looks for, about as often as in real logs.
VOCABULARY = """
request response user session cache server client handler worker queue job error message data value
time status service database index query result connection timeout event order account payment
customer update create delete read write load store send receive start stop open close process
update config token key name type path file line list item page size count total limit offset state
version header body method route controller model view table column record field schema object
string number array map set stream buffer batch chunk block node cluster shard replica leader
follower region zone host port address domain network socket channel topic partition consumer
producer publisher subscriber listener callback promise future task thread pool lock mutex signal
metric counter gauge histogram trace span context parent child root branch leaf tree graph edge path
filter mapper reducer parser lexer printer builder factory adapter bridge proxy wrapper decorator
invoice receipt expense budget team employee company department currency amount balance transfer
card merchant category tax report export import sync schedule retry backoff failure success warning
debug info notice critical alert monitor health check probe ready live shutdown restart upgrade
deploy release rollback feature flag toggle option setting preference profile avatar image document
template layout theme style script module package bundle asset resource locale language translation
format encode decode compress archive encrypt digest verify validate sanitize escape render paint
measure compute estimate predict train sample example simple complete multiple people duplicate
replace display deploy employ apply supply reply simplex couple temple triple purple ripple
accepted rejected pending queued running finished cancelled expired refreshed connected closed
upstream downstream gateway balancer ingress egress firewall tunnel certificate handshake cipher
ledger journal entry posting account statement reconciliation settlement clearing batch archive
""".split()

BASE64 = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
LEVELS = ("INFO", "INFO", "INFO", "DEBUG", "WARN", "ERROR")
STATUSES = (200, 200, 200, 201, 304, 404, 500)


class Words:
    """Draws words, names and numbers; the same source of chance gives the same ones."""

    def __init__(self, chance: random.Random):
        self.chance = chance
        # Zipf's law: the word of rank n comes about n times more rarely than the first.
        self._weights = list(itertools.accumulate(1 / (n + 8) for n in range(len(VOCABULARY))))

    def some(self, count: int) -> list[str]:
        return self.chance.choices(VOCABULARY, cum_weights=self._weights, k=count)

    def word(self) -> str:
        return self.some(1)[0]

    def sentence(self, longest: int = 12) -> str:
        return " ".join(self.some(self.number(2, longest)))

    def snake(self, parts: int = 2) -> str:
        return "_".join(self.some(parts))

    def constant(self, parts: int = 2) -> str:
        return self.snake(parts).upper()

    def kebab(self, parts: int = 2) -> str:
        return "-".join(self.some(parts))

    def pascal(self, parts: int = 2) -> str:
        return "".join(word.capitalize() for word in self.some(parts))

    def camel(self, parts: int = 2) -> str:
        first, *rest = self.some(parts)
        return first + "".join(word.capitalize() for word in rest)

    def one_of(self, choices):
        return choices[self.number(0, len(choices) - 1)]

    def number(self, least: int, most: int) -> int:
        return least + int(self.chance.random() * (most - least + 1))

    def up_to(self, most: int) -> int:
        return self.number(1, most)

    def hexadecimal(self, digits: int) -> str:
        return f"{self.chance.getrandbits(4 * digits):0{digits}x}"

    def uuid(self) -> str:
        digits = self.hexadecimal(32)
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def base64(self, length: int) -> str:
        return "".join(self.chance.choices(BASE64, k=length))

    def base64url(self, length: int) -> str:
        return self.base64(length).replace("+", "-").replace("/", "_")

    def moment(self) -> str:
        """A time of one month, to the millisecond."""
        seconds, milliseconds = divmod(self.number(0, 28 * 86_400_000 - 1), 1000)
        minutes, second = divmod(seconds, 60)
        hours, minute = divmod(minutes, 60)
        day, hour = divmod(hours, 24)
        return f"2026-03-{day + 1:02}T{hour:02}:{minute:02}:{second:02}.{milliseconds:03}Z"

    def level(self) -> str:
        return self.one_of(LEVELS)

    def status(self) -> int:
        return self.one_of(STATUSES)
