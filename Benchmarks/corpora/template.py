"""Texts with slots, each of which is filled anew whenever the text is drawn."""

import re

from .words import Words

# `~camel~`, or with a number, `~camel 3~`: the method of `Words`, and what it is given.
SLOT = re.compile(r"~([a-z_0-9]+)(?: (\d+))?~")


class Template:
    """A text whose slots name methods of `Words`."""

    def __init__(self, words: Words, text: str):
        literals, names, numbers = (SLOT.split(text)[start::3] for start in range(3))
        self._parts = [literals[0]]
        for name, number, literal in zip(names, numbers, literals[1:], strict=True):
            method = getattr(words, name)
            arguments = (int(number),) if number else ()
            self._parts += [(method, arguments), literal]

    def draw(self) -> str:
        return "".join(
            part if isinstance(part, str) else str(part[0](*part[1])) for part in self._parts
        )


class Templates:
    """Several texts, of which one is drawn each time."""

    def __init__(self, words: Words, *texts: str):
        self._words = words
        self._templates = [Template(words, text) for text in texts]

    def draw(self) -> str:
        return self._words.one_of(self._templates).draw()
