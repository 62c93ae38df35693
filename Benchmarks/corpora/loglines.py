"""Lines of logs: plain ones, ones that name Pleo, and near misses of what is looked for."""

import base64

from .plants import KEY_PREFIX, SIGNING_PREFIX
from .template import Template, Templates
from .words import Words

RECORD = (
    '{"time":"~moment~","level":"~level~","service":"~kebab~","message":"~sentence~",'
    '"trace":"~hexadecimal 32~","~camel~":~up_to 1000000~,"ok":true}'
)
OF_A_SERVICE = (
    "~moment~ ~level~ [~kebab~-~up_to 64~] com.example.~word~.~pascal~ - ~sentence~"
    " id=~uuid~ dur=~up_to 9000~ms\n"
)
OF_ACCESS = (
    "10.~up_to 255~.~up_to 255~.~up_to 254~ - - [~moment~]"
    ' "GET /api/v~up_to 3~/~word~/~up_to 1000000~?~word~=~word~ HTTP/1.1" ~status~'
    ' ~up_to 99999~ "Mozilla/5.0 (X11; Linux x86_64)"\n'
)
OF_PAIRS = (
    "time=~moment~ level=~level~ msg=~kebab 3~ ~snake~=~word~ ~snake~=~up_to 9999~"
    " ~snake~=~word~ ~snake~=~word~\n"
)
PLAIN = (OF_A_SERVICE, OF_A_SERVICE, OF_ACCESS, RECORD + "\n", OF_PAIRS)

START = "~moment~ ~level~ [~kebab~] "
OF_PLEO = (
    "io.pleo.~word~.~pascal~Runner ~sentence~ id=~hexadecimal 16~\n",
    "GET https://external.pleo.io/v2/~word~s/~uuid~ 200 ~up_to 900~ ms\n",
    "pleo-~kebab~ retry ~up_to 5~ of 5 after 429, ~sentence~\n",
    "pleo_company_id=~uuid~ expenses=~up_to 900~ ~sentence~\n",
    "PleoClient.~camel~: ~sentence~, expires in ~up_to 3600~ s\n",
    "PLEO_API_KEY is not set, ~sentence~\n",
    "token of pleo refreshed: ****, ~sentence~\n",
)

# Near misses of names: Spanish and Portuguese words, and words in camel case.
NEAR_NAMES = tuple(
    f"portal {name}_~word~=~up_to 9999~ buscar {name} ~sentence~\n"
    for name in ("empleo", "empleos", "desempleo", "tecnoempleo", "pleonasmo", "EMPLEO")
) + tuple(
    f'schema {{"~camel~":{{"{name}":~up_to 99~}}}} ~sentence~\n'
    for name in ("multipleOf", "exampleOrganisation", "simpleObject", "tupleOrNone", "peopleOnly")
)
NEAR_KEYS = (
    "select plp_id, plp_~word~ from plp_~snake~ where plp_id = ~up_to 1000000~\n",
    "plp_~snake~=~up_to 9999~ plp_id=~up_to 1000000~ ~sentence~\n",
    "query of plp_~word~ by plp_id took ~up_to 900~ ms, ~sentence~\n",
)
OF_ANOTHER_ISSUER = f"stripe endpoint ~word~ signs with {SIGNING_PREFIX}~base64 32~\n"
PAYLOAD = "payload=~base64 24~{start}~base64 90~==\n"
TOKEN = (
    "authorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJ~base64url 40~{start}~base64url 90~"
    ".~base64url 43~\n"
)


class LogLines:
    """Lines that have nothing to do with Pleo."""

    def __init__(self, words: Words):
        self._plain = Templates(words, *PLAIN)
        self._record = Template(words, RECORD)

    def next(self) -> str:
        return self._plain.draw()

    def next_record(self) -> str:
        """An object of JSON, without a line feed."""
        return self._record.draw()


class DenseLines:
    """Every fifth line names Pleo, and none holds a credential."""

    def __init__(self, words: Words):
        self._plain = Templates(words, *PLAIN)
        self._of_pleo = Templates(words, *(START + text for text in OF_PLEO))
        self._count = 0

    def next(self) -> str:
        self._count += 1
        return (self._plain if self._count % 5 else self._of_pleo).draw()


class HardLines:
    """Every line is a near miss: it shares four bytes or more with what is looked for."""

    def __init__(self, words: Words):
        starts = starts_of_encoded(("pleo", "Pleo", "PLEO", KEY_PREFIX))
        payloads, tokens = (
            [text.format(start=start) for start in starts] for text in (PAYLOAD, TOKEN)
        )
        self._words = words
        self._near_names = Templates(words, *(START + text for text in NEAR_NAMES))
        self._kinds = (
            self._near_names,
            self._near_names,
            Templates(words, *(START + text for text in NEAR_KEYS)),
            Templates(words, START + OF_ANOTHER_ISSUER),
            Templates(words, *(START + text for text in tokens)),
            Templates(words, *(START + text for text in payloads)),
        )

    def next(self) -> str:
        return self._words.one_of(self._kinds).draw()

    def next_near_name(self) -> str:
        """A near miss that stays one also where a sign of Pleo stands beside it."""
        return self._near_names.draw()


def starts_of_encoded(literals: tuple[str, ...]) -> list[str]:
    """The first four of a literal's digits in base64, and a fifth that is wrong."""
    starts = []
    for literal in literals:
        for before in range(3):
            # The digits that depend on nothing before the literal, and on nothing after it.
            first, last = (before * 8 + 5) // 6, (before + len(literal)) * 8 // 6
            digits = base64.b64encode(b"\0" * before + literal.encode()).decode()[first:last]
            if len(digits) > 4:
                starts.append(digits[:4] + ("A" if digits[4] != "A" else "Q"))
    return starts
