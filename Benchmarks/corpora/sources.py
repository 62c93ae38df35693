"""Pieces of source files in several languages: functions, records, paragraphs."""

from .plants import KEY_PREFIX, Plant, random_key
from .template import Template
from .words import Words

TYPESCRIPT = """\
/** ~sentence~. */
export async function ~camel 3~(~word~: ~pascal~, ~camel~?: string): Promise<~pascal~[]> {
  const ~word~ = await this.~camel~.~word~(`/api/~word~/${~word~.id}`);
  if (!~word~.ok) throw new ~pascal~Error('~sentence 5~');
  return ~word~.~word~.map((~word~) => ({ ...~word~, ~word~: ~up_to 999~ }));
}

"""
PYTHON = """\
def ~snake 3~(self, ~word~: ~pascal~, *, ~snake~=None):
    \"\"\"~sentence~.\"\"\"
    for ~word~ in self.~snake~[:~up_to 99~]:
        if ~word~.~word~ is not None and ~snake~ != "~word~":
            self._~word~.append(~word~.~snake~(timeout=~up_to 60~))
    return self._~word~

"""
JAVA = """\
    /** ~sentence~. */
    @Override
    public ~pascal~ ~camel~(final ~pascal 3~ ~camel~) throws ~pascal~Exception {
        ~pascal~ ~camel~ = new ~pascal~(~camel~.get~pascal~(), ~up_to 99~);
        LOGGER.info("~sentence 6~ {}", ~camel~);
        return ~camel~.~camel~();
    }

"""
GO = """\
// ~pascal~ ~sentence~.
func (s *~pascal~) ~pascal 3~(ctx context.Context, ~word~ *~pascal~) ([]~pascal~, error) {
\t~word~, err := s.~word~.~pascal~(ctx, ~word~.~pascal~)
\tif err != nil {
\t\treturn nil, fmt.Errorf("~sentence 5~: %w", err)
\t}
\treturn ~word~, nil
}

"""
C = """\
/* ~sentence~ */
static int ~snake 3~(struct ~snake~ *~word~, size_t ~word~)
{
\tif (~word~->~word~ & ~constant~)
\t\treturn -EINVAL;
\t~word~->~snake~ = 0x~hexadecimal 8~;
\treturn ~snake~(~word~, ~up_to 64~);
}

"""
JSON = """\
    "node_modules/~kebab~": {
      "version": "~up_to 20~.~up_to 40~.~up_to 9~",
      "resolved": "https://packages.example.org/~kebab~/-/~kebab~.tgz",
      "integrity": "sha512-~base64 86~==",
      "dependencies": { "~kebab~": "^~up_to 9~.0.0", "~word~": "~up_to 9~.1.0" }
    },
"""
YAML = """\
  - name: ~kebab~
    image: example.org/~word~/~kebab~:~up_to 40~
    env:
      - name: ~constant~
        value: "~word~"
    resources:
      limits: { cpu: ~up_to 8~, memory: ~up_to 64~Gi }
"""
MARKDOWN = """\
## ~sentence 5~

~sentence 30~. ~sentence 20~, see [~word~](docs/~kebab~.md).

"""
CSS = """\
.~kebab 3~ {
  color: #~hexadecimal 6~;
  margin: ~up_to 64~px;
}

"""
# Without a line feed: a bundle is one long line.
MINIFIED = (
    "function f~hexadecimal 2~(b){return b.~camel~?b.~word~(~up_to 9999~):void 0}"
    'var c={~word~:a,~camel~:"~word~"};'
)

PIECES = {
    "ts": TYPESCRIPT,
    "py": PYTHON,
    "java": JAVA,
    "go": GO,
    "c": C,
    "json": JSON,
    "yaml": YAML,
    "md": MARKDOWN,
    "css": CSS,
    "min.js": MINIFIED,
}
"""By the ending of the file."""

CORRECT_PYTHON = """\
import os

import httpx

BASE_URL = "https://external.pleo.io"


def ~snake~(company_id: str) -> list[dict]:
    client = httpx.Client(base_url=BASE_URL, auth=(os.environ["PLEO_API_KEY"], ""))
    response = client.get("/v3/export-jobs", params={"company_id": company_id})
    return response.json()["~word~"]
"""
CORRECT_TYPESCRIPT = """\
const basic = Buffer.from(`${process.env.PLEO_API_KEY}:`).toString('base64');

export async function ~camel~(companyId: string) {
  const url = `https://external.pleo.io/v3/export-jobs?company_id=${companyId}`;
  return fetch(url, { headers: { Authorization: `Basic ${basic}` } });
}
"""
CORRECT_MARKDOWN = """\
# Expenses

Set `PLEO_API_KEY` to a key of the Pleo web app (Settings > API Keys).
The service reads it at its start and ~sentence~.
"""


class PleoSources:
    """Whole files that have to do with Pleo: correct ones, and ones that hold a credential."""

    def __init__(self, words: Words):
        self._words = words
        self._correct = (
            ("py", Template(words, CORRECT_PYTHON)),
            ("ts", Template(words, CORRECT_TYPESCRIPT)),
            ("md", Template(words, CORRECT_MARKDOWN)),
        )

    def correct(self) -> tuple[str, str]:
        """The ending of a file in which nothing is to be found, and its text."""
        ending, template = self._words.one_of(self._correct)
        return ending, template.draw()

    def planted(self) -> tuple[str, Plant]:
        """The ending of a file that holds a credential, and its text."""
        ending, prefix, before, after = self._words.one_of(PLANTED)
        secret = prefix + random_key(self._words)
        return ending, Plant(before + secret + after, secret)


PLANTED = (
    ("env", "", "TZ=UTC\nPLEO_API_KEY=", "\nLOG_LEVEL=info\n"),
    ("py", "", 'PLEO_API_TOKEN = "', '"\nPAGE_SIZE = 100\n'),
    ("yaml", KEY_PREFIX, "pleo:\n  company: acme\n  api-key: ", "\n"),
    ("java", KEY_PREFIX, 'class Keys {\n    static final String PLEO_KEY = "', '";\n}\n'),
)
"""The ending of a file, what its key starts with, and what stands before and after that."""
