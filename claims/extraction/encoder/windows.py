"""Windows of a text that fit the network: cut at words, and where possible at the end of a line or a sentence."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from claims.extraction.encoder.words import Words

SIZE = 318
"""Word pieces of one window, without the two that mark its ends."""
OVERLAP = 32
"""Word pieces that a window shares with the one before: each word is read where more of its context is."""


def windows(words: Words, text: str, size: int = SIZE, overlap: int = OVERLAP, head: int | None = None) -> list[range]:
    """Ranges of words that cover the text in order; `head` is the size of the first, where it should be shorter."""
    ends = np.append(words.first[1:], len(words.pieces))
    found: list[range] = []
    start = 0
    while start < len(words):
        room = head if head and not found else size
        stop = int(np.searchsorted(ends, words.first[start] + room, side="right"))
        stop = max(stop, start + 1)
        if stop < len(words):
            stop = _cut(words, text, start, stop)
        found.append(range(start, stop))
        if stop >= len(words):
            break
        start = max(int(np.searchsorted(words.first, words.first[stop] - overlap)), start + 1) if overlap else stop
    return found


def _cut(words: Words, text: str, start: int, stop: int) -> int:
    """The end of the last line, else of the last sentence, in the window's last quarter."""
    sentence = stop
    for at in range(stop, start + (stop - start) * 3 // 4, -1):
        before, after = words.spans[at - 1], words.spans[at]
        if "\n" in text[before[1] : after[0]]:
            return at
        if sentence == stop and text[before[0] : before[1]] in ".!?”" and text[after[0]].isupper():
            sentence = at
    return sentence


def central(ranges: list[range], length: int) -> list[range]:
    """For each window the words that are read from it: each word once, away from the windows' edges."""
    borders = [0] if ranges else []
    for before, after in pairwise(ranges):
        borders.append((before.stop + after.start) // 2)
    return [range(a, b) for a, b in pairwise([*borders, length])]
