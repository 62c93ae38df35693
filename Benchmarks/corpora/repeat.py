"""Makes much text of little: a few blocks are made once, and written over and over.

Python makes some megabytes of lines a second. A scanner keeps nothing of what it read a block ago,
so that a block that comes again costs it what a new one would; and the order of the blocks, and the
line that each starts with, are drawn anew each time.
"""

import random
from collections.abc import Callable, Iterator

from .content import Block, Content

BLOCK_SIZE = 256 * 1024
# 16 MiB: more than a processor's caches that are its own.
MOST_BLOCKS = 64


class Repeater:
    """Blocks of whole lines, in an order that is drawn."""

    def __init__(self, content: Content, chance: random.Random, size: int, line: Callable[[], str]):
        self._chance = chance
        count = max(1, min(MOST_BLOCKS, size // BLOCK_SIZE))
        block_size = min(BLOCK_SIZE, size)
        self._blocks = [content.block(text_of(block_size, line)) for _ in range(count)]

    def draw(self) -> Block:
        """One of the blocks, turned: what stands before some line of it comes last."""
        block = self._blocks[int(self._chance.random() * len(self._blocks))]
        at = block.text.find(b"\n", int(self._chance.random() * len(block.text))) + 1
        return Block(block.text[at:] + block.text[:at], block.line_count, block.literal_lines)

    def endless(self) -> Iterator[Block]:
        while True:
            yield self.draw()


def text_of(size: int, line: Callable[[], str]) -> bytes:
    """Whole lines, of a size or a line more."""
    lines, total = [], 0
    while total < size:
        lines.append(line().encode())
        total += len(lines[-1])
    return b"".join(lines)
